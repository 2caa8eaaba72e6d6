"""What a printed figure leaves open. A figure comes in, the least and the most it may stand for go out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from archive.pipeline.values import Comparator, MetricFinding

OPEN_ABOVE = {Comparator.GE, Comparator.GT}
_OPEN_BELOW = {Comparator.LE, Comparator.LT}
_ENDLESS = Decimal("Infinity")
_ROUND_STEP = 1000  # from here on a bare number may be a rounded one: 1.3万 for 13042


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most a figure may stand for, both included."""

    low: Decimal
    high: Decimal

    def gap(self, other: Bounds) -> Decimal:
        """How far the two lie apart; 0 where they meet."""
        return max(Decimal(0), self.low - other.high, other.low - self.high)


def bounds_of(metric: MetricFinding) -> Bounds:
    """Give what `metric` may stand for: 200余 is 200 to 300, 近200 is 100 to 200, 超200 has no end."""
    value, step, hedge = metric.value, step_of(metric.value), metric.comparator
    if metric.value_max is not None:
        return Bounds(value, max(value, metric.value_max))
    if hedge in OPEN_ABOVE:
        return Bounds(value, _ENDLESS)
    if hedge in _OPEN_BELOW:
        return Bounds(Decimal(0), value)
    below, above = _spare(hedge, step)
    return Bounds(value - below, value + above)


def _spare(hedge: Comparator, step: Decimal) -> tuple[Decimal, Decimal]:
    """How much less and how much more than the printed value the figure may be."""
    nothing = Decimal(0)
    if hedge is Comparator.GE_APPROX:
        return nothing, step
    if hedge is Comparator.LT_APPROX:
        return step, nothing
    if hedge is Comparator.APPROX:
        return step, step
    return (step / 2, step / 2) if step >= _ROUND_STEP else (nothing, nothing)


def step_of(value: Decimal) -> Decimal:
    """The worth of the last figure that is not 0: 100 for 13200, 1 for 56, 0.1 for 9.9; 1 for 0."""
    if not value:
        return Decimal(1)
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
