from __future__ import annotations

import pytest

from tests.pipeline.checks.checked_texts import flagged


def test_contradicting_figures_name_each_other_and_both_stay() -> None:
    text = "先后组织动员党员干部602人,先后组织动员党员干部200余人。"

    assert flagged(text) == [("repeat.conflict", "602"), ("repeat.conflict", "200余")]


@pytest.mark.parametrize(
    "text",
    [
        "组织动员党员干部602人,组织动员党员干部600余人。",
        "先后组织动员党员干部602人,又组织动员党员干部200余人。",
        "2020年组织动员党员干部602人,2021年组织动员党员干部200余人。",
        "计划组织动员党员干部602人,已组织动员党员干部200余人。",
        "党员干部由602人增加到700人。",
        "党史学习教育中先后组织动员党员干部602人;主题教育中先后组织动员党员干部200余人。",
        "甲组每户发放宣传资料3份,乙组每户发放宣传资料5份。",
        "活动组织动员党员干部602人。大会组织动员党员干部200余人。",
    ],
)
def test_figures_that_may_both_be_true_are_not_flagged(text: str) -> None:
    assert flagged(text) == []


def test_what_a_place_has_is_compared_throughout_the_article() -> None:
    text = "中牟县雁鸣湖镇下辖农村党支部10个。\n\n工作有序推进。\n\n雁鸣湖镇下辖农村党支部12个。"

    assert flagged(text) == [("repeat.conflict", "10"), ("repeat.conflict", "12")]
    assert flagged(text.replace("12", "10")) == []
