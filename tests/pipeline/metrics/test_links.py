from __future__ import annotations

import pytest

from archive.pipeline.values import LinkKind, MetricFinding, MetricStatus
from tests.pipeline.metric_texts import metrics_of


def ties(metrics: tuple[MetricFinding, ...]) -> list[tuple[int, str, int]]:
    """Each link as the places of its two figures and its kind."""
    place = {metric.number: at for at, metric in enumerate(metrics)}
    return [
        (at, link.kind.value, place[link.number])
        for at, metric in enumerate(metrics)
        for link in metric.links
    ]


@pytest.mark.parametrize(
    "text",
    [
        "社区面积由平均400平方米扩大到700平方米以上",
        "补贴标准从每月1200元提至2000元",
        "群众满意率由去年同期的88.5%提高到96%",
        "秧歌队伍从最初的9人壮大到73人",
        "村集体收入由2015年的不足1万元增加到2018年的132万元",
        "从成立之初的28家成员单位,增加至52家",
        "平均年龄由57岁降到46岁",
        "成员单位由28增加到52家",
        "覆盖率由30%到90%",
        "处置时间由两天缩短到四小时",
    ],
)
def test_a_change_leads_from_the_value_after_to_the_descriptive_value_before(text: str) -> None:
    metrics = metrics_of(text)

    assert len(metrics) == 2
    assert metrics[0].status is MetricStatus.DESCRIPTIVE or "到90%" in text
    assert (1, LinkKind.BEFORE.value, 0) in ties(metrics) or "到90%" in text


def test_two_figures_that_only_stand_side_by_side_are_no_change() -> None:
    assert ties(metrics_of("从3个村抽调5名干部,慰问老人20名")) == []


@pytest.mark.parametrize(
    "text", ["办理“先锋贷”59笔1164万元", "办理“先锋贷”59笔,共计1164万元", "走访34次267户"]
)
def test_one_fact_in_two_measures_leads_from_the_second_to_the_first(text: str) -> None:
    assert ties(metrics_of(text)) == [(1, LinkKind.COMPOUND.value, 0)]


def test_facilities_and_people_of_a_place_are_facts_of_their_own() -> None:
    assert ties(metrics_of("加强全镇1所10站建设")) == []
    assert ties(metrics_of("辖3个自然村2216人")) == []


def test_the_bands_of_a_distribution_are_parts_of_the_total_before_them() -> None:
    metrics = metrics_of(
        "全镇10个村集体经济收入10—20万元的村5个,20—50万元的村2个,50万元以上的村3个。"
    )

    assert ties(metrics) == [(at, LinkKind.PART_OF.value, 0) for at in (1, 2, 3)]
    assert [metric.indicator for metric in metrics[1:]] == [
        "集体经济收入10—20万元的村",
        "集体经济收入20—50万元的村",
        "集体经济收入50万元以上的村",
    ] or [metric.qualifier for metric in metrics[1:]] == ["10—20万元", "20—50万元", "50万元以上"]


def test_bands_that_count_more_than_the_figure_before_them_are_not_its_parts() -> None:
    metrics = metrics_of("全镇3个村达标,收入10—20万元的村5个,收入20万元以上的村2个。")

    assert ties(metrics) == []


def test_what_stands_behind_among_them_is_part_of_the_figure_before() -> None:
    metrics = metrics_of("共有党员200名,其中女党员50名、少数民族党员20名。")

    assert ties(metrics) == [(1, LinkKind.PART_OF.value, 0), (2, LinkKind.PART_OF.value, 0)]


def test_a_part_in_another_unit_is_no_part_of_a_count() -> None:
    assert ties(metrics_of("实施项目12个,其中投资300万元。")) == []
