from __future__ import annotations

import pytest

from tests.pipeline.checks.checked_texts import flagged


@pytest.mark.parametrize(
    "text",
    [
        "中牟县雁鸣湖镇下辖19个行政村。",
        "中牟县雁鸣湖镇下辖17个行政村。",  # villages are merged and split
        "中牟县雁鸣湖镇有190个村干部。",
        "中牟县雁鸣湖镇在190个行政村里名列第一。",
        "城关镇下辖190个行多村。",
        "某镇下辖190个行政村。",
        "中牟县雁鸣湖镇下辖190余个行政村。",
    ],
)
def test_counts_that_are_near_or_not_of_a_whole_town_are_not_flagged(text: str) -> None:
    assert flagged(text) == []


@pytest.mark.parametrize("printed", ["190", "3"])
def test_far_too_many_and_far_too_few_villages_are_flagged(printed: str) -> None:
    assert flagged(f"中牟县雁鸣湖镇下辖{printed}个行政村。") == [("villages.count", printed)]


def test_members_are_compared_with_the_people_of_their_own_place() -> None:
    text = "中牟县雁鸣湖镇总人口300人。中牟县狼城岗镇现有党员500人。"

    assert flagged(text) == []
