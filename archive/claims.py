"""
Which stored fact a finding is, though the rules have changed since. In: where facts stand and where
findings stand in one source text. Out: pairs (docs/adr/0011).

A fact is the same as a finding of its type if both have the same span, or if their spans overlap and
name the same thing: the same number characters, or names that differ by at most two characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from archive.pipeline.programs.find import fold_name
from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import Span

# 万 and 亿 are not among them: a rule may count them to the number or to the unit (万元).
_NUMBER_CHARACTERS = re.compile(r"[0-9.〇零一二两三四五六七八九十百千半]")
NAME_SLACK = 2  # characters a name may gain or lose and still be the same name

SameWords = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Claim:
    """Where a fact stands; `identity` tells two facts of one span apart (the program named)."""

    span: Span
    identity: Hashable = None


def same_number(one: str, other: str) -> bool:
    """Whether two printed numbers have the same digits, hedges, separators and 万 or 亿 left out."""
    digits = number_characters(one)
    return bool(digits) and digits == number_characters(other)


def same_name(one: str, other: str) -> bool:
    """Whether one printed name is the other, or holds it with at most two characters more."""
    short, long = sorted((fold_name(one), fold_name(other)), key=len)
    return bool(short) and short in long and len(long) - len(short) <= NAME_SLACK


def number_characters(printed: str) -> str:
    """The digits of a printed number, Arabic and Chinese: 1,164万 has 1164, 两千余 has 两千."""
    return "".join(_NUMBER_CHARACTERS.findall(fold_text(printed)))


def pair_claims(
    stored: Sequence[Claim], found: Sequence[Claim], text: str, same_words: SameWords
) -> dict[int, int]:
    """
    For findings that are stored facts: index in `found` to index in `stored`, each used once.

    The nearest tie wins: same span and identity, then same span, then the longest overlap.
    """
    pairing = _Pairing(stored, found, free=set(range(len(stored))))
    pairing.pair_equal(lambda claim: (claim.span, claim.identity))
    pairing.pair_equal(lambda claim: claim.span)
    if pairing.free:
        pairing.pair_overlapping(text, same_words)
    return pairing.pairs


@dataclass(slots=True)
class _Pairing:
    """Pairs found so far; `free` are the stored claims without one."""

    stored: Sequence[Claim]
    found: Sequence[Claim]
    free: set[int]
    pairs: dict[int, int] = field(default_factory=dict)

    def pair_equal(self, key: Callable[[Claim], Hashable]) -> None:
        """Pair what has the same key, in order."""
        waiting: dict[Hashable, list[int]] = {}
        for at in sorted(self.free, reverse=True):
            waiting.setdefault(key(self.stored[at]), []).append(at)
        for at, claim in enumerate(self.found):
            if at not in self.pairs and waiting.get(key(claim)):
                self._pair(at, waiting[key(claim)].pop())

    def pair_overlapping(self, text: str, same_words: SameWords) -> None:
        """Pair what overlaps and says the same, the longest overlap first."""
        # A finding at the very span of a stored fact is that one, and two never move to one span.
        taken = {claim.span for claim in self.stored}
        ties = []
        for at, old in self._overlaps(taken):
            span, before = self.found[at].span, self.stored[old].span
            if same_words(_cut(text, before), _cut(text, span)):
                shared = min(span.end, before.end) - max(span.start, before.start)
                ties.append((-shared, span, before, at, old))
        for _shared, span, _before, at, old in sorted(ties):
            if span not in taken and old in self.free:
                self._pair(at, old)
                taken.add(span)

    def _overlaps(self, taken: Set[Span]) -> Iterator[tuple[int, int]]:
        ordered = sorted(self.free, key=lambda at: self.stored[at].span)
        starts = [self.stored[at].span.start for at in ordered]
        longest = max(len(self.stored[at].span) for at in ordered)
        for at, claim in enumerate(self.found):
            if at in self.pairs or claim.span in taken:
                continue
            first = bisect_left(starts, claim.span.start - longest)
            for old in ordered[first : bisect_left(starts, claim.span.end)]:
                if self.stored[old].span.overlaps(claim.span):
                    yield at, old

    def _pair(self, at: int, old: int) -> None:
        self.pairs[at] = old
        self.free.discard(old)


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]
