"""A township's page and two of them side by side: what is in print, kept apart where names are the same."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Indicator, Place
from archive.models.place import Level
from tests.pages.conftest import OTHER_TOWN, TOWN, Shelf
from tests.pages.test_program_page import dated_in

PAIR = f"/towns/{TOWN}/compare/{OTHER_TOWN}/"
NAMESAKE = "410223104"


@pytest.fixture
def namesake(shelf: Shelf) -> Place:
    """Another 刘集镇, in another county."""
    Place.objects.create(code="410223", name="尉氏县", level=Level.COUNTY, parent_id="41")
    return Place.objects.create(
        code=NAMESAKE,
        name="刘集镇",
        level=Level.TOWN,
        parent_id="410223",
        county="尉氏县",
        city="开封市",
        province="河南省",
    )


@pytest.fixture
def both(shelf: Shelf) -> None:
    """One article of each township, each with the same indicator; a threshold in the second."""
    shelf.full("一篇", **dated_in(2021))
    article = shelf.write("另一篇", "刘集镇动员党员40人,70岁以上9人。", **dated_in(2019))
    shelf.mention(article, "刘集镇", OTHER_TOWN)
    there = {"place_id": OTHER_TOWN, "place_name": "刘集镇"}
    shelf.count(article, "40", "动员党员40人", value=Decimal(40), **there)
    shelf.count(
        article, "9", "70岁以上9人", value=Decimal(9), qualifier="70岁以上", phrase="老人", **there
    )


def text_of(markup: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", markup).split())


def rows_of(page: str, heading: str) -> list[str]:
    """The rows of the table under a heading, as text."""
    table = page.split(heading)[1].split("</table>", maxsplit=1)[0]
    return [text_of(row) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)[1:]]


def test_a_townships_figures_stand_under_their_indicators_the_oldest_first(
    client: Client, shelf: Shelf
) -> None:
    other = Indicator.objects.create(slug="trees", name="栽树")
    for year, value in ((2021, 602), (2015, 30)):
        article = shelf.write(f"{year}", f"有{value}人,栽{value + 1}棵。", **dated_in(year))
        shelf.count(article, str(value), f"有{value}人", value=Decimal(value))
        shelf.count(article, str(value + 1), f"栽{value + 1}棵", indicator=other, unit="棵")
    shelf.count(article, "有", "有", indicator=None)

    page = client.get(f"/towns/{TOWN}/").content.decode()

    printed = re.findall(r'scope="rowgroup">(.*?)</th>|class="num"><b>(.*?)</b>', page)
    assert [text_of(group) or figure for group, figure in printed] == [
        *("党员人数", "30人", "602人"),
        *("栽树", "31棵", "603棵"),
        *("未归入指标", "有"),
    ]


def test_a_townships_programs_have_the_years_of_their_first_and_last_article(
    client: Client, shelf: Shelf
) -> None:
    shelf.full("首", **dated_in(2015))
    shelf.full("末", **dated_in(2021))

    page = client.get(f"/towns/{TOWN}/").content.decode()

    [row] = re.findall(r'<li><a href="/programs/[^"]+">.*?</li>', page)
    assert text_of(row).endswith("2 篇 2015—2021")


def test_townships_of_one_name_lead_to_each_other(
    client: Client, shelf: Shelf, namesake: Place
) -> None:
    shelf.full("一篇")

    page = client.get(f"/towns/{OTHER_TOWN}/").content.decode()
    alone = client.get(f"/towns/{TOWN}/").content.decode()

    assert "另有 1 处同名" in page
    assert f'开封市 尉氏县</span> <a href="/towns/{NAMESAKE}/">刘集镇</a>' in page
    assert "处同名" not in alone


@pytest.mark.parametrize("words", ["刘集镇", " 中牟县刘集镇 ", OTHER_TOWN])
def test_a_name_that_means_one_township_leads_to_both(
    client: Client, shelf: Shelf, words: str
) -> None:
    answer = client.get(f"/towns/{TOWN}/compare/", {"with": words})

    assert (answer.status_code, answer["Location"]) == (302, PAIR)


def test_a_name_of_several_townships_is_asked_about(
    client: Client, both: None, namesake: Place
) -> None:
    page = client.get(f"/towns/{TOWN}/compare/", {"with": "刘集镇"}).content.decode()

    assert "“刘集镇”有 2 处，请选一处。" in page
    assert page.index(PAIR) < page.index(f"/towns/{TOWN}/compare/{NAMESAKE}/")
    assert page.count("暂无报道") == 1


def test_a_name_nobody_has_is_said_with_what_to_do(client: Client, both: None) -> None:
    answer = client.get(f"/towns/{TOWN}/compare/", {"with": "<b>无此镇"})

    assert answer.status_code == 404
    assert "没有另一个叫“&lt;b&gt;无此镇”的乡镇、街道" in answer.content.decode()


def test_side_by_side_the_same_indicator_and_threshold_stand_in_one_row(
    client: Client, both: None
) -> None:
    page = client.get(PAIR).content.decode()

    [shared] = rows_of(page, 'id="in"')
    [lone] = rows_of(page, 'id="lo"')
    assert shared.startswith("党员人数 人 机 602人 动员党员 2021年")
    assert "40人 动员党员 2019年" in shared
    assert lone == "党员人数 人 · 70岁以上 机 9人 老人 2019年"
    assert 'title="刘集镇动员党员40人,70岁以上9人。"' in page.split('id="lo"')[1]
    assert rows_of(page, 'id="yr"') == ["2019 0 1", "2021 1 0"]


def test_each_programs_side_is_said(client: Client, both: None) -> None:
    page = client.get(PAIR).content.decode()

    here, there = page.split("只见于 <span>雁鸣湖镇")[1].split("只见于 <span>刘集镇")
    assert "“五星”支部创建" in here
    assert "“五星”支部创建" not in there.split("</section>")[0]


def test_a_township_beside_itself_is_its_own_page(client: Client, shelf: Shelf) -> None:
    answer = client.get(f"/towns/{TOWN}/compare/{TOWN}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/towns/{TOWN}/")
    assert client.get(f"/towns/{TOWN}/compare/999999999/").status_code == 404


def test_more_articles_ask_no_more_questions(client: Client, both: None, shelf: Shelf) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAIR).status_code == 200
        return len(asked)

    few = questions()
    for year in range(2000, 2015):
        shelf.full(f"{year}", **dated_in(year))

    assert questions() == few


def test_rejected_figures_and_withdrawn_articles_are_on_neither_side(
    client: Client, both: None, shelf: Shelf
) -> None:
    shelf.indicator.metrics.filter(place_id=TOWN).update(review="rejected")

    page = client.get(PAIR).content.decode()

    assert "602人" not in page
    assert "没有两地都印过" in page


def test_two_townships_are_taken_away_as_data_that_says_what_the_page_says(
    client: Client, both: None
) -> None:
    data = client.get(f"{PAIR[:-1]}.json").json()

    assert [(row["left"], row["right"]) for row in data["years"]] == [(0, 1), (1, 0)]
    assert (data["left"]["articles"], data["right"]["figures"]) == (1, 2)
    shared = data["indicators"][0]
    assert [each["value"] for each in shared["left"]] == ["602"]
    assert [each["value"] for each in shared["right"]] == ["40"]
    assert [each["name"] for each in data["programs"]["left"]] == ["“五星”支部创建"]
    assert f'href="{PAIR[:-1]}.json"' in client.get(PAIR).content.decode()
    assert client.get(f"/towns/{TOWN}/compare/{TOWN}.json").status_code == 404


def test_a_year_a_person_entered_is_no_guess(client: Client, shelf: Shelf) -> None:
    for basis in ("stated", "given", "inferred"):
        shelf.full(basis, **dated_in(2021, basis))
    shelf.full("undated")

    page = client.get(f"/towns/{TOWN}/").content.decode()

    [timeline] = re.findall(r'<ol class="timeline">.*?</ol>', page, re.DOTALL)
    assert timeline.count('<li class="guess">') == 2
    assert timeline.count('<li><p class="when">') == 2
