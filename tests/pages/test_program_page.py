"""A program's page: first and last seen, its years, its towns with theirs."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Program
from tests.pages.conftest import TOWN, Shelf

PAGE = "/programs/五星支部创建/"


def dated_in(year: int, basis: str = "stated") -> dict[str, Any]:
    return {
        "published": str(year),
        "published_precision": "year",
        "published_basis": basis,
        "published_on": dt.date(year, 1, 1),
    }


def test_first_and_last_seen_lead_to_their_articles(client: Client, shelf: Shelf) -> None:
    middle = shelf.full("中", **dated_in(2018))
    last = shelf.full("末", **dated_in(2021))
    first = shelf.full("首", **dated_in(2015, "inferred"))
    shelf.full("无日期")

    page = client.get(PAGE).content.decode()

    assert f'首见 <a href="{first.get_absolute_url()}">2015年（推断）</a>' in page
    assert f'末见 <a href="{last.get_absolute_url()}">2021年</a>' in page
    assert "另有 1 篇日期未署" in page
    assert f'首见 <a href="{middle.get_absolute_url()}"' not in page


def test_the_years_of_the_chart_are_those_of_the_table(client: Client, shelf: Shelf) -> None:
    for year in (2019, 2021, 2021):
        shelf.full(f"{year}", **dated_in(year))
    shelf.full("推断", **dated_in(2018, "inferred"))

    page = client.get(PAGE).content.decode()

    [table] = re.findall(r'<table class="years slim">.*?</table>', page, re.DOTALL)
    rows = re.findall(r">(\d{4})</a></th><td[^>]*>(\d+)</td><td[^>]*>(\d+)</td>", table)
    assert rows == [("2018", "1", "0"), ("2019", "1", "1"), ("2021", "2", "2")]
    assert re.findall(r'<text class="strong"[^>]*>(\d+)</text>', page) == ["1", "1", "2"]
    assert page.count('class="bar hollow"') == 1


def test_each_town_has_the_years_of_its_first_and_last_article(
    client: Client, shelf: Shelf
) -> None:
    shelf.full("首", **dated_in(2015))
    shelf.full("末", **dated_in(2021))

    page = client.get(PAGE).content.decode()

    [row] = re.findall(rf'<li><a href="/towns/{TOWN}/">.*?</li>', page)
    assert re.sub("<[^>]*>", "", row).split() == ["雁鸣湖镇", "中牟县2", "篇2015—2021"]


def test_a_program_leads_to_its_whole_and_to_its_parts(client: Client, shelf: Shelf) -> None:
    article = shelf.full("一篇", **dated_in(2021))
    part = Program.objects.create(
        name="党建论坛", folded="党建论坛", kind="method", slug="党建论坛", parent=shelf.program
    )
    shelf.name(article, "“五星”", program=part)

    assert part.get_absolute_url() in client.get(PAGE).content.decode()
    below = client.get(part.get_absolute_url()).content.decode()
    assert f'属于 <a href="{shelf.program.get_absolute_url()}">' in below


@pytest.mark.parametrize("address", [PAGE, f"/towns/{TOWN}/"])
def test_more_articles_ask_no_more_questions(client: Client, shelf: Shelf, address: str) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    shelf.full("一篇", **dated_in(2021))
    few = questions()
    for year in range(2000, 2021):
        shelf.full(f"{year}", **dated_in(year))

    assert questions() == few <= 14
