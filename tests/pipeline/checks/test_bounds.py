from __future__ import annotations

from decimal import Decimal

import pytest

from archive.pipeline.checks.bounds import Bounds, bounds_of, step_of
from tests.pipeline.metric_texts import metrics_of


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("602", "602", "602"),
        ("200余", "200", "300"),
        ("近200", "100", "200"),
        ("约50", "40", "60"),
        ("超200", "200", "Infinity"),
        ("不足200", "0", "200"),
        ("20至30", "20", "30"),
        ("1.3万", "12500", "13500"),
    ],
)
def test_a_printed_number_stands_for_a_stretch(printed: str, low: str, high: str) -> None:
    [metric] = metrics_of(f"发展党员{printed}名。")

    assert bounds_of(metric) == Bounds(Decimal(low), Decimal(high))


def test_the_gap_between_two_stretches_is_nothing_where_they_meet() -> None:
    low, high = Bounds(Decimal(1), Decimal(5)), Bounds(Decimal(8), Decimal(9))

    assert [low.gap(high), high.gap(low), low.gap(low)] == [Decimal(3), Decimal(3), Decimal(0)]


@pytest.mark.parametrize(
    ("value", "step"), [("13200", "100"), ("56", "1"), ("9.9", "0.1"), ("0", "1")]
)
def test_the_step_of_a_number_is_the_worth_of_its_last_figure(value: str, step: str) -> None:
    assert step_of(Decimal(value)) == Decimal(step)
