"""
Villages and communities by their names alone. Folded passages come in, names and mentions go out.

The table of villages is not asked: a name counts by where it stands and how it is made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from archive.pipeline.metrics.place_mentions import RANK, PlaceMention
from archive.pipeline.metrics.rules import MetricRules
from archive.pipeline.text.clauses import Layout
from archive.pipeline.values import PlaceLevel

_SUFFIX = re.compile(r"社区|村")
_LONGEST = 6
_TWICE = 2


@lru_cache(maxsize=32)
def place_pattern(rules: MetricRules, value: str) -> re.Pattern[str]:
    """The rows of metric_places.toml of one value, as one pattern."""
    rows = [rule.pattern.pattern for rule in rules.places if rule.value == value]
    return re.compile("|".join(rows))


def find_villages(
    passages: Iterable[tuple[str, Layout, Sequence[PlaceMention]]], rules: MetricRules
) -> frozenset[str]:
    """Give the village names of an article; its passages come with the places already known."""
    seen: Counter[str] = Counter()
    for text, layout, known in passages:
        seen.update(_names(text, layout, known, rules))
    return frozenset(name for name, times in seen.items() if times >= _TWICE)


def village_mentions(text: str, villages: frozenset[str]) -> Iterator[PlaceMention]:
    """Yield each mention of one of `villages` in folded `text`."""
    for suffix in _SUFFIX.finditer(text):
        for length in range(_LONGEST, 1, -1):
            start = suffix.end() - length
            if start >= 0 and text[start : suffix.end()] in villages:
                name = text[start : suffix.end()]
                yield PlaceMention(start, suffix.end(), name, None, RANK[PlaceLevel.VILLAGE])
                break


def _names(
    text: str, layout: Layout, known: Sequence[PlaceMention], rules: MetricRules
) -> Iterator[str]:
    """
    Names like 瓦岗村 that stand where a name can: behind a place, a clause start or an anchor.

    A name that is sure by itself (behind a known place, or ending as villages do) comes twice.
    """
    village, anchor = place_pattern(rules, "village"), place_pattern(rules, "anchor")
    barred, stem = place_pattern(rules, "no_village"), place_pattern(rules, "stem")
    ends = {mention.end for mention in known}
    starts = set(layout.clauses)
    for suffix in _SUFFIX.finditer(text):
        for length in range(1, _LONGEST - 1):
            start = suffix.start() - length
            if start < 0:
                break
            anchored = start in ends or start in starts
            if not anchored and length > 1:
                anchored = anchor.search(text, max(0, start - 3), start) is not None
            found = village.match(text, start) if anchored else None
            if found and found.end(1) == suffix.end() and not barred.search(found[1]):
                sure = start in ends or stem.search(found[1].removesuffix(suffix[0]))
                yield from (found[1],) * (2 if sure else 1)
                break
