"""
The hedge printed with a number: 近200人, 60余场, 5万元以上. Text and rows come in, one reading goes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from archive.pipeline.metrics.rules import ComparatorRule, Where
from archive.pipeline.values import Comparator, Span

_REACH = 4  # characters of the longest hedge before a number
_FAR_REACH = 14


@dataclass(frozen=True, slots=True)
class Hedge:
    """What the hedge says. `span` is number and unit with the hedges before and behind them."""

    comparator: Comparator
    span: Span
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HedgeRules:
    """The rows by where they look. Most numbers have no hedge: `any_…` tells with one pattern whether a row fits."""

    before: tuple[ComparatorRule, ...]
    far: tuple[ComparatorRule, ...]
    inside: tuple[ComparatorRule, ...]
    after: tuple[ComparatorRule, ...]
    any_before: re.Pattern[str]
    any_far: re.Pattern[str]
    any_after: re.Pattern[str]


def hedge_rules(rules: Iterable[ComparatorRule]) -> HedgeRules:
    """The rows of comparators.toml, in their order."""
    at: dict[Where, list[ComparatorRule]] = {where: [] for where in Where}
    for rule in rules:
        at[rule.where].append(rule)
    return HedgeRules(
        before=tuple(at[Where.BEFORE]),
        far=tuple(at[Where.FAR]),
        inside=tuple(at[Where.INSIDE]),
        after=tuple(at[Where.AFTER]),
        any_before=_any(at[Where.BEFORE]),
        any_far=_any(at[Where.FAR]),
        any_after=_any(at[Where.AFTER]),
    )


def _any(rules: Iterable[ComparatorRule]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in rules))


def find_hedge(text: str, span: Span, rules: HedgeRules, *, inside: bool) -> Hedge:
    """
    Read the hedge of the number and unit at `span`; `inside` tells of a 余 or 多 between the two.

    One behind the unit outweighs one inside, and that one outweighs one before the number. One with
    a verb between (至少联系3户) counts where there is no other, and is not part of the span.
    """
    before, start = _before(text, span.start, rules)
    behind, end = _behind(text, span.end, rules)
    within = rules.inside[0] if inside and rules.inside else None
    chosen = behind or within or before or _far(text, start, rules)
    if chosen is None:
        return Hedge(Comparator.EQ, Span(start, end))
    return Hedge(chosen.comparator, Span(start, end), (chosen.id,))


def _before(text: str, start: int, rules: HedgeRules) -> tuple[ComparatorRule | None, int]:
    """The longest hedge that ends where the number starts, so that 不超过 is not read as 超过."""
    spaced = start - 1 if text[start - 1 : start] == " " else start  # 超 65万件
    reach = max(0, spaced - _REACH)
    chosen, first = None, start
    for rule in rules.before if rules.any_before.search(text, reach, spaced) else ():
        match = rule.pattern.search(text, reach, spaced)
        if match and match.start() < first:
            chosen, first = rule, match.start()
    return chosen, first


def _far(text: str, start: int, rules: HedgeRules) -> ComparatorRule | None:
    reach = max(0, start - _FAR_REACH)
    if rules.any_far.search(text, reach, start) is None:
        return None
    return next((rule for rule in rules.far if rule.pattern.search(text, reach, start)), None)


def _behind(text: str, end: int, rules: HedgeRules) -> tuple[ComparatorRule | None, int]:
    for rule in rules.after if rules.any_after.match(text, end) else ():
        match = rule.pattern.match(text, end)
        if match:
            return rule, match.end()
    return None, end
