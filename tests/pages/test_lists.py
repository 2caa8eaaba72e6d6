"""Lists a reader browses: what they hold, how they are narrowed, ordered and taken away."""

from __future__ import annotations

import csv
import io
import re
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive.corrections import withdraw
from archive.models import Article, Place, Program, ProgramAlias, ProgramMention, Review
from archive.models.place import Level
from archive.outbox import announce
from archive.pinyin import sort_key
from archive.pipeline.programs.names import fold_name
from archive.reading.place_list import list_places, place_tree
from tests.pages.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE, Shelf

pytestmark = pytest.mark.django_db

NAMES = {
    "“1234”工作法": "method",
    "12345热线": "institution",
    "“重阳节”敬老": "campaign",
    "党建联盟": "institution",
    "西安品牌": "brand",
    "县域治理": "method",
}


@pytest.fixture
def named(shelf: Shelf, dated: dict[str, Any]) -> list[Program]:
    """Six programs: the n-th of them named by n articles, the first article dated."""
    programs = [
        Program.objects.create(
            name=name, folded=fold_name(name), kind=kind, slug=f"p{n}", sort_key=sort_key(name)
        )
        for n, (name, kind) in enumerate(NAMES.items())
    ]
    for at in range(len(programs)):
        article = shelf.write(f"第{at}篇", *NAMES, **(dated if at == 0 else {}))
        for program in programs[at:]:
            start = article.source.text.index(program.name)
            for moved in (0, 1):  # an article that names it twice counts once
                ProgramMention.objects.create(
                    article=article, program=program, start=start + moved, end=start + 3
                )
    with transaction.atomic():
        announce(Article.objects.values_list("pk", flat=True))
    return programs


def rows_of(page: str) -> list[str]:
    """The names a page lists, in order."""
    return re.findall(r'<li><a href="/programs/[^"]*">([^<]*)</a><span class="cnt">', page)


def read_table(answer: Any) -> tuple[dict[str, str], list[dict[str, str]]]:
    """What the head of an exported list says, and its rows."""
    text = answer.getvalue().decode("utf-8-sig")
    head, table = text.split("\r\n\r\n", 1)
    told = dict(csv.reader(io.StringIO(head)))
    return told, list(csv.DictReader(io.StringIO(table)))


def test_programs_stand_by_articles_by_letter_and_by_first_seen(
    client: Client, named: list[Program]
) -> None:
    assert rows_of(client.get("/programs/").content.decode()) == list(NAMES)[::-1]
    by_name = client.get("/programs/?sort=name").content.decode()
    assert rows_of(by_name) == list(NAMES)
    assert re.findall(r'<h3 class="letter">([^<]*)</h3>', by_name) == ["数字", "C", "D", "X"]
    assert rows_of(client.get("/programs/?sort=first").content.decode()) == list(NAMES)


def test_one_letter_of_the_programs(client: Client, named: list[Program]) -> None:
    page = client.get("/programs/?sort=name&letter=X").content.decode()

    assert rows_of(page) == ["西安品牌", "县域治理"]


@pytest.mark.parametrize("words", ["黨建聯", "“党建”联", "党 建"])
def test_the_filter_compares_names_as_the_archive_does(
    client: Client, named: list[Program], words: str
) -> None:
    page = client.get("/programs/", {"q": words}).content.decode()

    assert rows_of(page) == ["党建联盟"]


def test_the_filter_and_the_kind_and_the_order_are_kept_by_every_choice(
    client: Client, named: list[Program]
) -> None:
    page = client.get("/programs/?q=人&kind=method&sort=name").content.decode()

    assert 'name="kind" value="method"' in page
    assert 'name="sort" value="name"' in page
    assert "没有名称里有“人”的做法" in page
    assert "?kind=method&amp;q=%E4%BA%BA&amp;sort=first" in page


@pytest.mark.parametrize("address", ["?sort=size", "?letter=ÄÄ", "?kind=nothing"])
def test_an_address_that_asks_for_what_is_not_there_is_told_so(
    client: Client, named: list[Program], address: str
) -> None:
    answer = client.get(f"/programs/{address}")

    assert answer.status_code == 404


def test_programs_are_taken_away_with_their_columns_described(
    client: Client, named: list[Program]
) -> None:
    told, rows = read_table(client.get("/programs.csv?sort=name&kind=method"))

    assert told["行数"] == "2"
    assert told["列：篇数"]
    assert [row["名称"] for row in rows] == ["“1234”工作法", "县域治理"]
    assert [row["篇数"] for row in rows] == ["1", "6"]
    assert [row["最早见报"] for row in rows] == ["2021", "2021"]
    assert rows[0]["网址"] == "http://testserver/programs/p0/"


