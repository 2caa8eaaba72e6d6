"""
Which of several towns of one name is meant, told by the villages printed with it.

Sightings of a name nothing else decides, the fields and the gazetteer in; a code or None out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.pipeline.places.division_names import village_stem
from archive.pipeline.places.fields import Field
from archive.pipeline.places.gazetteer import Gazetteer, NameKind
from archive.pipeline.places.matching import Sighting
from archive.pipeline.places.rules import PlaceRules

_MOST_CANDIDATES = 24  # each may have another county's table read
_MOST_FIELDS = 60
_VILLAGE = re.compile("([\u4e00-\u9fff]{2,6})(?:社区|嘎查|村)")
_LENGTHS = (2, 3, 4)
_ENOUGH = 2  # a village right behind the town counts two, one elsewhere counts one


def town_by_villages(
    sightings: Sequence[Sighting], fields: Sequence[Field], gazetteer: Gazetteer, rules: PlaceRules
) -> str | None:
    """The only candidate that has villages the article names; None where that is too little to tell."""
    namings = [n for n in sightings[0].namings if n.kind < NameKind.STEM]
    if not 1 < len(namings) <= _MOST_CANDIDATES:
        return None
    behind = {stem for sighting in sightings for stem in _behind(sighting, fields)}
    anywhere = {stem for field in fields[:_MOST_FIELDS] for stem in _anywhere(field, rules)}
    scores = {}
    for naming in namings:
        stems = {village_stem(village.name) for village in gazetteer.villages_of(naming.code)}
        scores[naming.code] = len(stems & anywhere) + len(stems & behind)
    best = max(scores, key=lambda code: scores[code])
    others = sum(scores.values()) - scores[best]
    return best if scores[best] >= _ENOUGH and others == 0 else None


def _behind(sighting: Sighting, fields: Sequence[Field]) -> list[str]:
    """The village right behind the town, as whole as it is printed."""
    found = _VILLAGE.match(fields[sighting.field].text, sighting.end)
    return [village_stem(found[0])] if found else []


def _anywhere(field: Field, rules: PlaceRules) -> set[str]:
    """What may be the stem of a village before each 村 and 社区 of a field."""
    stems = {
        found[1][-length:]
        for found in _VILLAGE.finditer(field.text)
        for length in _LENGTHS
        if len(found[1]) >= length
    }
    return stems - rules.bare_common - rules.common_stems
