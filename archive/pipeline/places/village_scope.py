"""
Which village a name means. The towns and counties an article names in, codes of 12 digits out.

Tables are asked only inside a town or county whose code is known: half of China's villages share a name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from archive.pipeline.places.division_names import village_stem
from archive.pipeline.places.gazetteer import COUNTY_DIGITS, TOWN_DIGITS, Gazetteer
from archive.pipeline.places.village_table import Village

_MOST_COUNTIES = 12  # an article that names more is a survey of a province: no county is meant
_MOST_TOWNS = 60  # likewise
_MOST_TABLES = 40  # counties whose tables are opened for one article
_LOOK_BACK = 8  # places named before a village that are asked, nearest first


@dataclass(frozen=True, slots=True, order=True)
class KnownUnit:
    """A place named in a field: `code` is None where the page does not decide."""

    field: int
    start: int
    end: int
    code: str | None

    @property
    def is_town(self) -> bool:
        """Whether it is a town with a code."""
        return self.code is not None and len(self.code) == TOWN_DIGITS


@dataclass(frozen=True, slots=True)
class VillageSighting:
    """
    A village at one place of one field.

    `code` is None where no table has the name. `town` is the code of the town or county it was said to
    lie in. `weight` tells how sure the name is one at all: 2 by itself, 1 if it comes again.
    """

    field: int
    start: int
    end: int
    name: str
    code: str | None
    town: str | None
    weight: int
    is_bare: bool = False
    is_behind: bool = False  # its town or county is printed right before it


class VillageScope:
    """The villages of the towns and counties of one article."""

    def __init__(
        self, known: Sequence[KnownUnit], gazetteer: Gazetteer, home: str | None = None
    ) -> None:
        """`home` is the county (6 digits) to ask where `known` holds no town and no county."""
        self._known = [unit for unit in known if unit.code and len(unit.code) >= COUNTY_DIGITS]
        codes = dict.fromkeys(unit.code for unit in self._known if unit.code)
        towns = tuple(code for code in codes if len(code) == TOWN_DIGITS)
        self._towns = towns if len(towns) <= _MOST_TOWNS else ()
        counties = dict.fromkeys(code[:COUNTY_DIGITS] for code in codes)
        if home is not None and not counties:
            counties = {home: None}
        self._open = frozenset(list(counties)[:_MOST_TABLES])
        self._counties = tuple(counties) if len(counties) <= _MOST_COUNTIES else ()
        self._gazetteer = gazetteer

    def has(self, name: str) -> bool:
        """Whether a town or county of the article has a village of this name."""
        return village_stem(name) in self._stems

    def has_in_towns(self, name: str) -> bool:
        """Whether a town of the article has a village of this name."""
        return village_stem(name) in self.town_stems

    @property
    def is_told(self) -> bool:
        """Whether there are tables to ask: a name of a village here should stand in one."""
        return bool(self._stems)

    def within(self, above: str | None, name: str) -> str | None:
        """The code of the only village of this name in a town or county."""
        if above is None or above[:COUNTY_DIGITS] not in self._open:
            return None
        return _only(self._gazetteer.village_named(above, name))

    @cached_property
    def town_stems(self) -> frozenset[str]:
        """The villages of the article's towns, without the word for what they are."""
        return frozenset(
            village_stem(village.name)
            for town in self._towns
            for village in self._gazetteer.villages_of(town)
        )

    @cached_property
    def _stems(self) -> frozenset[str]:
        counties = (self._gazetteer.village_stems(county) for county in self._counties)
        return self.town_stems.union(*counties)

    def settle(self, sightings: Iterable[VillageSighting]) -> Iterator[VillageSighting]:
        """Give every sighting its code and town; `sightings` come in reading order."""
        met: dict[str, VillageSighting] = {}
        for sighting in sightings:
            stem = village_stem(sighting.name)
            settled = self._settled(sighting, met.get(stem))
            met[stem] = settled
            yield settled

    def _settled(
        self, sighting: VillageSighting, before: VillageSighting | None
    ) -> VillageSighting:
        if sighting.town is not None:
            code = sighting.code or self.within(sighting.town, sighting.name)
            return replace(sighting, code=code, is_behind=True)
        if before is not None:
            return replace(sighting, code=before.code, town=before.town)
        return replace(sighting, code=self._nearest(sighting))

    def _nearest(self, sighting: VillageSighting) -> str | None:
        """The village of this name in the town named last before, or the only one of the article's places."""
        at = bisect_left(self._known, (sighting.field, sighting.start), key=_position)
        for unit in reversed(self._known[max(0, at - _LOOK_BACK) : at]):
            if unit.code and len(unit.code) == TOWN_DIGITS:
                code = self.within(unit.code, sighting.name)
                if code is not None:
                    return code
        return self._only_in(self._towns, sighting.name) or self._only_in(
            self._counties, sighting.name
        )

    def _only_in(self, codes: Iterable[str], name: str) -> str | None:
        return _only([v for code in codes for v in self._gazetteer.village_named(code, name)])


def _position(unit: KnownUnit) -> tuple[int, int]:
    return unit.field, unit.start


def _only(villages: Sequence[Village]) -> str | None:
    return villages[0].code if len(villages) == 1 else None
