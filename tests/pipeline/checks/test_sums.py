from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pipeline.checks.checked_texts import flagged

PARTS = st.lists(st.integers(min_value=11, max_value=89), min_size=3, max_size=5)
NAMES = "甲乙丙丁戊"
AROUND = ("春天来了,大家都很高兴。", "全镇召开大会,安排工作。")


def listed(total: int, parts: list[int]) -> str:
    items = "、".join(f"{name}片区{part}个" for name, part in zip(NAMES, parts, strict=False))
    return f"全镇共划分网格{total}个,其中{items}。"


@settings(max_examples=30, deadline=None)
@given(PARTS)
def test_a_sum_that_comes_out_is_not_flagged(parts: list[int]) -> None:
    assert flagged(AROUND[0] + listed(sum(parts), parts) + AROUND[1]) == []


@settings(max_examples=30, deadline=None)
@given(PARTS, st.sampled_from((-1, 1)))
def test_a_sum_broken_by_one_is_flagged_at_its_total_and_nowhere_else(
    parts: list[int], error: int
) -> None:
    total = sum(parts) + error

    assert flagged(AROUND[0] + listed(total, parts) + AROUND[1]) == [("sum.parts", str(total))]


@pytest.mark.parametrize("parts", [(5, 2, 4), (5, 2, 2)])
def test_a_distribution_is_summed_over_its_bands(parts: tuple[int, ...]) -> None:
    one, two, three = parts
    text = f"全镇有10个村,收入10—20万元的村{one}个,20—50万元的村{two}个,50万元以上的村{three}个。"

    assert flagged(text) == [("sum.parts", "10")]


def test_a_total_behind_its_list_is_the_sum_of_it() -> None:
    assert flagged("举办培训甲班15场、乙班20场,共计35场。") == []
    assert flagged("举办培训甲班15场、乙班20场,共计45场。") == [("sum.parts", "45")]


def test_a_choice_of_parts_need_not_sum_up() -> None:
    assert flagged("全镇有党员500名,其中女党员120名、预备党员30名、老党员100名。") == []


@pytest.mark.parametrize(
    "text",
    [
        "14个村各提出10个、12个,共140个。",
        "全镇有党员41人,其中男20人、女20人以及流动党员。",
        "搜救出14人,其中4人轻伤,6人重伤,4人无恙,尚有1人被困。",
        "事发时有27人,其中13人重伤,12人轻伤(其中12人住院)。",
        "设6个主赛场和14个分赛场,共25个大项。",
    ],
)
def test_what_is_no_complete_list_need_not_sum_up(text: str) -> None:
    assert flagged(text) == []


def test_a_vague_part_leaves_the_sum_open() -> None:
    assert flagged("共举办活动174场,其中甲类100场、乙类64场、其他10余场。") == []


def test_a_second_list_is_summed_for_itself() -> None:
    text = "有党员100名,其中甲村30名、乙村30名、丙村40名,其中女党员20名。"

    assert flagged(text) == []


def test_shares_of_different_wholes_may_exceed_the_whole() -> None:
    assert flagged("全镇党员中,大专以上学历占60%,35岁以下占70%。") == []


def test_a_part_is_compared_with_the_largest_figure_before_it() -> None:
    assert flagged("全镇有党员300名,发展党员5名,其中女党员20名。") == []
