"""What to read next, and where a text comes from."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.corrections import withdraw
from archive.models import Article, PairKind, ReprintPair
from archive.reading.article_facts import read_facts
from archive.reading.beside import Beside, read_beside
from archive.reading.provenance import read_provenance
from tests.pages.conftest import OTHER_TOWN, Shelf

pytestmark = pytest.mark.django_db


def dated(shelf: Shelf, title: str, day: str) -> Article:
    return shelf.full(
        title,
        published=day,
        published_basis="stated",
        published_on=dt.date.fromisoformat(day),
    )


def beside(article: Article) -> Beside:
    return read_beside(article, read_facts(article))


def test_what_few_name_weighs_more_than_what_many_name(shelf: Shelf) -> None:
    article = shelf.full("本篇")
    by_program = shelf.write("同做法", "刘集镇也推行“五星”支部创建。")
    shelf.name(by_program, "“五星”支部创建")
    for n in range(4):
        shelf.mention(shelf.write(f"同镇{n}", "雁鸣湖镇又讯。"), "雁鸣湖镇")
    shelf.mention(shelf.write("别处", "刘集镇的事。"), "刘集镇", OTHER_TOWN)

    similar = beside(article).similar

    assert similar[0].article == by_program
    assert similar[0].shared == ("“五星”支部创建",)
    assert [one.article.title for one in similar[1:]] == ["同镇3", "同镇2", "同镇1", "同镇0"]


def test_versions_and_what_is_withdrawn_are_no_similar_reports(shelf: Shelf) -> None:
    article = shelf.full("本篇", reprint_group=1)
    shelf.full("转载", reprint_group=1)
    alike = shelf.full("模板文")
    gone = shelf.full("撤下")
    withdraw(gone, "作者要求", by=None)
    other = shelf.full("另一篇")

    ReprintPair.objects.create(low=article, high=alike, kind=PairKind.ALIKE, shared=0.8)

    found = beside(article)
    similar = found.similar

    assert [one.article for one in similar] == [other]
    assert [one.article.title for one in found.versions] == ["转载"]
    assert [one.article for one in found.alike] == [alike]


def test_the_town_leads_on_by_date(shelf: Shelf) -> None:
    first, article, third = (
        dated(shelf, title, day)
        for title, day in (("早", "2020-01-01"), ("中", "2021-01-01"), ("晚", "2022-01-01"))
    )
    dated(shelf, "更晚", "2023-01-01")

    along = beside(article).along

    assert along is not None
    assert along.town.name == "雁鸣湖镇"
    assert (along.before, along.after) == (first, third)
    undated = shelf.full("无日期")
    assert beside(undated).along is None


def test_a_kept_copy_does_not_name_a_withdrawn_neighbour(client: Client, shelf: Shelf) -> None:
    gone = dated(shelf, "前一篇的题", "2020-01-01")
    address = dated(shelf, "本篇", "2021-01-01").get_absolute_url()
    before = client.get(address)
    assert "前一篇的题" in before.content.decode()

    withdraw(gone, "作者要求", by=None)
    after = client.get(address, headers={"if-none-match": before["ETag"]})

    assert after.status_code == 200
    assert "前一篇的题" not in after.content.decode()


def test_more_neighbours_ask_no_more_questions(client: Client, shelf: Shelf) -> None:
    address = dated(shelf, "本篇", "2021-01-01").get_absolute_url()
    dated(shelf, "前", "2020-01-01")
    dated(shelf, "后", "2022-01-01")
    asked = []
    for n in (0, 12):
        for nth in range(n):
            dated(shelf, f"再{nth}", f"2021-02-{nth + 1:02}")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_a_date_that_contradicts_the_dateline_is_shown_with_both(
    client: Client, shelf: Shelf
) -> None:
    article = shelf.write(
        "题",
        "2022年9月28日刊。",
        published="2022-09-28",
        published_basis="stated",
        published_evidence=[[2, 12]],
        dateline="4月20日",
        date_conflict=True,
    )
    article.source.encoding = "gb18030"
    article.source.save()

    lines = {line.name: line for line in read_provenance(article)}
    page = client.get(article.get_absolute_url()).content.decode()

    assert lines["编码"].value == "gb18030"
    assert lines["SHA-256"].value == article.source.sha256
    assert lines["日期原文"].value == "“2022年9月28日”"
    assert lines["电头日期"].value == "4月20日"
    assert lines["日期核对"].doubtful
    assert lines["日期核对"].value in page
