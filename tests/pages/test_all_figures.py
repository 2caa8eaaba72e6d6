"""The list of all figures and its files: the same figures, narrowed alike, each with its indicator."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.test import Client

from archive.models import Metric
from archive.reading.figure_columns import ALL_COLUMNS, FIELDS
from tests.pages.conftest import COUNTY, OTHER_TOWN, TOWN, Shelf, read_answer


@pytest.fixture
def told(shelf: Shelf) -> list[Metric]:
    """One of an indicator, one of none, one of another town, and one a person rejected."""
    words = ("本镇动员党员602人", "栽树9000株", "邻镇动员党员35人", "多写的党员7人")
    article = shelf.write("题", "，".join(words) + "。")
    return [
        shelf.count(article, "602", words[0]),
        shelf.count(article, "9000", words[1], indicator=None, phrase="栽树"),
        shelf.count(article, "35", words[2], place_id=OTHER_TOWN),
        shelf.count(article, "7", words[3], review="rejected"),
    ]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("", [0, 1, 2]),
        ("?indicator=none", [1]),
        (f"?place={TOWN}", [0, 1]),
        (f"?indicator=none&place={OTHER_TOWN}", []),
        (f"?place={COUNTY}", [0, 1, 2]),
    ],
)
def test_the_files_hold_the_figures_of_the_page(
    client: Client, told: list[Metric], asked: str, kept: list[int]
) -> None:
    page = client.get(f"/metrics/{asked}").content.decode()
    table = read_answer(client.get(f"/metrics.csv{asked}")).removeprefix("\ufeff")
    printed = json.loads(read_answer(client.get(f"/metrics.json{asked}")))

    expected = {told[n].pk for n in kept}
    assert {int(pk) for pk in re.findall(r'<tr role="row" id="m(\d+)"', page)} == expected
    assert {int(line["编号"]) for line in csv.DictReader(io.StringIO(table))} == expected
    urls = {metric["url"] for metric in printed["metrics"]}
    assert {int(url.rpartition("#m")[2]) for url in urls} == expected
    assert printed["count"] == len(expected)
    assert printed["url"].endswith(f"/metrics.json{asked}")


def test_the_page_leads_to_its_files_narrowed_and_explains_their_columns(
    client: Client, told: list[Metric]
) -> None:
    page = client.get(f"/metrics/?place={TOWN}&page=1").content.decode()

    for form in ("csv", "json"):
        assert f'<a href="/metrics.{form}?place={TOWN}" rel="nofollow">' in page
    assert '<a href="/metrics.csv" rel="nofollow">' in client.get("/metrics/").content.decode()
    assert all(f"<dt>{column.title}</dt>" in page for column in ALL_COLUMNS)


def test_each_figure_says_its_indicator(client: Client, told: list[Metric]) -> None:
    answer = client.get("/metrics.csv")
    table = read_answer(answer).removeprefix("\ufeff")
    printed = json.loads(read_answer(client.get("/metrics.json")))

    named = {line["指标原文"]: line["指标"] for line in csv.DictReader(io.StringIO(table))}
    assert named == {"动员党员": "党员人数", "栽树": ""}
    assert 'filename="metrics.csv"' in answer["Content-Disposition"]
    assert set(printed["metrics"][0]) == set(FIELDS) == set(printed["fields"])
    assert {metric["indicator_key"] for metric in printed["metrics"]} == {"members", None}


@pytest.mark.parametrize("form", ["/", ".csv", ".json"])
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("place=99", "没有代码为 99 的地方"),
        ("indicator=members", "网址里的 indicator=members 不认得。可用：none"),
        (f"place={'9' * 101}", "网址里的 place 有 101 个字"),
    ],
)
def test_what_the_list_cannot_be_narrowed_by_is_said_and_no_list_given(
    client: Client, told: list[Metric], form: str, asked: str, sentence: str
) -> None:
    answer = client.get(f"/metrics{form}?{asked}")

    assert answer.status_code == 404
    assert sentence in read_answer(answer)


def test_a_list_narrowed_twice_says_so(client: Client, told: list[Metric]) -> None:
    answer = client.get(f"/metrics.json?indicator=none&place={TOWN}")

    assert json.loads(read_answer(answer))["list"] == "未归入指标的 · 雁鸣湖镇"


def test_the_formula_of_an_indicators_name_is_made_harmless(
    client: Client, shelf: Shelf, told: list[Metric]
) -> None:
    shelf.indicator.name = "=1+1"
    shelf.indicator.save()

    assert ",'=1+1," in read_answer(client.get("/metrics.csv"))