def test_a_withdrawal_is_seen_at_once_in_what_was_counted_before(
    client: Client, named: list[Program]
) -> None:
    before = client.get("/programs.csv?sort=name")
    only = Article.objects.get(title="第0篇")

    withdraw(only, "撤下", by=None)

    counts = {row["名称"]: row["篇数"] for row in read_table(before)[1]}
    after = {row["名称"]: row["篇数"] for row in read_table(client.get("/programs.csv"))[1]}
    assert counts["“1234”工作法"] == "1"
    assert "“1234”工作法" not in after
    assert after["县域治理"] == "5"


def test_a_counted_list_asks_one_question(
    client: Client, named: list[Program], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/programs/")

    with django_assert_num_queries(1):
        client.get("/programs/?sort=name")


@pytest.fixture
def printed(shelf: Shelf) -> list[Article]:
    """Articles of known day, month and year only, and of no date; of two publications and of none."""
    dates = [
        ("2021-06-27", "day", "2021-06-27", "河南日报"),
        ("2021-06", "month", "2021-06-01", "河南日报"),
        ("2021-01-05", "day", "2021-01-05", "大河报"),
        ("2021", "year", "2021-01-01", ""),
        ("", "unknown", None, ""),
    ]
    return [
        shelf.full(
            f"第{n}篇",
            published=printed,
            published_precision=precision,
            published_on=day,
            published_basis="stated" if printed else "none",
            publication=publication,
        )
        for n, (printed, precision, day, publication) in enumerate(dates)
    ]


def titles(page: str) -> set[str]:
    """The titles of the articles a page lists."""
    return set(re.findall(r'<a class="title"[^>]*>([^<]*)</a>', page))


def test_a_year_leads_to_its_months_and_to_those_whose_month_is_unknown(
    client: Client, printed: list[Article]
) -> None:
    page = client.get("/years/2021/").content.decode()

    seen = re.findall(r'<a href="(\?[^"]*)"[^>]*>([^<]*) (\d+)</a>', page)
    counted = {label: int(count) for _address, label, count in seen}
    assert counted == {"全年": 4, "1 月": 1, "6 月": 2, "月份不详": 1}
    for address, _label, count in seen:
        assert len(titles(client.get(f"/years/2021/{address}").content.decode())) == int(count)
    assert titles(client.get("/years/2021/?month=6").content.decode()) == {"第0篇", "第1篇"}
    assert titles(client.get("/years/2021/?month=unknown").content.decode()) == {"第3篇"}


def test_a_month_that_is_none_is_told_so(client: Client, printed: list[Article]) -> None:
    assert client.get("/years/2021/?month=13").status_code == 404


def test_publications_stand_with_counts_and_years_and_lead_to_their_articles(
    client: Client, printed: list[Article]
) -> None:
    page = client.get("/publications/").content.decode()

    seen = re.findall(
        r'<th scope="row"><a href="([^"]*)">([^<]*)</a></th><td class="num">(\d+)</td><td>([^<]*)</td>',
        page,
    )
    assert [row[1:] for row in seen] == [
        ("河南日报", "2", "2021"),
        ("大河报", "1", "2021"),
        ("报名未署", "2", "2021"),
    ]
    for address, _name, count, _years in seen:
        assert len(titles(client.get(address).content.decode())) == int(count)
    told, rows = read_table(client.get("/publications.csv?q=大河"))
    assert [(row["刊发媒体"], row["篇数"]) for row in rows] == [("大河报", "1")]
    assert told["列：最早见报"]


def test_the_first_page_tells_of_a_withdrawal_at_once_and_asks_one_question_else(
    client: Client, printed: list[Article], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with transaction.atomic():
        announce([printed[0].pk])
    before = client.get("/").content.decode()
    with django_assert_num_queries(1):
        client.get("/")

    withdraw(printed[0], "撤下", by=None)

    after = client.get("/").content.decode()
    assert "<b>5</b><span>篇报道</span>" in before
    assert "<b>4</b><span>篇报道</span>" in after
    assert "第0篇" in before
    assert "第0篇" not in after


def test_indicators_stand_with_the_figures_their_pages_hold(
    client: Client, printed: list[Article]
) -> None:
    for address in ("/indicators/", "/indicators/?sort=figures", "/indicators/?q=党 员"):
        page = client.get(address).content.decode()

        assert re.findall(r'<span class="cnt">(\d+) 条</span>', page) == ["5"], address
    long = client.get("/indicators/", {"q": "字" * 101})
    assert long.status_code == 404
    assert "网址里的 q 有 101 个字，最多 100 个。" in long.content.decode()
    assert "没有名称里有“鲸”的指标" in client.get("/indicators/?q=鲸").content.decode()
    told, rows = read_table(client.get("/indicators.csv"))
    assert told["列：说明"]
    assert [row["条数"] for row in rows] == ["5"]
    withdraw(printed[0], "撤下", by=None)
    assert read_table(client.get("/indicators.csv"))[1][0]["条数"] == "4"


@pytest.fixture
def mapped(shelf: Shelf, dated: dict[str, Any]) -> list[Article]:
    """Three articles: of a village and its town, of the same town without a date, of its neighbour withdrawn."""
    for place in Place.objects.all():
        place.sort_key = sort_key(place.name)
        place.save()
    village = shelf.write("村", "雁鸣湖镇穆山村开会。", **dated)
    shelf.mention(village, "雁鸣湖镇")
    shelf.mention(village, "穆山村", VILLAGE)
    town = shelf.write("镇", "中牟县雁鸣湖镇开会。")
    shelf.mention(town, "雁鸣湖镇")
    shelf.mention(town, "中牟县", COUNTY)
    other = shelf.write("邻", "刘集镇开会,雁鸣湖镇也开。")
    shelf.mention(other, "刘集镇", OTHER_TOWN)
    shelf.mention(other, "雁鸣湖镇", review=Review.REJECTED)
    with transaction.atomic():
        announce(Article.objects.values_list("pk", flat=True))
    return [village, town, other]


PLACE_ROW = re.compile(
    r'<tr><th scope="row"><a href="[^"]*">([^<]*)</a></th><td>([^<]*)</td><td class="num">(\d+)</td><td>([^<]*)</td>'
)


def test_places_stand_with_articles_years_and_where_they_lie(
    client: Client, mapped: list[Article]
) -> None:
    listed = PLACE_ROW.findall(client.get("/places/?level=all").content.decode())
    by_name = PLACE_ROW.findall(client.get("/places/?level=town&sort=name").content.decode())

    assert listed == [
        ("河南省", "—", "3", "2021"),
        ("郑州市", "河南省", "3", "2021"),
        ("中牟县", "河南省 郑州市", "3", "2021"),
        ("雁鸣湖镇", "河南省 郑州市 中牟县", "2", "2021"),
        ("刘集镇", "河南省 郑州市 中牟县", "1", "—"),
        ("穆山村", "河南省 郑州市 中牟县 雁鸣湖镇", "1", "2021"),
    ]
    assert [row[0] for row in by_name] == ["刘集镇", "雁鸣湖镇"]


@pytest.mark.parametrize("words", ["雁鳴湖", "yanminghu", "YMH", "minghu", "鸣湖镇"])
def test_a_place_is_narrowed_to_by_characters_of_either_script_and_by_pinyin(
    client: Client, mapped: list[Article], words: str
) -> None:
    page = client.get("/places/", {"q": words}).content.decode()

    assert [row[0] for row in PLACE_ROW.findall(page)] == ["雁鸣湖镇"]


def test_what_lies_in_a_division_is_a_list_of_its_own(
    client: Client, mapped: list[Article]
) -> None:
    page = client.get(f"/places/?within={TOWN}").content.decode()

    assert [row[0] for row in PLACE_ROW.findall(page)] == ["穆山村"]
    assert client.get("/places/?within=99").status_code == 404
    assert client.get("/places/?level=x").status_code == 404
    assert f'href="/places/?within={COUNTY}"' in client.get(f"/places/{COUNTY}/").content.decode()


def test_places_are_taken_away_as_table_and_as_data(client: Client, mapped: list[Article]) -> None:
    told, rows = read_table(client.get("/places.csv?level=town&sort=latest"))
    data = client.get("/places.json?level=town&sort=latest").json()

    assert told["行数"] == "2"
    assert [(row["名称"], row["篇数"], row["最近见报"]) for row in rows] == [
        ("雁鸣湖镇", "2", "2021"),
        ("刘集镇", "1", ""),
    ]
    assert data["count"] == 2
    assert [(row["code"], row["articles"], row["last_year"]) for row in data["rows"]] == [
        (TOWN, 2, 2021),
        (OTHER_TOWN, 1, None),
    ]
    assert set(data["fields"]) == set(data["rows"][0])


def test_a_place_of_a_withdrawn_article_alone_leaves_the_list_at_once(
    client: Client, mapped: list[Article], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before = client.get("/places/?level=town").content.decode()
    with django_assert_num_queries(1):
        client.get("/places/?sort=name")

    withdraw(mapped[2], "撤下", by=None)

    after = client.get("/places/?level=town").content.decode()
    assert "刘集镇" in before
    assert "刘集镇" not in after


def test_a_program_is_narrowed_to_by_its_other_names_and_by_pinyin(
    client: Client, named: list[Program]
) -> None:
    article = Article.objects.get(title="第0篇")
    ProgramAlias.objects.create(article=article, program=named[3], name="红色联合体")
    with transaction.atomic():
        announce([article.pk])

    for words in ("红色聯合", "dangjianlianmeng", "djlm"):
        page = client.get("/programs/", {"q": words}).content.decode()
        assert rows_of(page) == ["党建联盟"], words


@pytest.mark.parametrize("name", ["places", "programs", "publications", "indicators", "authors"])
def test_a_list_of_an_empty_archive_says_so(client: Client, db: None, name: str) -> None:
    page = client.get(f"/{name}/").content.decode()

    assert re.search(r"还没有|未归入|这一类还没有|库里还没有", page)
    assert client.get(f"/{name}.json").json()["rows"] == []


def test_the_files_of_a_year_and_of_a_month_hold_what_their_pages_list(
    client: Client, printed: list[Article]
) -> None:
    for address in ("", "?month=6", "?month=unknown"):
        page = client.get(f"/years/2021/{address}").content.decode()
        told, rows = read_table(client.get(f"/years/2021.csv{address}"))
        data = client.get(f"/years/2021.json{address}").json()
        references = client.get(f"/years/2021.txt{address}").getvalue().decode()

        assert {row["标题"] for row in rows} == titles(page), address
        assert {each["title"] for each in data["articles"]} == titles(page), address
        assert all(title in references for title in titles(page)), address
        assert told["行数"] == str(len(rows))
        assert f'href="/years/2021.csv{address}"' in page
    assert [row["标题"] for row in read_table(client.get("/years/undated.csv"))[1]] == ["第4篇"]


@pytest.mark.parametrize("address", ["/years/2021.csv?month=13", "/years/1900.csv"])
def test_a_file_of_no_month_or_of_nothing_is_told_so(
    client: Client, printed: list[Article], address: str
) -> None:
    assert client.get(address).status_code == 404


AUTHOR_ROW = re.compile(
    r'<tr><th scope="row"><a href="([^"]*)">([^<]*)</a></th><td class="num">(\d+)</td>'
    r'<td>([^<]*)</td><td class="num">(\d+)</td>'
)


def test_authors_stand_with_articles_years_and_publications_and_lead_to_their_search(
    client: Client, shelf: Shelf, dated: dict[str, Any]
) -> None:
    first, second = {"name": "王二小", "role": "记者"}, {"name": "李三", "role": None}
    shelf.write("一", "正文。", authors=[first, second], publication="河南日报", **dated)
    shelf.write("二", "正文。", authors=[first, first], publication="大河报")
    gone = shelf.write("三", "正文。", authors=[{"name": "张五", "role": None}])
    withdraw(gone, "撤下", by=None)

    listed = AUTHOR_ROW.findall(client.get("/authors/").content.decode())
    told, rows = read_table(client.get("/authors.csv?q=李"))

    assert [row[1:] for row in listed] == [("王二小", "2", "2021", "2"), ("李三", "1", "2021", "1")]
    assert unquote(listed[0][0]) == '/search/?q=作者:"王二小"'
    assert [(row["作者"], row["篇数"]) for row in rows] == [("李三", "1")]
    assert told["列：作者"]


def test_a_division_of_the_codes_alone_is_never_shown(client: Client, shelf: Shelf) -> None:
    for code, name, level in (
        ("11", "北京市", Level.PROVINCE),
        ("1101", "市辖区", Level.CITY),
        ("110111", "房山区", Level.COUNTY),
        ("110111009", "张坊镇", Level.TOWN),
    ):
        above = {2: None, 4: "11", 6: "1101", 9: "110111"}[len(code)]
        row = {"name": name, "level": level, "parent_id": above}
        if level is Level.TOWN:
            row |= {"county": "房山区", "province": "北京市"}
        Place.objects.get_or_create(code=code, defaults=row)
    district, town = Place.objects.get(code="110111"), Place.objects.get(code="110111009")
    article = shelf.write("山里的支部", f"{town.name}的支部")
    shelf.mention(article, town.name, town.code)

    pages = [
        client.get(address).content.decode()
        for address in (
            town.get_absolute_url(),
            district.get_absolute_url(),
            article.get_absolute_url(),
            "/places/",
            "/places/?level=all",
            "/places/?level=city",
        )
    ]

    assert not any("市辖区" in page for page in pages)
    assert f'<a href="/places/{district.code}/">房山区</a>' in pages[0]
    assert "（房山区，北京市）" in pages[2]
    [beijing] = place_tree(list_places(), down_to=Level.CITY)
    assert [node.name for node in beijing.children] == ["房山区"]
