"""Figures an article prints."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from archive.pipeline.values.spans import Span


class Comparator(StrEnum):
    """The hedge printed with a number."""

    EQ = "eq"
    APPROX = "approx"  # 约, 左右
    LT_APPROX = "lt_approx"  # 近, 将近
    GE_APPROX = "ge_approx"  # 余, 多
    GE = "ge"  # 以上, 不低于
    GT = "gt"  # 超, 突破
    LE = "le"  # 以下, 不超过
    LT = "lt"  # 不足
    RANGE = "range"


class MetricStatus(StrEnum):
    """Whether a figure is a result, an aim or a rule."""

    ACHIEVED = "achieved"
    TARGET = "target"
    PLANNED = "planned"
    POLICY_STANDARD = "policy_standard"
    DESCRIPTIVE = "descriptive"


@dataclass(frozen=True, slots=True)
class MetricPlace:
    """The place a figure is about; `code` is None for a village or an unresolved name."""

    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class MetricFinding:
    """
    One figure an article prints.

    `value` is in `unit` (1.3万平方米 is 13000 m2); `value_max` only where a range is printed.
    `indicator` is the phrase as printed, `indicator_key` the slug of a canonical indicator or None.
    """

    value: Decimal
    unit: str
    comparator: Comparator
    status: MetricStatus
    indicator: str
    number: Span
    quote: Span
    confidence: float
    evidence: tuple[str, ...]
    value_max: Decimal | None = None
    qualifier: str | None = None
    per: str | None = None
    place: MetricPlace | None = None
    period: str | None = None
    indicator_key: str | None = None
