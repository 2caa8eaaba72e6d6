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
