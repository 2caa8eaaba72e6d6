"""
Villages printed without 村, as lists do: 小店、朱固、杏街等8个村. Fields and the villages of the article's towns in,
sightings out.

Only the tables of towns the article names are asked, and a name alone is none: a list of two or more,
a village beside it or its town right before it must say that villages are meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set

import ahocorasick_rs

from archive.pipeline.places.fields import MOST_NAMES, Field
from archive.pipeline.places.rules import PlaceRules
from archive.pipeline.places.village_rules import VillageRules
from archive.pipeline.places.village_scope import KnownUnit, VillageScope, VillageSighting
from archive.pipeline.places.villages import by_field

_JOINT = re.compile("[、和与及]")
_SUFFIXES = ("村", "新村", "社区", "嘎查", "居委会")
_PAIR = 2
_AHEAD = 12  # characters behind a run that are read
_OFFICE = re.compile("党支部|党总支|村支")


def find_listed_villages(
    fields: Sequence[Field],
    taken: Sequence[KnownUnit],
    scope: VillageScope,
    rules: PlaceRules,
    village_rules: VillageRules,
) -> Iterator[VillageSighting]:
    """
    Yield the villages printed by their stems alone, unsettled.

    `taken` are the places and villages found before, in order.
    """
    stems = sorted(stem for stem in scope.town_stems if len(stem) > 1)
    if not stems:
        return
    automaton = ahocorasick_rs.AhoCorasick(
        stems, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    by_fields = by_field(taken)
    for field in fields:
        known = by_fields.get(field.index, ())
        bare = [
            KnownUnit(field.index, start, end, None)
            for _, start, end in automaton.find_matches_as_indexes(field.text)[:MOST_NAMES]
            if _is_free(start, end, known) and not field.text.startswith(_SUFFIXES, end)
        ]
        if bare:
            fronts = {unit.end: unit.code for unit in known if unit.code}
            names = frozenset(bare)
            for run in _villages(field, known, names, fronts, village_rules):
                if any(not _is_common(unit, field.text, rules) for unit in run):
                    yield from _sightings(field, run, names, fronts.get(run[0].start))


def _is_free(start: int, end: int, known: Sequence[KnownUnit]) -> bool:
    at = bisect_left(known, end, key=lambda unit: unit.start)
    return at == 0 or known[at - 1].end <= start


def _is_common(unit: KnownUnit, text: str, rules: PlaceRules) -> bool:
    """Whether a name is a word of every text (小店): it needs another beside it."""
    name = text[unit.start : unit.end]
    return name in rules.bare_common or name in rules.common_stems


def _villages(
    field: Field,
    known: Sequence[KnownUnit],
    bare: Set[KnownUnit],
    fronts: Mapping[int, str],
    rules: VillageRules,
) -> Iterator[list[KnownUnit]]:
    """Yield each run of names that 、 or 和 join, where it is one of villages."""
    villages = {unit for unit in known if _ends_as_village(unit, field.text)}
    for run in _runs(field.text, sorted([*bare, *villages], key=_start)):
        following = field.text[run[-1].end : run[-1].end + _AHEAD]
        behind = run[0].start in fronts and _OFFICE.match(following)
        if len(run) >= _PAIR or rules.list_end.match(following) or behind:
            yield run


def _sightings(
    field: Field, run: Sequence[KnownUnit], bare: Set[KnownUnit], town: str | None
) -> Iterator[VillageSighting]:
    for unit in run:
        if unit in bare:
            name = field.text[unit.start : unit.end]
            yield VillageSighting(
                field.index, unit.start, unit.end, name, None, town, _PAIR, is_bare=True
            )


def _start(unit: KnownUnit) -> int:
    return unit.start


def _ends_as_village(unit: KnownUnit, text: str) -> bool:
    return text[unit.start : unit.end].endswith(_SUFFIXES)


def _runs(text: str, units: Sequence[KnownUnit]) -> Iterator[list[KnownUnit]]:
    run: list[KnownUnit] = []
    for unit in units:
        if run and not _JOINT.fullmatch(text, run[-1].end, unit.start):
            yield run
            run = []
        run.append(unit)
    if run:
        yield run
