"""
Which province, city or county a name means, and which of them a page speaks of. Sightings in, codes out.

28 county names are shared (鼓楼区, 朝阳区); what else the article names decides between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.pipeline.places.division_names import PSEUDO_NAMES, city_stem, county_stem
from archive.pipeline.places.gazetteer import CITY_DIGITS, CODE_LENGTHS, Gazetteer
from archive.pipeline.places.matching import Sighting

_NEAREST_FIRST = (
    6,
    4,
    2,
)  # digits shared with another place of the article: county, city, province


def settle_uppers(uppers: Sequence[Sighting], towns: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """The sightings with every name narrowed to what fits the other places of the article."""
    if all(len(upper.namings) == 1 for upper in uppers):
        return tuple(uppers)
    sure = {upper.namings[0].code for upper in uppers if len(upper.namings) == 1}
    for town in towns:
        held = [n.code for n in town.namings if not town.within or n.code.startswith(town.within)]
        if len(held) == 1:  # of all the districts called 普陀区 only one holds a 长征镇
            sure.add(held[0])
    related = frozenset(code[:length] for code in sure for length in CODE_LENGTHS)
    return tuple(_settle(upper, related) for upper in uppers)


def _settle(upper: Sighting, related: frozenset[str]) -> Sighting:
    if len(upper.namings) == 1:
        return upper
    if upper.is_short:  # 吉林 alone is the province
        shortest = min(len(naming.code) for naming in upper.namings)
        return replace(upper, namings=tuple(n for n in upper.namings if len(n.code) == shortest))
    namings = upper.namings
    for length in _NEAREST_FIRST:
        fitting = tuple(naming for naming in namings if naming.code[:length] in related)
        namings = fitting or namings
    return replace(upper, namings=namings) if len(namings) == 1 else upper


def publication_codes(
    name: str, towns: Iterable[Sighting], gazetteer: Gazetteer
) -> tuple[str, ...]:
    """The cities and counties of the candidates that the publication bears in its name (中牟时报)."""
    named = {town.name: town.namings for town in towns}
    codes = {naming.code for namings in named.values() for naming in namings}
    counties = {code[:6] for code in codes if _bears(name, code[:6], gazetteer)}
    cities = {code[:4] for code in codes if _bears(name, code[:4], gazetteer)}
    return tuple(sorted(counties | cities))


def _bears(publication: str, code: str, gazetteer: Gazetteer) -> bool:
    name = gazetteer.names.get(code)
    if name is None or name in PSEUDO_NAMES:
        return False
    stem = city_stem(name) if len(code) == CITY_DIGITS else county_stem(name)
    return len(stem) > 1 and stem in publication
