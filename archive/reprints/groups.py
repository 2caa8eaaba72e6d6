"""
Which articles stand together. Ties between articles and what people said come in, groups go out.

A group is what hangs together by ties, whichever came first, so the order of arrival does not matter. Where
a person set two apart, the strongest ties are followed first and none that would bring the two together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tie:
    """Two articles that print one report, and how strongly that holds (a person's word is above 1)."""

    low: int
    high: int
    strength: float


def make_groups(ties: Iterable[Tie], apart: Collection[tuple[int, int]]) -> list[frozenset[int]]:
    """The groups of two and more; `apart` holds ordered pairs that no group may hold."""
    group_of: dict[int, frozenset[int]] = {}
    for tie in sorted(ties, key=lambda tie: (-tie.strength, tie.low, tie.high)):
        one = group_of.get(tie.low, frozenset({tie.low}))
        other = group_of.get(tie.high, frozenset({tie.high}))
        if one == other or _kept_apart(one, other, apart):
            continue
        joined = one | other
        group_of.update(dict.fromkeys(joined, joined))
    return sorted(set(group_of.values()), key=min)


def _kept_apart(
    one: frozenset[int], other: frozenset[int], apart: Collection[tuple[int, int]]
) -> bool:
    return any((a in one and b in other) or (a in other and b in one) for a, b in apart)
