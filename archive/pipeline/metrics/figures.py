"""
The amounts of a passage that are figures. Its folded text and the rules come in, figures go out.

Left out: names, titles, slogans, ordinals, ages. A threshold inside a phrase (收入10万元以上的村)
becomes the qualifier of the figure it belongs to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.pipeline.metrics.amounts import Amount, find_amounts
from archive.pipeline.metrics.changes import TURN
from archive.pipeline.metrics.rules import MarkRule, MetricRules, UnitKind, possible_rules
from archive.pipeline.text.clauses import Layout
from archive.pipeline.values import Comparator, Span

_BOUNDS = {Comparator.GE, Comparator.LE, Comparator.LT, Comparator.GT, Comparator.RANGE}
_THRESHOLDS = {"comparator.at_least", "comparator.at_most", "comparator.less_than"}
_GOES_ON = re.compile(
    rf"(?!{TURN}|一?下子?|就|也|都|到|至|左右|之间|之内|区间|不等|的?(?:标准|资金|奖|补))的?[“‘\u4e00-\u9fff]"
)
_NUMBER = re.compile(r"[0-9一二两三四五六七八九十百千万亿]++")
# The densest reports print one number in eight characters; a column of figures has no phrases to read.
_LEAST_COLUMN, _PROSE = 2_000, 5
_MOST_NUMBERS = 300  # of one sentence
_MEAN_AGE = re.compile(r"平均年龄[^,，。]{0,16}$")


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount and the stretch of its clause on either side, up to the next amount."""

    amount: Amount
    left: Span
    right: Span
    clause: Span
    qualifier: Amount | None = None


def find_figures(folded: str, layout: Layout, rules: MetricRules) -> tuple[Figure, ...]:
    """Give the figures of a passage, left to right."""
    prose = without_tables(folded, layout)
    said = [amount for amount in find_amounts(prose, rules) if _is_said(amount)]
    if not said:
        return ()
    excluded = find_exclusions(folded, possible_rules(folded, rules).exclusions)
    amounts = [amount for amount in said if not _touches(amount.span, excluded)]
    figures: list[Figure] = []
    qualifier: Amount | None = None
    for at, amount in enumerate(amounts):
        clause = layout.clause_at(amount.span.start)
        following = amounts[at + 1] if at + 1 < len(amounts) else None
        bounds = is_threshold(amount, folded) or _bounds_owner(amount, folded, following)
        if bounds and _has_figure(amounts[at + 1 : at + 4], clause, folded):
            qualifier = amount
            continue
        if amount.kind is UnitKind.AGE and not _is_age_figure(amount, folded):
            continue
        left = _left_of(amount, clause, amounts[max(0, at - 2) : at], qualifier)
        right_end = min(clause.end, following.span.start) if following else clause.end
        own = qualifier if qualifier and qualifier.span.start >= clause.start else None
        right = Span(amount.span.end, max(amount.span.end, right_end))
        figures.append(Figure(amount, left, right, clause, own))
        qualifier = None
    return tuple(figures)


def is_table(sentence: str) -> bool:
    """Whether a long sentence holds so many numbers, or so close together, that it is no prose."""
    if len(sentence) < _LEAST_COLUMN:
        return False
    numbers = sum(1 for _ in _NUMBER.finditer(sentence))
    return numbers > _MOST_NUMBERS or numbers * _PROSE > len(sentence)


def without_tables(folded: str, layout: Layout) -> str:
    """The text with spaces for each sentence that is a table and no prose."""
    if len(folded) < _LEAST_COLUMN:
        return folded
    parts: list[str] = []
    for start, end in pairwise(layout.sentences):
        sentence = folded[start:end]
        parts.append(" " * len(sentence) if is_table(sentence) else sentence)
    return "".join(parts)


def find_exclusions(folded: str, rules: Iterable[MarkRule]) -> tuple[Span, ...]:
    """Give the stretches of folded text whose numbers are no figures, sorted and merged."""
    spans = sorted(
        Span(*match.span(min(1, rule.pattern.groups)))  # a row with a group means the group alone
        for rule in rules
        for match in rule.pattern.finditer(folded)
        if match.start(min(1, rule.pattern.groups)) >= 0
    )
    merged: list[Span] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _touches(span: Span, excluded: Sequence[Span]) -> bool:
    at = bisect_right(excluded, span.end, key=lambda found: found.start) - 1
    return at >= 0 and span.overlaps(excluded[at])


def _is_said(amount: Amount) -> bool:
    """A bare 百 or 千 is a figure only for money and land: 千亩, but not 百名."""
    hedged = amount.comparator is not Comparator.APPROX
    return not amount.is_round or hedged or amount.kind in {UnitKind.MONEY, UnitKind.AREA}


def is_threshold(amount: Amount, text: str) -> bool:
    """Whether the amount bounds the noun behind it: 10万元以上的村, 70岁以上老人."""
    bounds = amount.comparator is Comparator.RANGE or not _THRESHOLDS.isdisjoint(amount.rules)
    return bounds and _GOES_ON.match(text, amount.span.end) is not None


def _bounds_owner(amount: Amount, text: str, following: Amount | None) -> bool:
    """Whether the amount bounds the owner of another figure: 超过30亩的大户有126户, 超800元95人."""
    if "comparator.more_than" not in amount.rules:
        return False
    if text.startswith("的", amount.span.end):
        return True
    if following is None or following.span.start != amount.span.end:
        return False
    return amount.kind is UnitKind.MONEY and following.kind is not UnitKind.RATIO


def _has_figure(following: Sequence[Amount], clause: Span, text: str) -> bool:
    """Whether the clause goes on to a figure the threshold can belong to."""
    return any(
        amount.span.start < clause.end and not is_threshold(amount, text) for amount in following
    )


def _is_age_figure(amount: Amount, text: str) -> bool:
    before = text[max(0, amount.span.start - 20) : amount.span.start]
    return amount.comparator in _BOUNDS or _MEAN_AGE.search(before) is not None


def _left_of(
    amount: Amount, clause: Span, previous: Sequence[Amount], qualifier: Amount | None
) -> Span:
    """The clause in front of the amount, from the last figure that is not its own threshold."""
    ends = [before.span.end for before in previous if before is not qualifier]
    start = max(clause.start, ends[-1]) if ends else clause.start
    return Span(min(start, amount.span.start), amount.span.start)
