"""All public pages: what they count, whom they hide, what they send."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive.models import Article, Metric, PlaceMention, ProgramMention, Review
from archive.models.article import ArticleState
from archive.reading.spellings import place_spellings
from tests.pages.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE, Shelf, read_answer

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/places/",
    "/places/41/",
    f"/places/{COUNTY}/",
    f"/towns/{TOWN}/",
    f"/villages/{VILLAGE}/",
    "/programs/",
    "/programs/?kind=campaign",
    "/programs/五星支部创建/",
    "/indicators/",
    "/indicators/members/",
    "/metrics/",
    f"/metrics/?place={TOWN}",
    "/years/",
    "/years/2021/",
    "/years/undated/",
]
DATA = [
    f"/towns/{TOWN}.json",
    f"/villages/{VILLAGE}.json",
    "/programs/五星支部创建.json",
    "/indicators/members.json",
]


@pytest.fixture
def two(shelf: Shelf, dated: dict[str, Any]) -> list[Article]:
    """A dated and an undated article with all kinds of facts."""
    return [shelf.full("有日期的报道", **dated), shelf.full("无日期的报道")]


@pytest.mark.parametrize("address", [*PAGES, *DATA, "/feed.atom"])
def test_every_page_answers_without_cookie_and_without_inline_style(
    client: Client, two: list[Article], address: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    assert not answer.cookies
    body = read_answer(answer)
    # A script may come from a file of ours; a block of JSON-LD is data and is not run.
    own = r'<script(?! src="/static/| type="application/ld\+json")'
    assert not re.search(rf"\sstyle=|<style|{own}|\son[a-z]+=|javascript:", body)
    assert "default-src 'none'" in answer["Content-Security-Policy"]


ASK_THE_INDEX = ("/search", "/frequencies/", "/concordance/")  # there is none here: tests/site


@pytest.mark.parametrize("address", PAGES)
def test_every_address_on_a_page_leads_somewhere(
    client: Client, two: list[Article], address: str
) -> None:
    page = client.get(address).content.decode()

    for target in set(re.findall(r'href="(/[^"#]*)', page)):
        if target.startswith(("/static/", "/staff/", *ASK_THE_INDEX)):
            continue
        assert client.get(target.replace("&amp;", "&")).status_code == 200, target


@pytest.mark.parametrize("state", [ArticleState.WITHDRAWN, ArticleState.DRAFT])
@pytest.mark.parametrize("address", [*PAGES, *DATA, "/feed.atom"])
def test_an_article_that_is_not_public_is_nowhere(
    client: Client, two: list[Article], address: str, state: ArticleState
) -> None:
    Article.objects.filter(pk=two[1].pk).update(state=state, withdrawn_reason="撤下")

    answer = client.get(address)

    assert answer.status_code in {200, 404}
    assert "无日期的报道" not in read_answer(answer)


# A village leads to its township whatever was rejected: that is where it lies.
@pytest.mark.parametrize("address", [a for a in (*PAGES, *DATA) if "/villages/" not in a])
def test_rejected_facts_lead_nowhere(client: Client, two: list[Article], address: str) -> None:
    for model in (PlaceMention, ProgramMention, Metric):
        model.objects.update(review=Review.REJECTED)

    body = read_answer(client.get(address))

    assert "动员党员602人" not in body
    assert f'href="/towns/{TOWN}/"' not in body


@pytest.mark.parametrize("address", [*PAGES, *DATA, "/feed.atom"])
def test_more_articles_ask_no_more_questions(
    client: Client,
    shelf: Shelf,
    dated: dict[str, Any],
    address: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(8):
        shelf.full(f"第{n}篇", **dated)
    shelf.full("无日期")

    # The home page reads three kinds of facts of each article it looks through for a sentence.
    with django_assert_max_num_queries(36 if address == "/" else 14):
        assert client.get(address).status_code == 200


def test_home_counts_what_is_in_the_archive(client: Client, two: list[Article]) -> None:
    page = client.get("/").content.decode()

    for number, unit in ((2, "篇报道"), (1, "个乡镇、街道"), (1, "项做法"), (2, "条数据")):
        assert f"<b>{number}</b><span>{unit}</span>" in page
    assert "<b>2021</b><span>其中 1 篇有署期</span>" in page


def test_home_explains_the_marks_with_a_real_sentence(client: Client, two: list[Article]) -> None:
    page = client.get("/").content.decode()

    say = page.split('<p class="say">')[1].split("</p>")[0]
    assert re.sub("<[^>]*>", "", say) == "雁鸣湖镇推行“五星”支部创建,动员党员602人。"
    assert "《无日期的报道》第 1 段" in page


def test_an_empty_archive_still_has_its_first_page(client: Client, shelf: Shelf) -> None:
    page = client.get("/").content.decode()

    assert "<b>0</b><span>篇报道</span>" in page
    assert 'id="how"' in page


def test_an_article_counts_once_in_each_division(client: Client, shelf: Shelf) -> None:
    article = shelf.write("两镇", "雁鸣湖镇和刘集镇。")
    shelf.mention(article, "雁鸣湖镇")
    shelf.mention(article, "刘集镇", OTHER_TOWN)

    page = client.get("/places/").content.decode()

    tree = re.sub("<[^>]*>|\\s", "", page.split('<ul class="tree">')[1])
    assert tree.startswith("河南省›郑州市›中牟县1刘集镇1雁鸣湖镇1")


def test_the_address_of_a_town_under_places_leads_to_its_dossier(
    client: Client, shelf: Shelf
) -> None:
    answer = client.get(f"/places/{TOWN}/")

    assert (answer.status_code, answer["Location"]) == (301, f"/towns/{TOWN}/")


def test_a_town_nobody_wrote_about_says_so(client: Client, shelf: Shelf) -> None:
    assert "还没有写到这里" in client.get(f"/towns/{OTHER_TOWN}/").content.decode()


def test_a_town_lists_names_as_printed_and_its_neighbours(client: Client, shelf: Shelf) -> None:
    article = shelf.write("题", "雁鸣湖镇与刘集镇共建,该镇很好。")
    shelf.mention(article, "雁鸣湖镇")
    shelf.mention(article, "该镇", TOWN, inferred=True, name="雁鸣湖镇")
    shelf.mention(article, "刘集镇", OTHER_TOWN)

    page = client.get(f"/towns/{TOWN}/").content.decode()

    assert "代称，由上下文推断" in page
    assert f'<a href="/towns/{OTHER_TOWN}/">刘集镇</a>' in page


def test_a_village_is_no_spelling_of_its_town(shelf: Shelf) -> None:
    shelf.full()

    assert [one.form for one in place_spellings(TOWN)] == ["雁鸣湖镇"]
    assert [one.form for one in place_spellings(VILLAGE)] == ["穆山村"]


def test_a_program_shows_its_sentences_and_spellings(client: Client, shelf: Shelf) -> None:
    article = shelf.full()
    other = shelf.write("又一篇", "五星支部创建,即五个方面都过硬。")
    shelf.name(other, "五星支部创建")

    page = client.get("/programs/五星支部创建/").content.decode()

    first = page.split('<blockquote class="quote">')[1]
    assert re.sub("<[^>]*>", "", first).startswith("五星支部创建,即五个方面都过硬。")
    assert "又写作" in page
    assert article.get_absolute_url() in page


def test_a_figure_without_indicator_can_still_be_reached(client: Client, shelf: Shelf) -> None:
    article = shelf.write("题", "栽树9000余株。")
    shelf.count(article, "9000余", "栽树9000余株", indicator=None, phrase="栽树")

    assert "其中 <b>1</b> 条未归入指标" in client.get("/indicators/").content.decode()
    assert "栽树9000余株" in client.get("/metrics/?indicator=none").content.decode()


def test_a_long_list_is_turned_page_by_page_and_loses_nothing(client: Client, shelf: Shelf) -> None:
    for n in range(60):
        article = shelf.write(f"题{n}", f"第{n}篇有{n + 100}人。")
        shelf.count(article, f"{n + 100}", f"有{n + 100}人")

    pages = [client.get(f"/metrics/?page={n}").content.decode() for n in (1, 2)]

    rows = [set(re.findall(r'<tr role="row" id="(m\d+)"', page)) for page in pages]
    assert [len(row) for row in rows] == [50, 10]
    assert not rows[0] & rows[1]


@pytest.mark.parametrize("page", ["0", "-1", "9999", "x", "1e9", "二"])
def test_a_page_number_nobody_has_is_answered(
    client: Client, two: list[Article], page: str
) -> None:
    assert client.get("/metrics/", {"page": page}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/nothing/",
        "/towns/999999999/",
        "/towns/x/",
        "/places/99/",
        "/programs/没有/",
        "/programs/?kind=x",
        "/indicators/none/",
        "/metrics/?place=x",
        "/years/1066/",
        "/years/99999/",
        "/articles/999999/",
        "/articles/99999999999999999999/",
    ],
)
def test_what_is_not_there_is_said_in_words(
    client: Client, two: list[Article], address: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_hollow_years_are_those_without_a_printed_date(
    client: Client, shelf: Shelf, dated: dict[str, Any]
) -> None:
    shelf.full("印着日期", **dated)
    guessed = {**dated, "published": "2019", "published_basis": "inferred"}
    shelf.full("推断日期", **{**guessed, "published_on": "2019-01-01"})

    page = client.get("/years/").content.decode()

    bars = re.findall(r'<rect class="(bar[^"]*)"', page)
    assert bars == ["bar hollow", "bar"]


def test_the_feed_starts_with_the_newest(client: Client, two: list[Article]) -> None:
    feed = client.get("/feed.atom").content.decode()

    assert feed.index("无日期的报道") < feed.index("有日期的报道")
