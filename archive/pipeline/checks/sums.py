"""
Sums that do not come out. The figures of a sentence come in, doubts go out.

A list behind 其中 need not be whole, so a sum is doubted only where it misses its total by a little: who
leaves out a part rarely comes so near. A total behind its list (共10个) is meant to be their sum.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from archive.pipeline.checks.bounds import OPEN_ABOVE, Bounds, bounds_of
from archive.pipeline.checks.doubts import MOST_OTHERS, Doubt
from archive.pipeline.checks.rules import CheckRule, CheckRules
from archive.pipeline.checks.statements import Statement
from archive.pipeline.values import LinkKind

_LEAST_PARTS = 2
_SURE_PARTS = 3  # two parts may well be a choice; three that miss by one are a list
_OPENING_REACH, _LIST_REACH, _TOTAL_REACH = 40, 24, 6
_LARGE = 20
_NEAR = Decimal("0.005")
_SHARE_REACH = 10
_GOES_ON = re.compile(
    r"[^,，。;；]{0,10}(?:以及|及|和|等)[^,，。;；]{1,10}[,，。;；]|[^,，。;；]{0,12}等[,，。;；]"
)
_WHOLE = Decimal(100)
_SHARES_NEAR = Decimal(110)


@dataclass(frozen=True, slots=True)
class _List:
    total: Statement
    parts: list[Statement]
    is_whole: bool  # whether the list is meant to be complete


def check_sums(sentence: Sequence[Statement], rules: CheckRules) -> Iterator[Doubt]:
    """Yield the totals of one sentence that are not the sum of the parts printed with them."""
    for found in _lists(sentence, rules["sum.parts"]):
        total = bounds_of(found.total.metric)
        gap = total.gap(_sum(found.parts))
        if gap and (found.is_whole or _is_near(gap, found)):
            others = tuple(part.at for part in found.parts[:MOST_OTHERS])
            yield Doubt("sum.parts", found.total.at, others)


def check_parts(sentence: Sequence[Statement], rules: CheckRules) -> Iterator[Doubt]:
    """Yield the figures of one sentence that are a part of something smaller."""
    opening = rules["part.over_whole"].words["opening"]
    sums: dict[str, Decimal] = defaultdict(Decimal)  # by unit: all that was told so far
    last: dict[str, Statement] = {}
    for part in sentence:
        unit, hedge = part.metric.unit, part.metric.comparator
        whole = last.get(unit)
        if whole is not None and unit != "percent" and hedge not in OPEN_ABOVE:
            is_part = opening.search(part.before(_LIST_REACH)) and _is_behind(whole, part)
            counts = not rules["part.over_whole"].words["mean"].search(_around(whole, part))
            if is_part and counts and bounds_of(part.metric).low > sums[unit]:
                yield Doubt("part.over_whole", part.at, (whole.at,))
        last[unit] = part
        sums[unit] += bounds_of(part.metric).high


def check_shares(sentence: Sequence[Statement], rules: CheckRules) -> Iterator[Doubt]:
    """Yield lists of shares of one whole that are a little more than the whole."""
    words = rules["sum.shares"].words
    shares = [
        each
        for each in sentence
        if each.metric.unit == "percent" and words["share"].search(each.before(_SHARE_REACH))
    ]
    if len(shares) < _LEAST_PARTS or not _WHOLE < _sum(shares).low <= _SHARES_NEAR:
        return
    lead = shares[0].before(_OPENING_REACH) + shares[0].after(_OPENING_REACH)
    if len(shares) >= _SURE_PARTS or words["split"].search(lead):
        others = tuple(each.at for each in shares[:-1][:MOST_OTHERS])
        yield Doubt("sum.shares", shares[-1].at, others)


def _lists(sentence: Sequence[Statement], rule: CheckRule) -> Iterator[_List]:
    for at, first in enumerate(sentence):
        if at and _opens(sentence[at - 1], first, rule):
            yield _List(sentence[at - 1], _run(sentence, at, rule), is_whole=False)
        if _closes(first, rule):
            parts = _run_before(sentence, at, rule)
            if len(parts) >= _LEAST_PARTS and not _multiplies(parts, rule):
                yield _List(first, parts, is_whole=True)


def _opens(total: Statement, first: Statement, rule: CheckRule) -> bool:
    """Whether `total` stands before a list that starts with `first`: behind 其中, or in bands."""
    unit = total.metric.unit
    if unit != first.metric.unit or unit == "percent" or total.metric.qualifier is not None:
        return False
    between = total.between(first)
    if first.metric.qualifier is not None and len(between) <= 2 * _OPENING_REACH:
        return True
    return len(between) <= _OPENING_REACH and rule.words["opening"].search(between) is not None


def _closes(total: Statement, rule: CheckRule) -> bool:
    """Whether the figure sums up what stands before it: ,共计10个。"""
    is_last = rule.words["closed"].match(total.after(_TOTAL_REACH)) is not None
    return is_last and rule.words["closing"].search(total.before(_TOTAL_REACH)) is not None


def _multiplies(parts: Sequence[Statement], rule: CheckRule) -> bool:
    """14个国家各提出10个,共140个: no sum."""
    return any(rule.words["each"].search(part.before(_LIST_REACH)) for part in parts)


def _run(sentence: Sequence[Statement], at: int, rule: CheckRule) -> list[Statement]:
    parts = [sentence[at]]
    for following in range(at + 1, len(sentence)):
        part = sentence[following]
        between = parts[-1].between(part)
        if part.metric.unit != parts[0].metric.unit or len(between) > _LIST_REACH:
            break
        if rule.words["ending"].search(between):
            break
        parts.append(part)
    return parts


def _run_before(sentence: Sequence[Statement], at: int, rule: CheckRule) -> list[Statement]:
    parts: list[Statement] = []
    after = sentence[at]
    for before in range(at - 1, -1, -1):
        part = sentence[before]
        between = part.between(after)
        if part.metric.unit != after.metric.unit or len(between) > _LIST_REACH:
            break
        if rule.words["ending"].search(between) or _is_sum(part, rule):
            break
        parts.append(part)
        after = part
    return parts[::-1]


def _sum(parts: Sequence[Statement]) -> Bounds:
    bounds = [bounds_of(part.metric) for part in parts]
    return Bounds(
        sum((each.low for each in bounds), Decimal(0)),
        sum((each.high for each in bounds), Decimal(0)),
    )


def _is_near(gap: Decimal, found: _List) -> bool:
    total = found.total.metric.value
    if len(found.parts) < _LEAST_PARTS or gap > max(Decimal(1), total * _NEAR):
        return False
    if found.parts[-1].metric.qualifier is None and _GOES_ON.match(
        found.parts[-1].after(_LIST_REACH)
    ):
        return False
    return len(found.parts) >= _SURE_PARTS or total >= _LARGE


def _is_sum(part: Statement, rule: CheckRule) -> bool:
    return rule.words["sum"].search(part.before(_TOTAL_REACH)) is not None


def _around(whole: Statement, part: Statement) -> str:
    return whole.before(_LIST_REACH) + part.before(_LIST_REACH)


def _is_behind(whole: Statement, part: Statement) -> bool:
    """Whether nothing but words and no third figure of the unit stands between the two."""
    return len(whole.between(part)) <= _OPENING_REACH or whole.metric.number in set(
        part.linked(LinkKind.PART_OF)
    )
