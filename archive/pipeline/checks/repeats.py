"""
Figures that say the same thing with another number. The figures of an article in, doubts out.

Which of them is right cannot be known: all stay, and each names the others (602人 / 200余人).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import pairwise

from archive.pipeline.checks.bounds import bounds_of
from archive.pipeline.checks.doubts import MOST_OTHERS, Doubt
from archive.pipeline.checks.rules import CheckRules
from archive.pipeline.checks.statements import Statement
from archive.pipeline.values import LinkKind, MetricStatus

_SHORTEST_LEAD = 4  # characters of a clause that can only mean one thing
_WHOLE_REACH = 12
_TIED = {LinkKind.BEFORE, LinkKind.PART_OF}


def check_repeats(statements: Sequence[Statement], rules: CheckRules) -> Iterator[Doubt]:
    """
    Yield the figures of an article that another with the same words contradicts.

    Of what was done, two clauses side by side must repeat each other word for word; what a place has
    (全镇共有党员602名) is compared throughout the article.
    """
    words = rules["repeat.conflict"].words
    plain = [each for each in statements if _is_plain(each)]
    for first, second in pairwise(plain):
        if second.at == first.at + 1 and _repeats(first, second, words["another"]):
            yield from _contradicting([first, second])
    held: dict[Hashable, list[Statement]] = defaultdict(list)
    for statement in plain:
        if _is_whole(statement, words):
            held[_key(statement)].append(statement)
    for same in held.values():
        yield from _contradicting(same)


def _is_plain(statement: Statement) -> bool:
    """Whether the figure has a phrase of its own and is no part of another."""
    tied = any(link.kind in _TIED for link in statement.metric.links)
    return statement.owns_phrase and not tied and statement.metric.unit != "percent"


def _repeats(first: Statement, second: Statement, another: re.Pattern[str]) -> bool:
    """Whether two figures side by side stand behind the same words."""
    if first.sheet is not second.sheet:
        return False
    if first.sheet.layout.clause_at(first.start).end != second.clause_start:
        return False
    lead = second.clause_lead
    same = lead == first.clause_lead and len(lead) >= _SHORTEST_LEAD
    return same and first.metric.unit == second.metric.unit and not another.search(lead)


def _is_whole(statement: Statement, words: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether the figure tells how many a place has in all."""
    if statement.metric.place is None or statement.metric.status is not MetricStatus.DESCRIPTIVE:
        return False
    lead = statement.before(_WHOLE_REACH)
    return words["whole"].search(lead) is not None and not words["another"].search(lead)


def _key(statement: Statement) -> Hashable:
    """What two figures must share to speak of one thing."""
    metric = statement.metric
    place = metric.place and (metric.place.code or metric.place.name)
    dated = metric.period and (metric.period.first, metric.period.last)
    return statement.phrase, metric.unit, metric.per, metric.qualifier, place, dated


def _contradicting(same: Sequence[Statement]) -> Iterator[Doubt]:
    """Each figure that cannot mean what another one means, and the others."""
    bounds = [bounds_of(each.metric) for each in same]
    lowest_high = min(each.high for each in bounds)
    highest_low = max(each.low for each in bounds)
    for each, own in zip(same, bounds, strict=True):
        if own.low > lowest_high or own.high < highest_low:
            others = (other.at for other in same[: MOST_OTHERS + 1] if other is not each)
            yield Doubt("repeat.conflict", each.at, tuple(others)[:MOST_OTHERS])
