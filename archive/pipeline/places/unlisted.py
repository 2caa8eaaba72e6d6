"""
Towns no table has: younger than the gazetteer, older, or written otherwise. Fields and known places in,
mentions out.

Only a county or city printed right before the name makes it one: 定陶区某某镇. Its other mentions follow.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.pipeline.places.fields import Field
from archive.pipeline.places.gazetteer import COUNTY_DIGITS
from archive.pipeline.places.rules import PlaceRules
from archive.pipeline.places.village_scope import KnownUnit

_NAME = re.compile("([\u4e00-\u9fff]{2,4}?)(?:街道|镇|乡)(?:办事处)?(?![村镇域区土民])")
_COUNTY_WORDS = frozenset("县区市旗")


@dataclass(frozen=True, slots=True)
class UnlistedTown:
    """A mention of a town no table has; `above` is the county or city printed before its first mention."""

    field: int
    start: int
    end: int
    name: str
    above: str


def find_unlisted_towns(
    fields: Sequence[Field], known: Sequence[KnownUnit], rules: PlaceRules
) -> Iterator[UnlistedTown]:
    """Yield the mentions of towns no table has, in reading order; `known` are the places found before."""
    named = dict(_first_namings(fields, known, rules))
    if not named:
        return
    pattern = re.compile("|".join(re.escape(name) for name in named))
    for field in fields:
        for found in pattern.finditer(field.text):
            start, end = found.span()
            if _is_free(start, end, field.index, known):
                yield UnlistedTown(field.index, start, end, found[0], named[found[0]])


def _first_namings(
    fields: Sequence[Field], known: Sequence[KnownUnit], rules: PlaceRules
) -> Iterator[tuple[str, str]]:
    """Yield each name right behind a county or city, and the code of that."""
    for unit in known:
        text = fields[unit.field].text
        if unit.code is None or len(unit.code) > COUNTY_DIGITS:
            continue
        found = _NAME.match(text, unit.end) if text[unit.end - 1] in _COUNTY_WORDS else None
        if found is None or not _is_free(found.start(), found.end(), unit.field, known):
            continue
        if not rules.not_unlisted.search(found[1]) and found[1] not in rules.common_stems:
            yield found[0].removesuffix("办事处"), unit.code


def _is_free(start: int, end: int, field: int, known: Sequence[KnownUnit]) -> bool:
    at = bisect_left(known, (field, end), key=lambda unit: (unit.field, unit.start))
    return at == 0 or known[at - 1].field != field or known[at - 1].end <= start
