from __future__ import annotations

import pytest

from tests.pipeline.checks.checked_texts import figures, flagged


@pytest.mark.parametrize("text", ["收入增长150%。", "完成年度任务的120%。", "参保率达到98%。"])
def test_growth_and_plans_outdone_may_exceed_a_hundred(text: str) -> None:
    assert flagged(text) == []


def test_a_share_over_a_hundred_takes_points_and_nothing_else() -> None:
    [doubtful] = figures("全镇合作医疗参保率达到198%。")
    [sure] = figures("全镇合作医疗参保率达到98%。")

    assert doubtful.evidence[-1].rule == "check.percent.over_hundred"
    assert doubtful.confidence < sure.confidence


@pytest.mark.parametrize(
    "text",
    [
        "干部由50名减少到30名。",
        "干部由30名增加到50名。",
        "干部由50余名增加到近60名。",
        "时间由2天缩短到4小时。",
    ],
)
def test_a_change_that_goes_the_way_of_its_verb_is_not_flagged(text: str) -> None:
    assert flagged(text) == []


def test_a_fall_told_as_less_than_it_is_flagged() -> None:
    assert flagged("贫困户由30户减少到50户。") == [("change.direction", "50")]


@pytest.mark.parametrize(
    ("sentence", "flags"),
    [
        ("2022年,全镇建成广场3个。", 1),
        ("截至2022年底,全镇建成广场3个。", 1),
        ("到2025年,全镇计划建成广场3个。", 0),
        ("今年3月以来,全镇建成广场3个。", 0),
        ("8月底前,全镇建成广场3个。", 0),
    ],
)
def test_only_results_dated_after_the_report_are_flagged(sentence: str, flags: int) -> None:
    text = "2021-06-27 08:17\n中新网6月27日电 " + sentence

    assert len(flagged(text)) == flags


def test_without_a_date_no_period_is_too_late() -> None:
    assert flagged("2099年,全镇建成广场3个。") == []
