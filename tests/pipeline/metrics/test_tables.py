from __future__ import annotations

import pytest

from archive.pipeline.metrics.tables import Row, cells_of, find_rows
from archive.pipeline.values import Span
from tests.pipeline.metric_texts import draft_of, metrics_of

HEAD = "| 村名 | 党员人数 | 集体收入（万元） | 流转土地 | 做法 |"


def rows_of(*paragraphs: str) -> list[Row]:
    draft, text = draft_of(*paragraphs)
    return list(find_rows(draft.paragraphs, text).values())


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("| 瓦岗村 | 56人 | |", ["瓦岗村", "56人", ""]),
        ("瓦岗村\t56人\t300亩", ["瓦岗村", "56人", "300亩"]),
        ("瓦岗村党员56人|流转300亩", []),
        ("瓦岗村 党员56人", []),
        ("|" + "56人|" * 200, []),
    ],
)
def test_cells_are_parted_by_bars_or_tabs(text: str, cells: list[str]) -> None:
    assert [text[cell.start : cell.end] for cell in cells_of(text)] == cells


def test_a_figure_alone_in_its_cell_is_counted_by_the_head_of_its_column() -> None:
    people, land = metrics_of(HEAD, "| 岳村镇 | 56人 | 35 | 300亩 | |", towns=("岳村镇",))

    assert (people.indicator, people.indicator_key) == ("党员人数", "party-members")
    assert (land.indicator, land.indicator_key) == ("流转土地", "land-transferred")
    assert land.place is not None
    assert land.place.name == "岳村镇"


def test_a_line_below_the_head_parts_no_table() -> None:
    text = "\n".join((HEAD, "|---|---|---|---|---|", "| 岳村镇 | 56人 | 35 | 300亩 | |"))
    draft, _ = draft_of(*text.split("\n"))

    rows = find_rows((draft.paragraphs[0], draft.paragraphs[2]), text)

    assert [row.heads[1:2] for row in rows.values()] == [(), ("党员人数",)]


def test_words_in_a_cell_tell_their_own_figure_and_none_of_the_next_cell() -> None:
    [metric] = metrics_of(HEAD, "| 岳村镇 | 王某 | 35 | 李某 | 投入资金50万元 |")

    assert metric.indicator == "投入资金"


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("| 岳村镇 | 56人 | 300亩 |", "| 刘集镇 | 42人 | 500亩 |"),
        ("| 序号 | 单位 | 数量 |", "| 甲 | 42人 | 500亩 |"),
        ("| 村名 | 党员 | 收入（10万元） |",),
        (HEAD, "| 岳村镇 | 56人 | 300亩 |"),
    ],
)
def test_a_cell_without_head_says_nothing(paragraphs: tuple[str, ...]) -> None:
    assert metrics_of(*paragraphs) == ()


def test_a_row_that_names_a_place_of_its_own_gives_its_figures_to_no_other() -> None:
    own, other, project = metrics_of(
        "岳村镇抓党建。岳村镇党委开会。",
        "| 名称 | 流转土地 |",
        "| 岳村镇 | 900亩 |",
        "| 丁卯村 | 300亩 |",
        "| 养殖场 | 500亩 |",
        towns=("岳村镇",),
    )

    assert own.place is not None
    assert other.place is None
    assert project.place is not None


def test_a_row_behind_prose_begins_a_table_of_its_own() -> None:
    rows = rows_of(HEAD, "随后是另一张表。", "| 名称 | 村民 | 田地 | 项目 | 备注 |")

    assert [row.heads for row in rows] == [(), ()]
    assert rows[0].cells[0] == Span(2, 4)
