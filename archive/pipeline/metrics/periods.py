"""
The time a figure covers. The folded text of a passage comes in, the phrase as printed goes out.

A phrase is looked for in the figure's sentence, then in the one that opens the paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from archive.pipeline.metrics.rules import MarkRule
from archive.pipeline.text.clauses import Layout
from archive.pipeline.values import Span

# 成立于2003年 tells when a thing began, not when it was counted.
_FOUNDING = re.compile(r"(?:于|自|始建|建成|成立)$")
_CARRIED = {"span", "relative_year", "year", "part", "plan"}
_OPENING_REACH = 4  # characters that may stand before the phrase that opens a paragraph


@dataclass(frozen=True, slots=True, order=True)
class PeriodMention:
    """A time phrase in a passage, and the row that read it."""

    span: Span
    rule: str
    weight: float
    carries: bool  # whether it governs the paragraph it opens: 今年 does, 目前 does not


def find_periods(text: str, rules: Iterable[MarkRule]) -> tuple[PeriodMention, ...]:
    """Give the time phrases of folded `text`, left to right; of two that overlap, the longer."""
    found = [
        PeriodMention(Span(*match.span()), rule.id, rule.weight, rule.value in _CARRIED)
        for rule in rules
        for match in rule.pattern.finditer(text)
        if not _FOUNDING.search(text, max(0, match.start() - 2), match.start())
    ]
    found.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    kept: list[PeriodMention] = []
    for mention in found:
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return tuple(kept)


def period_of(
    offset: int, periods: tuple[PeriodMention, ...], layout: Layout
) -> PeriodMention | None:
    """Give the period that governs the figure at `offset`."""
    at = bisect_left(periods, offset, key=lambda mention: mention.span.start) - 1
    if at < 0:
        return None
    if periods[at].span.start >= layout.sentence_at(offset).start:
        return periods[at]
    first = periods[0]
    return first if first.carries and first.span.start <= _OPENING_REACH else None
