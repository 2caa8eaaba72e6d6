"""
China's divisions by code and by name. Tables of codes and names in, divisions, namings and hits out.

Codes nest by prefix: province 2 digits (41), city 4 (4101), county 6 (410122), town 9 (410122103),
village 12. Villages are read county by county, only where a county or town of theirs is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import ahocorasick_rs

from archive.pipeline.places.division_names import (
    PSEUDO_NAMES,
    TOWN_WORD,
    county_stem,
    plain_town_name,
    split_town_name,
)
from archive.pipeline.places.village_table import Village, VillageTable
from archive.pipeline.values import PlaceAlias, PlaceLevel

CODE_LENGTHS = {
    2: PlaceLevel.PROVINCE,
    4: PlaceLevel.CITY,
    6: PlaceLevel.COUNTY,
    9: PlaceLevel.TOWN,
    12: PlaceLevel.VILLAGE,
}
_PARENT_DIGITS = {2: 0, 4: 2, 6: 4, 9: 6, 12: 9}
CITY_DIGITS, COUNTY_DIGITS, TOWN_DIGITS = 4, 6, 9
_SHORTEST_SIBLING = 2  # characters of a stem that may have stood before another level's word


def level_of(code: str) -> PlaceLevel:
    """The level a code stands for, told by its length."""
    return CODE_LENGTHS[len(code)]


@dataclass(frozen=True, slots=True)
class Division:
    """
    One administrative division, with the names of those it lies in.

    `county`, `city` and `province` are its own name at its own level, None above or below where there is
    none to show: towns of 济源市 have no city, districts of 北京市 neither.
    """

    code: str
    name: str
    level: PlaceLevel
    parent_code: str | None
    county: str | None
    city: str | None
    province: str | None

    @property
    def is_pseudo(self) -> bool:
        """Whether it exists only in the statistical codes (市辖区): part of the tree, never shown."""
        return self.name in PSEUDO_NAMES


class NameKind(IntEnum):
    """How a name belongs to a division, the surest first."""

    OFFICIAL = 0
    ALIAS = 1  # 文明乡 for 文明瑶族乡
    FORMER = 2  # in the codes of 2021, gone in 2023
    STEM = 3  # 大同 for 大同市
    SIBLING = 4  # 褚河镇 for 褚河街道: only where the page names the county


@dataclass(frozen=True, slots=True)
class Naming:
    """A name's tie to one division."""

    code: str
    kind: NameKind

    @property
    def level(self) -> PlaceLevel:
        """The level of the division."""
        return level_of(self.code)


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name found in a text: characters, end excluded."""

    start: int
    end: int
    name: str


Namings = tuple[Naming, ...]


@dataclass(frozen=True, eq=False)  # no slots: the automaton is kept on the value once it is built
class Gazetteer:
    """
    Divisions by code, and every name that may stand for one.

    `names` holds the official name of each code down to the towns. `towns_by_stem` holds the codes of
    the towns with a stem, separated by spaces. `other_names` holds every name that is no stem followed
    by a town's word. `aliases` are what staff added, by name.
    """

    names: Mapping[str, str]
    towns_by_stem: Mapping[str, str]
    other_names: Mapping[str, Mapping[str, NameKind]]
    villages: VillageTable
    aliases: Mapping[str, tuple[PlaceAlias, ...]]

    def division(self, code: str) -> Division | None:
        """The province, city, county or town with this code."""
        name = self.names.get(code)
        if name is None:
            return None
        city = self.names[code[:CITY_DIGITS]] if len(code) >= CITY_DIGITS else None
        return Division(
            code=code,
            name=name,
            level=level_of(code),
            parent_code=code[: _PARENT_DIGITS[len(code)]] or None,
            county=self.names[code[:COUNTY_DIGITS]] if len(code) >= COUNTY_DIGITS else None,
            city=None if city in PSEUDO_NAMES else city,
            province=self.names[code[:2]],
        )

    def divisions(self) -> Iterator[Division]:
        """Every province, city, county and town, parents before children, pseudo divisions included."""
        for code in sorted(self.names, key=lambda code: (len(code), code)):
            division = self.division(code)
            if division is not None:
                yield division

    def villages_of(self, above: str) -> tuple[Village, ...]:
        """The villages and communities of the town (9 digits) or county (6 digits) with this code."""
        return self.villages.inside(above)

    def village_stems(self, county: str) -> Collection[str]:
        """The names of the villages of a county (6 digits) without 村, 社区 and the like."""
        return self.villages.stems(county)

    def village_named(self, above: str, name: str) -> tuple[Village, ...]:
        """The villages that a Simplified name, with or without 村, may mean in a county or town."""
        return self.villages.named(above, name)

    def namings(self, name: str, printed: str | None = None) -> Namings:
        """What a Simplified name may stand for, the surest first."""
        return (*self.uppers_named(name, printed), *self.towns_named(name, printed))

    def towns_named(self, name: str, printed: str | None = None) -> Namings:
        """
        The townships a Simplified name may stand for, the surest first.

        `printed` is the date of the article (ISO 8601, day, month or year): aliases count only in their time.
        """
        return self._named(name, printed)[1]

    def uppers_named(self, name: str, printed: str | None = None) -> Namings:
        """The provinces, cities and counties a Simplified name may stand for, the surest first."""
        return self._named(name, printed)[0]

    def counties_with_stem(self, stem: str) -> tuple[str, ...]:
        """The codes of the counties with this stem: 中牟 of 中牟县."""
        return self._county_stems.get(stem, ())

    def scan(self, text: str) -> Iterator[NameHit]:
        """Yield the names in a Simplified text, left to right, without overlap, the longest first."""
        end = 0
        for start, below in sorted((*self._scan_towns(text), *self._scan_others(text))):
            if start >= end:
                end = -below
                yield NameHit(start, end, text[start:end])

    def _named(self, name: str, printed: str | None) -> tuple[Namings, Namings]:
        known = self._asked.get(name)
        if known is None:
            kinds = {**self._town_kinds(name), **self.other_names.get(name, {})}
            known = self._asked[name] = _split(kinds)
        valid = [a.code for a in self.aliases.get(name, ()) if is_valid(a, printed)]
        if not valid:
            return known
        kinds = {naming.code: naming.kind for part in known for naming in part}
        return _split({**dict.fromkeys(valid, NameKind.ALIAS), **kinds})

    def _town_kinds(self, name: str) -> dict[str, NameKind]:
        parts = split_town_name(name)
        codes = self.towns_by_stem.get(parts[0], "") if parts else ""
        plain = plain_town_name(name)
        kinds = {}
        for code in codes.split():
            if plain_town_name(self.names[code]) == plain:
                kinds[code] = NameKind.OFFICIAL
            elif parts and len(parts[0]) >= _SHORTEST_SIBLING and not name.endswith("办事处"):
                kinds[code] = NameKind.SIBLING
        return kinds

    def _scan_towns(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and negated end of each stem before a town's word: the longest sorts first."""
        lengths, stems = self._stem_lengths, self.towns_by_stem
        for word in TOWN_WORD.finditer(text):
            at = word.start()
            for length in lengths.get(text[at - 1 : at], ()):
                if at >= length and text[at - length : at] in stems:
                    yield at - length, -word.end()

    def _scan_others(self, text: str) -> Iterator[tuple[int, int]]:
        for _, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield start, -end

    @cached_property
    def _asked(self) -> dict[str, tuple[Namings, Namings]]:
        return {}  # filled name by name: most names are never asked for

    @cached_property
    def _stem_lengths(self) -> dict[str, tuple[int, ...]]:
        """How long the stems are that end in a character."""
        lengths: dict[str, set[int]] = {}
        for stem in self.towns_by_stem:
            lengths.setdefault(stem[-1], set()).add(len(stem))
        return {last: tuple(sorted(found)) for last, found in lengths.items()}

    @cached_property
    def _county_stems(self) -> dict[str, tuple[str, ...]]:
        stems: dict[str, tuple[str, ...]] = {}
        for code, name in self.names.items():
            if level_of(code) is PlaceLevel.COUNTY and len(stem := county_stem(name)) > 1:
                stems[stem] = (*stems.get(stem, ()), code)
        return stems

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick({*self.other_names, *self.aliases})


def _split(kinds: Mapping[str, NameKind]) -> tuple[Namings, Namings]:
    """Provinces, cities and counties apart from towns, each the surest first."""
    ordered = [Naming(code, kind) for kind, code in sorted((k, code) for code, k in kinds.items())]
    return (
        tuple(naming for naming in ordered if naming.level is not PlaceLevel.TOWN),
        tuple(naming for naming in ordered if naming.level is PlaceLevel.TOWN),
    )


def is_valid(alias: PlaceAlias, printed: str | None) -> bool:
    """Whether an alias counts for an article printed on a day, or in a month or year, or undated."""
    if printed is None:
        return True
    first, last = alias.valid_from or "", alias.valid_to or "9999"
    digits = len(printed)
    return first[:digits] <= printed and printed[: len(last)] <= last[:digits]


def aliases_by_name(aliases: Iterable[PlaceAlias]) -> dict[str, tuple[PlaceAlias, ...]]:
    """What staff added, by name."""
    named: dict[str, tuple[PlaceAlias, ...]] = {}
    for alias in aliases:
        named[alias.name] = (*named.get(alias.name, ()), alias)
    return named
