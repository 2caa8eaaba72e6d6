"""
What speaks for and against a figure. Its marks and the table of points come in, evidence goes out.

A figure is the sum of its evidence: number, unit, phrase, indicator, place, period, and what warns of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from archive.pipeline.metrics.amounts import Amount
from archive.pipeline.metrics.figures import Figure
from archive.pipeline.metrics.indicators import Indicator
from archive.pipeline.metrics.periods.scope import FoundPeriod
from archive.pipeline.metrics.phrases import Phrase
from archive.pipeline.metrics.places import Located
from archive.pipeline.metrics.rules import MarkRule, MetricRules, UnitKind
from archive.pipeline.values import Comparator, Evidence, ScopeBasis

_LONG_PHRASE, _LONG_BEHIND, _SHORTEST = 13, 8, 2
_NOUNS = set("村镇乡县市区户人组站所桥井路房树羊牛猪鸡鸭鱼")
_TEN, _HUNDRED = 10, 100
_YEARS = range(1900, 2101)
_TOLD = re.compile("我|你|您|他|她|咱|这|那|什么|怎么|自己|大家|[吗呢吧啊了]")
_GROWTH = re.compile("增|升|涨|长|率|比|翻|提高|超")


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything the rules say of one figure."""

    phrase: Phrase
    indicator: Indicator | None
    status: MarkRule | None
    per: MarkRule | None
    period: FoundPeriod | None
    located: Located | None
    place_basis: ScopeBasis
    is_unpaired: bool = False  # one of a list told one for one whose partner is not known


def evidence_of(figure: Figure, marks: Marks, rules: MetricRules) -> tuple[Evidence, ...]:
    """Give every row that made the figure and every warning, with the points each adds or takes."""
    fired = [*_of_amount(figure), (marks.phrase.rule, ""), *_of_marks(marks)]
    fired += [(warning, "") for warning in _warnings(figure, marks)]
    return tuple(_evidence(rule, basis, rules) for rule, basis in fired)


def _of_amount(figure: Figure) -> Iterator[tuple[str, str]]:
    for rule in figure.amount.rules:
        yield rule, ""


def _of_marks(marks: Marks) -> Iterator[tuple[str, str]]:
    if marks.indicator is not None:
        yield f"indicator.{marks.indicator.slug}", ""
    for mark in (marks.status, marks.per):
        if mark is not None:
            yield mark.id, ""
    if marks.period is not None:
        yield marks.period.rule, marks.period.period.basis.value
    if marks.located is not None:
        yield marks.located.rule, marks.place_basis.value


@lru_cache(maxsize=2048)
def _evidence(rule: str, basis: str, rules: MetricRules) -> Evidence:
    """
    The row with the points of the row of that id, else of its family: 'place.stated', then 'place'.

    The row that fired takes as much of them as it is trusted.
    """
    family = rule.partition(".")[0]
    for key in (rule, f"{family}.{basis}", family):
        if key in rules.points:
            return Evidence(rule, round(rules.points[key].points * rules.trust(rule)))
    return Evidence(rule, 0)


def _warnings(figure: Figure, marks: Marks) -> Iterator[str]:
    """What makes a figure doubtful, whatever read it."""
    yield from _of_number(figure.amount, marks.phrase.text)
    if marks.is_unpaired:
        yield "warning.unpaired"
    if len(marks.phrase.text) > _LONG_PHRASE:
        yield "warning.long_phrase"
    if marks.phrase.rule == "phrase.behind" and len(marks.phrase.text) > _LONG_BEHIND:
        yield "warning.long_behind"
    if len(marks.phrase.text) < _SHORTEST and marks.phrase.text not in _NOUNS:
        yield "warning.short_phrase"
    if _TOLD.search(marks.phrase.text):
        yield "warning.told"
    if not marks.phrase.is_whole:
        yield "warning.bare_phrase"


def _of_number(amount: Amount, phrase: str) -> Iterator[str]:
    if amount.is_round and amount.comparator is Comparator.APPROX:
        yield "warning.round"
    if "number.chinese" in amount.rules and amount.value < _TEN:
        yield "warning.small_numeral"
    if amount.value == 0:
        yield "warning.nothing"
    if amount.kind is UnitKind.COUNT and _is_like_a_year(amount.value, amount.comparator):
        yield "warning.like_a_year"
    if amount.unit == "percent" and amount.value > _HUNDRED and not _GROWTH.search(phrase):
        yield "warning.over_hundred"


def _is_like_a_year(value: Decimal, comparator: Comparator) -> bool:
    return comparator is Comparator.EQ and value == int(value) and int(value) in _YEARS
