from __future__ import annotations

import pytest

from archive.pipeline.values import Band, MetricFinding, band_of, confidence_of
from tests.pipeline.metric_texts import RULES, metrics_of

TOWN = "柳河镇"


def only(text: str) -> MetricFinding:
    [metric] = metrics_of(text, towns=(TOWN,))
    return metric


def test_confidence_is_the_sum_of_the_evidence() -> None:
    metric = only(f"今年,{TOWN}化解矛盾纠纷56件。")

    assert metric.confidence == confidence_of(metric.evidence)
    assert band_of(metric.confidence) is Band.SURE


@pytest.mark.parametrize(
    ("better", "worse", "warning"),
    [
        (f"{TOWN}种植菊花1200亩", f"{TOWN}种植千亩菊花", "warning.round"),
        (f"{TOWN}建成3座鸭棚", f"{TOWN}建成三座鸭棚", "warning.small_numeral"),
        (f"{TOWN}走访农户1800家", f"{TOWN}走访农户2015家", "warning.like_a_year"),
        (f"{TOWN}发现案件3件", f"{TOWN}发现案件0件", "warning.nothing"),
        (f"{TOWN}达标率98%", f"{TOWN}入会占109%", "warning.over_hundred"),
        (f"{TOWN}慰问老人3人", f"{TOWN}慰问自己的老人3人", "warning.told"),
    ],
)
def test_a_warning_is_named_and_takes_points(better: str, worse: str, warning: str) -> None:
    assert warning not in {each.rule for each in only(better).evidence}
    assert {each.rule: each.points < 0 for each in only(worse).evidence}[warning]
    assert only(worse).confidence < only(better).confidence


def test_a_growth_over_one_hundred_percent_is_no_warning() -> None:
    rules = {each.rule for each in only(f"{TOWN}村集体收入同比增长120%").evidence}

    assert "warning.over_hundred" not in rules


def test_a_known_indicator_and_a_place_add_points() -> None:
    [without] = metrics_of("化解矛盾纠纷56件。")

    assert without.confidence < only(f"{TOWN}化解矛盾纠纷56件。").confidence
    assert only(f"{TOWN}搭起彩门56件。").confidence < only(f"{TOWN}化解矛盾纠纷56件。").confidence


def test_every_kind_of_evidence_has_its_points() -> None:
    families = {"number.figures", "number.chinese", "number.ratio", "unit", "phrase", "indicator"}
    families |= {"comparator", "status", "per", "place", "period"}

    assert families <= set(RULES.points)
    assert all(row.why for row in RULES.points.values())
    assert all(row.points < 0 for row in RULES.points.values() if row.id.startswith("warning."))
