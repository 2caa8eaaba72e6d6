from __future__ import annotations

import pytest

from archive.pipeline.metrics.figures import find_exclusions, find_figures
from archive.pipeline.text.clauses import lay_out
from archive.pipeline.values import Span
from tests.pipeline.metric_texts import RULES, metrics_of


def figures(text: str) -> list[tuple[int, str | None]]:
    """Value and qualifier of each figure."""
    return [
        (
            int(figure.amount.value),
            text[slice(figure.qualifier.span.start, figure.qualifier.span.end)]
            if figure.qualifier
            else None,
        )
        for figure in find_figures(text, lay_out(text), RULES)
    ]


def test_a_threshold_inside_the_phrase_is_the_qualifier_of_its_figure() -> None:
    assert figures("年集体收入10万元以上的村达到77%") == [(77, "10万元以上")]


def test_more_than_so_much_bounds_the_owner_of_the_figure_behind_it() -> None:
    assert figures("租种超过30亩的果树大户有126户") == [(126, "超过30亩")]


def test_bands_side_by_side_each_qualify_their_own_count() -> None:
    assert figures("10—20万元的村5个,20—50万元的村2个") == [(5, "10—20万元"), (2, "20—50万元")]


def test_an_age_limit_qualifies_the_allowance() -> None:
    assert figures("60岁以上老党员补助每月增加到60元") == [(60, "60岁以上")]


def test_a_bound_at_the_end_of_its_clause_is_a_figure() -> None:
    assert figures("年利润60万元以上,200多户群众享受分红") == [(600000, None), (200, None)]


@pytest.mark.parametrize(
    "text",
    ["打造“15分钟服务圈”", "《2万户帮扶办法》", "“101”行动", "1+6个平台", "中央8项规定", "考核前3名",
     "69岁的老党员", "这9名老人", "四两拨千斤", "千家万户", "5个方面", "增强4个意识", "百名党员",
     "选出\"10户长\"骨干", "全国13个粮食主产省之一", "成千上万名群众", "以3:1个球获胜",
     "热线12345678个", "十五届三次全体（扩大）会议"],
)  # fmt: skip
def test_names_slogans_ages_and_pointers_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_exclusions_that_touch_are_one_stretch() -> None:
    assert find_exclusions("《“3个村”办法》", RULES.exclusions) == (Span(0, 9),)


@pytest.mark.parametrize(
    "text",
    [
        "全镇没有投入1000万元。",
        "全镇并未投入200万元。",
        "尚未拨付资金50万元。",
        "未能完成投资500万元。",
        "没有落实资金30万元。",
        "全年没有发生事故1起。",
        "不再新增债务100万元。",
        "当年未投入80万元。",
    ],
)
def test_what_was_not_done_is_no_figure(text: str) -> None:
    assert metrics_of(text) == ()


def test_of_what_is_not_but_the_second_is_the_figure() -> None:
    [metric] = metrics_of("到会群众不是500人而是300人。")

    assert metric.value == 300
    assert "500" not in metric.indicator


@pytest.mark.parametrize(
    "noun", ["未就业人员", "未结案件", "未成年人", "尚未办结案件", "未婚青年", "未脱贫人口"]
)
def test_a_noun_for_what_is_not_yet_done_is_counted(noun: str) -> None:
    [metric] = metrics_of(f"全镇有{noun}12件。")

    assert metric.value == 12
