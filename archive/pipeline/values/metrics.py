"""Figures an article prints."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from archive.pipeline.values.evidence import Evidence
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


class ScopeBasis(StrEnum):
    """How the place or period of a figure is known."""

    STATED = "stated"  # in its own clause
    INHERITED = "inherited"  # from its sentence, paragraph, section
    INFERRED = "inferred"  # 我镇, the article's subject, the year of publication
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Period:
    """
    The time a figure covers: the phrase as printed, and its days where they can be told.

    `first` and `last` are ISO 8601 days (both included) or None: a relative phrase (今年3月以来) is
    resolved only where the year of publication is known. `last` is None also where the phrase has no end.
    """

    phrase: str
    span: Span
    basis: ScopeBasis
    first: str | None = None
    last: str | None = None


class LinkKind(StrEnum):
    """How a figure belongs to another of its article."""

    SAME_FACT = "same_fact"  # told again; the link leads to the first telling
    BEFORE = "before"  # 由400平方米扩大到700平方米: from 700 to the 400 it started from
    COMPOUND = "compound"  # 59笔1164万元: one fact in two measures; from the second to the first
    PART_OF = "part_of"  # 20万元以上的村5个: from the part to the total it belongs to


@dataclass(frozen=True, slots=True)
class Link:
    """A tie to the figure whose number stands at `number`."""

    kind: LinkKind
    number: Span


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubt a check raises; it changes nothing. `numbers` are the figures concerned, itself left out."""

    check: str
    numbers: tuple[Span, ...] = ()


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
    evidence: tuple[Evidence, ...]
    value_max: Decimal | None = None
    qualifier: str | None = None
    per: str | None = None
    place: MetricPlace | None = None
    place_basis: ScopeBasis = ScopeBasis.NONE
    period: Period | None = None
    indicator_key: str | None = None
    links: tuple[Link, ...] = ()
    flags: tuple[Flag, ...] = ()
