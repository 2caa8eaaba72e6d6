"""
Places meant without their full name: 大美雁鸣湖, 我镇, 全市. Fields and known places in, spans out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from archive.pipeline.places.division_names import TOWN_SUFFIXES, town_stem
from archive.pipeline.places.fields import Field, Part
from archive.pipeline.places.rules import PlaceRules

# 全区域, 全市场, 该县城, 全乡村 are other words.
_ANAPHOR = re.compile("[我该本全](镇|乡|街道|县|区|市|省|州|旗)(?![域场城间村民土级别])")
_UPPER_WORDS = frozenset("县区市省州旗")


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place found by name: `key` tells it from others, `at` are field and offset of its mentions, in order."""

    key: str
    name: str
    is_town: bool
    at: tuple[tuple[int, int], ...]
    holds: int  # how many other places of the article lie in it


@dataclass(frozen=True, slots=True)
class Reference:
    """Characters of a field that mean the place `key`."""

    key: str
    field: int
    start: int
    end: int


def find_bare_names(
    fields: Iterable[Field],
    towns: Sequence[KnownPlace],
    taken: Mapping[int, Sequence[tuple[int, int]]],
    rules: PlaceRules,
) -> Iterator[Reference]:
    """Yield where a town of the article is named by its stem alone; `taken` are the names found before."""
    stems = {
        stem: town.key
        for town in towns
        if (stem := town_stem(town.name)) is not None
        and len(stem) > 1
        and stem not in rules.bare_common
        and stem not in rules.common_stems
    }
    if not stems:
        return
    names = list(stems)
    automaton = ahocorasick_rs.AhoCorasick(
        names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    for field in fields:
        spans = taken.get(field.index, ())
        starts = [start for start, _ in spans]
        for index, start, end in automaton.find_matches_as_indexes(field.text):
            before = bisect_right(starts, start)
            inside = before > 0 and spans[before - 1][1] > start
            if not inside and _stands_bare(field.text, end, rules):
                yield Reference(stems[names[index]], field.index, start, end)


def _stands_bare(text: str, end: int, rules: PlaceRules) -> bool:
    following = text[end : end + 8]
    if following.startswith(TOWN_SUFFIXES):
        return False
    return not rules.not_bare.match(following)


def find_anaphora(fields: Iterable[Field], places: Sequence[KnownPlace]) -> Iterator[Reference]:
    """Yield where 我镇, 该县, 全市 and the like mean one of `places`."""
    by_word: dict[str, list[KnownPlace]] = {}
    for place in places:
        for word in _words(place):
            by_word.setdefault(word, []).append(place)
    for field in fields:
        if field.part is Part.BYLINE:
            continue
        for match in _ANAPHOR.finditer(field.text):
            word = match.group(1)
            key = _meant(match.group(), (field.index, match.start()), by_word.get(word, []))
            if key is not None:
                yield Reference(key, field.index, match.start(), match.end())


def _words(place: KnownPlace) -> Iterator[str]:
    """The level words that may stand for a place: 镇 for 古店镇; a renamed town keeps the word on the page."""
    if place.is_town:
        yield from (word for word in ("镇", "乡", "街道") if place.name.endswith(word))
    elif place.name[-1] in _UPPER_WORDS:
        yield place.name[-1]


def _meant(words: str, at: tuple[int, int], places: Sequence[KnownPlace]) -> str | None:
    """
    Which of `places` the words mean: the last one named before.

    我市 and 全市 are said of the paper's own city: of several, the one that holds most of the places named.
    """
    if not places:
        return None
    if words[0] in "我全本" and words[1:] in ("市", "省") and len(places) > 1:
        return max(places, key=lambda place: (place.holds, len(place.at))).key
    before = [(mention, place.key) for place in places if (mention := _last(place, at)) is not None]
    if before:
        return max(before)[1]
    return min((place.at[0], place.key) for place in places)[1]


def _last(place: KnownPlace, at: tuple[int, int]) -> tuple[int, int] | None:
    number = bisect_right(place.at, at)
    return place.at[number - 1] if number else None
