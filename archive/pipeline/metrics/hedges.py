"""
The hedge printed with a number: 近200人, 60余场, 5万元以上. Text and rows come in, one reading goes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


def find_hedge(text: str, span: Span, rules: Sequence[ComparatorRule], *, inside: bool) -> Hedge:
    """
    Read the hedge of the number and unit at `span`; `inside` tells of a 余 or 多 between the two.

    One behind the unit outweighs one inside, and that one outweighs one before the number. One with
    a verb between (至少联系3户) counts where there is no other, and is not part of the span.
    """
    before, start = _before(text, span.start, _at(rules, Where.BEFORE))
    behind, end = _behind(text, span.end, _at(rules, Where.AFTER))
    within = next(_at(rules, Where.INSIDE), None) if inside else None
    chosen = behind or within or before or _far(text, start, _at(rules, Where.FAR))
    if chosen is None:
        return Hedge(Comparator.EQ, Span(start, end))
    return Hedge(chosen.comparator, Span(start, end), (chosen.id,))


def _at(rules: Iterable[ComparatorRule], where: Where) -> Iterator[ComparatorRule]:
    return (rule for rule in rules if rule.where is where)


def _before(
    text: str, start: int, rules: Iterable[ComparatorRule]
) -> tuple[ComparatorRule | None, int]:
    """The longest hedge that ends where the number starts, so that 不超过 is not read as 超过."""
    spaced = start - 1 if text[start - 1 : start] == " " else start  # 超 65万件
    reach = max(0, spaced - _REACH)
    chosen, first = None, start
    for rule in rules:
        match = rule.pattern.search(text, reach, spaced)
        if match and match.start() < first:
            chosen, first = rule, match.start()
    return chosen, first


def _far(text: str, start: int, rules: Iterable[ComparatorRule]) -> ComparatorRule | None:
    reach = max(0, start - _FAR_REACH)
    return next((rule for rule in rules if rule.pattern.search(text, reach, start)), None)


def _behind(
    text: str, end: int, rules: Iterable[ComparatorRule]
) -> tuple[ComparatorRule | None, int]:
    for rule in rules:
        match = rule.pattern.match(text, end)
        if match:
            return rule, match.end()
    return None, end
