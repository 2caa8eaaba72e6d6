"""Step 2b: headlines that web copies glued to their reports."""

from __future__ import annotations

import tomllib

import pytest

from archive.pipeline.page.blocks import RULES
from archive.pipeline.page.glued import _ledes
from tests.pipeline.page.printed_pages import PROSE, split, text_of

TABLE = tomllib.loads(RULES.read_text("utf-8"))["ledes"]
REST = "全镇新建茶园1200亩，带动农户360户。" + PROSE


@pytest.mark.parametrize("kind", ["signed", "phrases"])
def test_each_opening_finds_its_example_and_spares_the_other(kind: str) -> None:
    for row in TABLE[kind]:
        pattern = getattr(_ledes(), kind)

        assert pattern.search(row["finds"]), row
        assert not pattern.search(row["spares"]), row


@pytest.mark.parametrize(
    ("line", "title", "first"),
    [
        (f"林口镇支部建在茶山上本报讯（记者 张平）{REST}", "林口镇支部建在茶山上", "全镇新建"),
        (f"林口镇支部建在茶山上（通讯员 李明）{REST}", "林口镇支部建在茶山上", "全镇新建"),
        (f"林口镇支部建在茶山上来源：人民网{REST}", "林口镇支部建在茶山上", "全镇新建"),
        (f"支部建在茶山上 党员干在地头近日，{REST}", "支部建在茶山上 党员干在地头", "近日，"),
        (f"林口镇：支部建在茶山上8月4日，{REST}", "林口镇：支部建在茶山上", "8月4日"),
        (f"林口镇支部建在茶山上 近日，{REST}", "林口镇支部建在茶山上", "近日，"),
        (f"林口镇党员进茶山林口镇党员进茶山已有三年。{REST}", "林口镇党员进茶山", "林口镇党"),
        (
            f"支部建在林口镇茶山上 林口镇党委组织党员进茶山，{REST}",
            "支部建在林口镇茶山上",
            "林口镇党",
        ),
        (f"党员干在地头{'　' * 6}林口镇有党员300名。{REST}", "党员干在地头", "林口镇有"),
    ],
)
def test_the_headline_is_set_apart_from_its_report(line: str, title: str, first: str) -> None:
    [article] = split(line).articles

    assert text_of(article.title) == title
    assert article.paragraphs[0].text.startswith(first)


@pytest.mark.parametrize(
    "line",
    [
        f"林口镇党委今年以来，坚持支部建在茶山上。{REST}",
        f"在林口镇党委的带领下，近日，{REST}",
        f"收入来源：茶叶和旅游。{REST}",
        f"林口镇茶山 {REST}",
    ],
)
def test_a_line_that_shows_no_headline_stays_whole(line: str) -> None:
    [article] = split(line).articles

    assert article.title is None
    assert article.paragraphs[0].text == line
