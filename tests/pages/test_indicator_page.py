"""An indicator's page: one measure at a time, charts equal to their table, figures taken away."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Metric
from archive.reading.figure_columns import COLUMNS, FIELDS
from tests.pages.conftest import COUNTY, OTHER_TOWN, Shelf, read_answer

PAGE = "/indicators/members/"


@pytest.fixture
def told(shelf: Shelf, dated: dict[str, Any]) -> list[Metric]:
    """Confirmed 602 (2021), machine 超过 40 in the other town (2019), 10 with a threshold, a target."""
    article = shelf.write(
        "数字", "有602人。", "有超过40人。", "70岁以上10人。", "争取900人。", **dated
    )
    period = {"period": "2019年", "period_basis": "stated"}
    days = {"period_first": dt.date(2019, 1, 1), "period_last": dt.date(2019, 12, 31)}
    return [
        shelf.count(article, "602", "有602人", review="confirmed"),
        shelf.count(
            article,
            "40",
            "有超过40人",
            value=Decimal(40),
            comparator="gt",
            place_id=OTHER_TOWN,
            place_name="刘集镇",
            **period,
            **days,
        ),
        shelf.count(article, "10", "70岁以上10人", value=Decimal(10), qualifier="70岁以上"),
        shelf.count(article, "900", "争取900人", value=Decimal(900), status="target"),
    ]


def charts(page: str) -> list[str]:
    """What the two charts say they show."""
    return re.findall(r'<desc id="[py]d">(.*?)</desc>', page)


def test_only_confirmed_figures_are_drawn_and_the_page_says_how_many_are_not(
    client: Client, told: list[Metric]
) -> None:
    page = client.get(PAGE).content.decode()

    assert charts(page) == ["1 雁鸣湖镇 2021 602 人；", "2021 1 602 人；"]
    assert "有 1 条未经人核或存疑，没有画。" in page
    assert "全部，按时间" not in page  # one page is all there is
    assert "1 条目标、计划、标准不与已成的画在一起" in page


def test_unreviewed_figures_are_drawn_on_request_hollow_and_in_the_shape_of_their_hedge(
    client: Client, told: list[Metric]
) -> None:
    page = client.get(PAGE, {"unreviewed": "1"}).content.decode()

    assert charts(page) == [
        "2 刘集镇 2019 超过 40 人；1 雁鸣湖镇 2021 602 人；",
        "2019 2 超过 40 人；2021 1 602 人；",
    ]
    assert page.count('<g class="open"><path d="M-6 -7L8 0L-6 7Z"/></g>') == 2
    assert page.count('<g class="sure"><circle r="6"/></g>') == 2
    assert page.count('class="stem guess"') == 1  # of 602 only the article's year is known


def test_of_a_long_table_all_figures_are_drawn_by_time_on_each_of_its_pages(
    client: Client, shelf: Shelf, told: list[Metric], dated: dict[str, Any]
) -> None:
    sentences = [f"来了{n}人。" for n in range(1, 24)]
    long = shelf.write("又有", *sentences, **dated)
    for n, sentence in enumerate(sentences, start=1):
        shelf.count(long, str(n), sentence, value=Decimal(n))
    pages = [client.get(PAGE, {"unreviewed": "1", "page": n}).content.decode() for n in ("1", "2")]
    confirmed = client.get(PAGE, {"page": "2"}).content.decode()

    clouds = [
        set(re.findall(r'<path class="[a-z ]+" vector-effect="non-scaling-stroke" d="(.*?)"', page))
        for page in pages
    ]
    assert clouds[0] == clouds[1]
    assert sum(path.count("M") for path in clouds[0]) == 25
    assert "25 条，重合的只画一点" in pages[0]
    assert "可画的 25 条，下表本页的 20 条标有图号" in pages[0]
    assert "可画的 25 条，下表本页的 5 条标有图号" in pages[1]
    assert charts(confirmed) == []  # the one confirmed figure is on the first page
    assert "可画的 1 条，都不在下表本页" in confirmed
    assert ">1 条，重合的只画一点" in confirmed


def test_figures_of_no_known_year_are_counted_where_all_are_drawn_by_time(
    client: Client, shelf: Shelf
) -> None:
    sentences = [f"来了{n}人。" for n in range(1, 24)]
    undated = shelf.write("无日期", *sentences)
    for n, sentence in enumerate(sentences, start=1):
        shelf.count(undated, str(n), sentence, value=Decimal(n), review="confirmed")
    page = client.get(PAGE, {"page": "2"}).content.decode()

    assert "可画的 23 条，下表本页的 3 条标有图号" in page
    assert "23 条不知年份，不在“全部，按时间”里。" in page
    assert len(charts(page)) == 1  # by place
    assert "plot-all" not in page


def test_a_share_keeps_its_sign_where_no_figure_of_the_page_is_drawn(
    client: Client, shelf: Shelf, dated: dict[str, Any]
) -> None:
    sentences = [f"占{n}%。" for n in range(1, 24)]
    article = shelf.write("占比", *sentences, **dated)
    for n, sentence in enumerate(sentences, start=1):
        review = "confirmed" if n == 1 else "machine"
        shelf.count(article, str(n), sentence, value=Decimal(n), unit="percent", review=review)
    page = client.get(PAGE, {"page": "2"}).content.decode()

    assert re.search(r'class="tick" x="0" y="\d+" dy="-4">[\d.]+%<', page)


def test_every_mark_has_its_row_and_every_numbered_row_its_mark(
    client: Client, told: list[Metric]
) -> None:
    page = client.get(PAGE, {"unreviewed": "1"}).content.decode()

    rows = re.findall(r'<tr role="row" id="m(\d+)"><td[^>]*class="drawn">(\d+)', page)
    assert [(int(pk), int(n)) for pk, n in rows] == [(told[0].pk, 1), (told[1].pk, 2)]
    assert f'id="m{told[3].pk}"' in page
    assert "未画" in page


def test_figures_of_one_year_are_drawn_as_time_goes_and_not_as_the_table_does(
    client: Client, shelf: Shelf
) -> None:
    told = [  # printed on, of which period, in which order they are to be drawn
        ("2021-03-05", None, None, 1),
        ("2021-11-20", None, None, 4),
        ("2022-02-01", dt.date(2021, 5, 1), dt.date(2021, 5, 31), 2),
        ("2022-02-02", dt.date(2021, 1, 1), dt.date(2021, 12, 31), 5),
        ("2022-02-03", dt.date(2019, 1, 1), dt.date(2021, 6, 30), 3),
    ]
    for printed, first, last, number in told:
        day = {"published": printed, "published_on": dt.date.fromisoformat(printed)}
        article = shelf.write(f"第{number}篇", f"有{number}人。", published_precision="day", **day)
        shelf.count(
            article,
            str(number),
            f"有{number}人",
            value=Decimal(number),
            period_first=first,
            period_last=last,
            review="confirmed",
        )

    page = client.get(PAGE).content.decode()

    [_places, years] = charts(page)
    assert re.findall(r"(\d) 人", years) == ["1", "2", "3", "4", "5"]
    assert "只知年份的在右" in page


def test_figures_of_another_threshold_stand_apart(client: Client, told: list[Metric]) -> None:
    page = client.get(PAGE).content.decode()
    apart = client.get(PAGE, {"measure": "人||70岁以上", "unreviewed": "1"}).content.decode()

    assert f'id="m{told[2].pk}"' not in page
    assert "另有 1 条单位或门槛不同" in page
    assert charts(apart)[0] == "1 雁鸣湖镇 2021 10 人；"
    assert f'id="m{told[0].pk}"' not in apart


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({"place": OTHER_TOWN}, [1]),
        ({"place": COUNTY}, [0, 1, 3]),
        ({"to": "2019"}, [1]),
        ({"from": "2020"}, [0, 3]),
        ({"status": "target"}, [3]),
        ({"from": "2020", "status": "achieved"}, [0]),
    ],
)
def test_the_address_narrows_table_and_files_alike(
    client: Client, told: list[Metric], asked: dict[str, str], kept: list[int]
) -> None:
    page = client.get(PAGE, asked).content.decode()
    table = read_answer(client.get("/indicators/members.csv", {**asked, "measure": "人||"}))
    printed = json.loads(read_answer(client.get("/indicators/members.json", asked)))

    expected = {told[n].pk for n in kept}
    assert {int(pk) for pk in re.findall(r'<tr role="row" id="m(\d+)"', page)} == expected
    lines = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    assert {int(line["编号"]) for line in lines} == expected
    urls = {metric["url"] for metric in printed["metrics"]}
    assert {int(url.rpartition("#m")[2]) for url in urls} == expected


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"from": "去年"}, "“去年”不是年份"),
        ({"place": "99"}, "没有代码为 99 的地方的数据"),
        ({"measure": "吨||"}, "没有单位或门槛是“吨||”的数据"),
        ({"measure": "x"}, "没有单位或门槛是“x”的数据"),
        ({"status": "done"}, "没有“done”这种性质"),
    ],
)
def test_an_address_that_asks_for_nothing_there_is_says_what(
    client: Client, told: list[Metric], asked: dict[str, str], sentence: str
) -> None:
    for address in (PAGE, "/indicators/members.csv", "/indicators/members.json"):
        answer = client.get(address, asked)

        assert answer.status_code == 404
    assert sentence in client.get(PAGE, asked).content.decode()


def test_without_terms_the_files_hold_every_figure(client: Client, told: list[Metric]) -> None:
    table = read_answer(client.get("/indicators/members.csv"))
    printed = json.loads(read_answer(client.get("/indicators/members.json")))

    assert table.startswith("\ufeff编号,地方,")
    assert len(table.splitlines()) == 5
    assert len(printed["metrics"]) == 4


def test_a_cell_that_looks_like_a_formula_is_made_harmless(
    client: Client, shelf: Shelf, dated: dict[str, Any]
) -> None:
    article = shelf.write("=1+1", "有602人。", **dated)
    shelf.count(article, "602", "有602人", phrase="@sum", value=Decimal(-5))

    [line] = csv.DictReader(
        io.StringIO(read_answer(client.get("/indicators/members.csv")).removeprefix("\ufeff"))
    )

    assert (line["报道"], line["指标原文"], line["数值"]) == ("'=1+1", "'@sum", "-5")


def test_every_column_and_every_field_is_explained(client: Client, told: list[Metric]) -> None:
    answer = client.get("/indicators/members.csv")
    described = client.get("/indicators/members.csv-metadata.json")
    printed = json.loads(read_answer(client.get("/indicators/members.json")))
    page = client.get(PAGE).content.decode()

    columns = json.loads(described.content)["tableSchema"]["columns"]
    head = read_answer(answer).splitlines()[0].removeprefix("\ufeff")
    assert [column["titles"] for column in columns] == head.split(",")
    assert "/indicators/members.csv-metadata.json" in answer["Link"]
    assert all(column["dc:description"] for column in columns)
    assert set(printed["metrics"][0]) == set(FIELDS) == set(printed["fields"])
    assert all(f"<dt>{column.title}</dt>" in page for column in COLUMNS)


def test_more_figures_ask_no_more_questions(
    client: Client, shelf: Shelf, dated: dict[str, Any]
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAGE, {"unreviewed": "1"}).status_code == 200
        return len(asked)

    shelf.full("第一篇", **dated)
    few = questions()
    for n in range(30):
        shelf.full(f"第{n}篇", **dated)

    assert questions() == few


def test_a_figure_nobody_may_see_is_in_no_chart_and_no_file(
    client: Client, told: list[Metric]
) -> None:
    Metric.objects.filter(pk=told[0].pk).update(review="rejected")

    page = client.get(PAGE, {"unreviewed": "1"}).content.decode()

    assert charts(page)[0] == "1 刘集镇 2019 超过 40 人；"
    assert len(read_answer(client.get("/indicators/members.csv")).splitlines()) == 4
