"""Kicker, title and subtitle."""

from __future__ import annotations

import tomllib

import pytest

from archive.pipeline.page.blocks import RULES, Block, Kind
from archive.pipeline.page.headlines import clean_headline, read_headlines
from archive.pipeline.page.printed_line import Line
from archive.pipeline.text.passages import cut
from archive.pipeline.values import Repair, RepairKind, Span

ROWS = tomllib.loads(RULES.read_text("utf-8"))["open_headline_parts"]


def headline(text: str, gap: int = 1, level: int = 0) -> Block:
    return Block(Line(cut(text, Span(0, len(text))), gap, level), Kind.HEADLINE)


def texts(
    run: list[Block], *, gap_below: int = 1, later: list[Block] | None = None, sure: bool = False
) -> list[str | None]:
    found = read_headlines(run, gap_below=gap_below, later=later or [], sure=sure)
    return [block.text if block else None for block in (found.kicker, found.title, found.subtitle)]


def test_a_single_line_is_the_title() -> None:
    assert texts([headline("岳村镇党建引领促振兴")]) == [None, "岳村镇党建引领促振兴", None]


def test_a_line_with_a_dash_below_the_title_is_the_subtitle() -> None:
    run = [headline("凝聚红色力量 催生发展活力"), headline("——全市基层党建工作纪实")]

    assert texts(run) == [None, "凝聚红色力量 催生发展活力", "——全市基层党建工作纪实"]


def test_of_two_lines_the_upper_is_the_kicker() -> None:
    run = [headline("夯实基层基础"), headline("大美雁鸣湖党建助力乡村振兴")]

    assert texts(run, sure=True) == ["夯实基层基础", "大美雁鸣湖党建助力乡村振兴", None]


def test_a_line_farther_from_the_title_than_from_the_text_heads_a_section() -> None:
    run = [headline("夯实基层基础"), headline("大美雁鸣湖"), headline("围绕乡村振兴", gap=3)]

    found = read_headlines(run, gap_below=1, later=[], sure=False)

    assert found.title is run[1]
    assert found.headings == (run[2],)


def test_a_line_that_opens_like_the_later_headings_heads_a_section() -> None:
    run = [headline("岳村镇党建引领促振兴"), headline("围绕制度抓党建")]

    assert texts(run, later=[headline("围绕民生抓党建")]) == [None, "岳村镇党建引领促振兴", None]


def test_numbered_lines_are_never_part_of_the_headline() -> None:
    run = [headline("岳村镇工作总结"), headline("一、主要做法"), headline("（一）抓组织")]

    found = read_headlines(run, gap_below=1, later=[], sure=False)

    assert found.kicker is None
    assert found.title is run[0]
    assert found.headings == (run[1], run[2])


def test_the_highest_markdown_level_is_the_title() -> None:
    run = [headline("岳村镇工作总结", level=1), headline("主要做法", level=2)]

    assert texts(run) == [None, "岳村镇工作总结", None]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["pattern"])
def test_a_space_the_page_break_made_goes_and_others_stay(row: dict[str, str]) -> None:
    repairs: list[Repair] = []

    joined = clean_headline(headline(row["joins"]), repairs)
    kept = clean_headline(headline(row["keeps"]), [])

    assert joined.text.count(" ") == row["joins"].count(" ") - 1
    assert [repair.kind for repair in repairs] == [RepairKind.DROPPED_SPACE]
    assert kept.text == row["keeps"]


def test_one_space_is_kept_of_several() -> None:
    assert clean_headline(headline("党建引领   振兴乡村"), []).text == "党建引领 振兴乡村"
