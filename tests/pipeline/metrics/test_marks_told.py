from __future__ import annotations

import pytest

from archive.pipeline.metrics.find import find_metrics
from tests.pipeline.metric_texts import RULES, draft_of


@pytest.mark.parametrize(
    ("sentence", "number", "status"),
    [
        ("2013年村集体欠债17万元。", 170000, "descriptive"),
        ("全年化解村级债务17万元。", 170000, "achieved"),
        ("其余8件将在国庆节前完成。", 8, "planned"),
        ("年内要有52个贫困村出列。", 52, "target"),
        ("驻村干部每周1场。", 1, "policy_standard"),
        ("袭击造成至少36人受伤。", 36, "achieved"),
        ("为村民争取到3台轮椅。", 3, "achieved"),
    ],
)
def test_states_plans_and_rules_are_told_from_results(
    sentence: str, number: int, status: str
) -> None:
    [metric] = find_metrics(*draft_of(sentence), (), RULES)

    assert (int(metric.value), metric.status.value) == (number, status)


@pytest.mark.parametrize(
    ("sentence", "phrases"),
    [
        ("全县辖4镇7乡。", ["镇", "乡"]),
        ("集体收益的40%用于扩大再生产。", ["用于扩大再生产"]),
        ("去年有3人被评为劳动模范。", ["劳动模范"]),
        ("捐赠30台总价值约8万元的取暖设备。", ["取暖设备", "取暖设备总价值"]),
        ("医疗队为5个安置点的群众巡诊。", ["安置点"]),
    ],
)
def test_what_a_figure_counts_stands_past_its_owner_its_price_and_its_purpose(
    sentence: str, phrases: list[str]
) -> None:
    found = find_metrics(*draft_of(sentence), (), RULES)

    assert [metric.indicator for metric in found] == phrases


def test_villages_that_did_something_are_no_number_of_villages() -> None:
    [size] = find_metrics(*draft_of("全镇下辖16个行政村。"), (), RULES)
    [deed] = find_metrics(*draft_of("今年走访5个行政村。"), (), RULES)

    assert (size.indicator_key, deed.indicator_key) == ("villages", None)
