"""
How many questions a page asks: as many for every page of its kind, whatever there is to show.

Here nobody asks for the edition, for there is no index: a running archive asks one more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import (
    Article,
    Indicator,
    PairKind,
    Place,
    Program,
    ProgramAlias,
    ProgramComponent,
    ReprintPair,
)
from tests.pages.conftest import OTHER_TOWN, TOWN, VILLAGE, Shelf

pytestmark = pytest.mark.django_db

DAY = {"published": "2021-01-01", "published_basis": "stated", "published_on": dt.date(2021, 1, 1)}


@pytest.fixture
def library(shelf: Shelf) -> dict[str, Article]:
    """Articles with much and with nothing to show, by what they are."""
    rich = shelf.full("多", **DAY, reprint_group=1)
    untitled = shelf.write("", "雁鸣湖镇的事，没有标题。", **DAY)
    shelf.mention(untitled, "雁鸣湖镇")
    alike = shelf.full("模板文")
    ReprintPair.objects.create(low=rich, high=alike, kind=PairKind.ALIKE, shared=0.8)
    articles = {
        "rich": rich,
        "untitled": untitled,
        "alike": alike,
        "printed again": shelf.full("转载", **DAY, reprint_group=1),
        "undated": shelf.full("无日期"),
        "alone": shelf.write("只有字", "什么也没有写到。"),
        "of many": shelf.write("同源之一", "刘集镇的事。"),
    }
    pair = (rich, articles["printed again"])
    ReprintPair.objects.create(low=pair[0], high=pair[1], kind=PairKind.REPRINT, shared=0.9)
    Article.objects.create(
        source=articles["of many"].source, position=1, title="同源之二", state="published"
    )
    shelf.mention(articles["of many"], "刘集镇", OTHER_TOWN)
    return articles


def questions(client: Client, addresses: Iterable[str]) -> dict[str, int]:
    """How many each address asks."""
    asked = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked[address] = len(queries)
    return asked


def test_every_article_asks_as_many_questions(client: Client, library: dict[str, Article]) -> None:
    asked = questions(client, (article.get_absolute_url() for article in library.values()))

    assert set(asked.values()) == {7}, asked


def test_every_township_and_village_asks_as_many_questions(
    client: Client, library: dict[str, Article]
) -> None:
    bare = Place.objects.get(code=OTHER_TOWN)
    towns = [Place.objects.get(code=TOWN), bare]

    asked = questions(client, (town.get_absolute_url() for town in towns))

    assert set(asked.values()) == {12}, asked
    village = Place.objects.get(code=VILLAGE).get_absolute_url()
    assert questions(client, [village])[village] == 12


def test_every_program_asks_as_many_questions(
    client: Client, shelf: Shelf, library: dict[str, Article]
) -> None:
    full = shelf.program
    bare = Program.objects.create(name="无人写到", folded="无人写到", kind="method", slug="nobody")
    start = library["rich"].source.text.index("雁鸣湖镇")
    ProgramComponent.objects.create(
        article=library["rich"], program=full, name="一部分", start=start, end=start + 4
    )
    ProgramAlias.objects.create(article=library["rich"], program=full, name="又称")
    part = Program.objects.create(
        name="其中一项", folded="其中一项", kind="method", slug="part", parent=full
    )

    asked = questions(client, (one.get_absolute_url() for one in (full, bare, part)))

    assert set(asked.values()) == {10}, asked


def test_every_indicator_asks_as_many_questions(
    client: Client, shelf: Shelf, library: dict[str, Article]
) -> None:
    bare = Indicator.objects.create(slug="nothing", name="无数据")
    placeless = Indicator.objects.create(slug="placeless", name="无地方")
    metric = library["rich"].metrics.first()
    assert metric is not None
    metric.pk, metric.indicator, metric.place = None, placeless, None
    metric.number_start += 1
    metric.save()

    asked = questions(
        client, (one.get_absolute_url() for one in (shelf.indicator, bare, placeless))
    )

    assert set(asked.values()) == {6}, asked
