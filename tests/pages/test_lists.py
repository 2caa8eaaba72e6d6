"""Lists a reader browses: what they hold, how they are narrowed, ordered and taken away."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive.corrections import withdraw
from archive.models import Article, Program, ProgramMention
from archive.outbox import announce
from archive.pinyin import sort_key
from archive.pipeline.programs.names import fold_name
from tests.pages.conftest import Shelf

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
    assert "没有名称里有“鲸”的指标" in client.get("/indicators/?q=鲸").content.decode()
    told, rows = read_table(client.get("/indicators.csv"))
    assert told["列：说明"]
    assert [row["条数"] for row in rows] == ["5"]
    withdraw(printed[0], "撤下", by=None)
    assert read_table(client.get("/indicators.csv"))[1][0]["条数"] == "4"
