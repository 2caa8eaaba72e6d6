"""
Towns no table has: younger than the gazetteer, older, or written otherwise. Fields and known places in,
mentions out.

A county or city printed right before the name makes it one: 定陶区某某镇. So do three clauses that it opens, one
of them with an organ of a town: 某某镇党委. Its other mentions follow.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from archive.pipeline.places.fields import MOST_NAMES, Field
from archive.pipeline.places.gazetteer import CITY_DIGITS, COUNTY_DIGITS
from archive.pipeline.places.rules import PlaceRules
from archive.pipeline.places.village_scope import KnownUnit

_NAME = re.compile(
    "([\u4e00-\u9fff]{2,4}?|[\u4e00-\u9fff]{2,6}?族)(?:街道|镇|(?<!城)乡)(?:办事处)?(?![村镇域区土民亲情音愁贤化长级])"
)
_TOWN_WORDS = ("镇", "乡", "街道")  # one of them ends every name
_OFTEN = 3  # clauses a name must open
_COUNTY_WORDS = frozenset("县区市旗")


@dataclass(frozen=True, slots=True)
class UnlistedTown:
    """A mention of a town no table has; `above` is the code of the county or city it lies in, or empty."""

    field: int
    start: int
    end: int
    name: str
    above: str


def find_unlisted_towns(
    fields: Sequence[Field], known: Sequence[KnownUnit], rules: PlaceRules
) -> Iterator[UnlistedTown]:
    """Yield the mentions of towns no table has, in reading order; `known` are the places found before."""
    named = {**_often(fields, known, rules), **dict(_first_namings(fields, known, rules))}
    if not named:
        return
    names = tuple(named)
    automaton = ahocorasick_rs.AhoCorasick(
        names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    for field in fields:
        for number, start, end in automaton.find_matches_as_indexes(field.text)[:MOST_NAMES]:
            if _is_free(start, end, field.index, known):
                name = names[number]
                yield UnlistedTown(field.index, start, end, name, named[name])


def _first_namings(
    fields: Sequence[Field], known: Sequence[KnownUnit], rules: PlaceRules
) -> Iterator[tuple[str, str]]:
    """Yield each name right behind a county or city, and the code of that."""
    for unit in known:
        text = fields[unit.field].text
        if unit.code is None or len(unit.code) > COUNTY_DIGITS:
            continue
        full = text[unit.end - 1] in _COUNTY_WORDS or len(unit.code) == CITY_DIGITS
        found = _NAME.match(text, unit.end) if full else None
        if found is None or not _is_free(found.start(), found.end(), unit.field, known):
            continue
        if _is_name(found[1], rules):
            yield found[0].removesuffix("办事处"), unit.code


def _often(
    fields: Sequence[Field], known: Sequence[KnownUnit], rules: PlaceRules
) -> dict[str, str]:
    """The names that open clauses as a town does, and the code of the article's only county, or nothing."""
    opened: Counter[str] = Counter()
    acting: set[str] = set()
    for field in fields:
        starts = (0, *field.clauses) if any(word in field.text for word in _TOWN_WORDS) else ()
        for start in starts[:MOST_NAMES]:
            found = _NAME.match(field.text, start)
            if found is None or not _is_name(found[1], rules):
                continue
            if _is_free(start, found.end(), field.index, known):
                name = found[0].removesuffix("办事处")
                opened[name] += _OFTEN - 1 if name.endswith("族乡") else 1
                if rules.town_organ.match(field.text, found.end()):
                    acting.add(name)
    counties = {
        unit.code[:COUNTY_DIGITS] for unit in known if unit.code and len(unit.code) >= COUNTY_DIGITS
    }
    above = counties.pop() if len(counties) == 1 else ""
    return {name: above for name in acting if opened[name] >= _OFTEN}


def _is_name(stem: str, rules: PlaceRules) -> bool:
    return not rules.not_unlisted.search(stem) and stem not in rules.common_stems


def _is_free(start: int, end: int, field: int, known: Sequence[KnownUnit]) -> bool:
    at = bisect_left(known, (field, end), key=lambda unit: (unit.field, unit.start))
    return at == 0 or known[at - 1].field != field or known[at - 1].end <= start
