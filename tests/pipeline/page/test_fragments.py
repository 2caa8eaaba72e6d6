"""Pieces of sentences that breaks cut out of paragraphs."""

from __future__ import annotations

import re
import tomllib

import pytest

from archive.pipeline.page.blocks import RULES
from tests.pipeline.page.printed_pages import PROSE, split

SENTENCES = tomllib.loads(RULES.read_text("utf-8"))["fragments"]["sentences"]


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["matches"][:8])
def test_an_opening_of_a_sentence_matches_its_example_and_spares_the_other(
    row: dict[str, str],
) -> None:
    assert re.match(row["pattern"], row["matches"])
    assert not re.match(row["pattern"], row["spares"])


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("池河镇整合资金320万元。去年新", "建党群服务中心3处，改造提升5处，群众办事更方便了。"),
        ("村民们说起“积分", "超市”来，个个赞不绝口，都说这是办到了心坎上的好事。"),
        ("今年以来，池河镇党委主要", "抓好阵地建设、队伍建设和制度建设，各项工作稳步推进。"),
        ("全村蔬菜年收入20", "多万元，带动周边村庄发展设施农业，群众腰包鼓了起来。"),
        ("池河镇有党支部22个，", "党员748名，在产业发展、乡村治理中发挥了先锋模范作用。"),
        ("镇党委书记说，将", "持续实施头雁工程，让村村有产业、户户有收入、人人有事干。"),
        ("村", "党支部把党员组织起来，划分责任区，设立示范岗，带头干。"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_break_in_a_sentence_makes_no_heading(above: str, below: str, gap: str) -> None:
    [article] = split(f"支部领航富百姓\n\n{PROSE}\n\n{above}{gap}{below}\n\n{PROSE}").articles

    assert [paragraph.text for paragraph in article.paragraphs] == [PROSE, above + below, PROSE]
    assert article.headings == ()


@pytest.mark.parametrize(
    "heading",
    [
        "建强阵地 聚民心",
        "“三联”聚合力",
        "以党建引领乡村治理",
        "头雁领航，群雁齐飞",
        "尾声",
        "一、抓班子",
    ],
)
def test_a_heading_between_closed_paragraphs_stays_one(heading: str) -> None:
    [article] = split(f"支部领航富百姓\n{PROSE}\n{heading}\n{PROSE}").articles

    assert [placed.passage.text for placed in article.headings] == [heading]
    assert len(article.paragraphs) == 2
