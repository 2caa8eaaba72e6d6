"""
China's divisions by code and by name. The CSV files of a folder in, one frozen gazetteer out.

Codes nest by prefix: province 2 digits (41), city 4 (4101), county 6 (410122), town 9 (410122103).
Villages are not loaded; their codes have 12 digits and would nest the same way.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from pathlib import Path

import ahocorasick_rs

from archive.pipeline.places.division_names import (
    PSEUDO_NAMES,
    autonomous_short_names,
    city_stem,
    county_sibling_names,
    county_stem,
    province_stem,
    sibling_names,
    town_stem,
)
from archive.pipeline.values import PlaceLevel

CODE_LENGTHS = {
    2: PlaceLevel.PROVINCE,
    4: PlaceLevel.CITY,
    6: PlaceLevel.COUNTY,
    9: PlaceLevel.TOWN,
    12: PlaceLevel.VILLAGE,
}


_DAMAGED = (
    "行政区划数据文件 {} 缺失或损坏，无法读取地名。请从项目仓库恢复 archive/data 目录后重试。"
)


def level_of(code: str) -> PlaceLevel:
    """The level a code stands for, told by its length."""
    return CODE_LENGTHS[len(code)]


class GazetteerIncomplete(Exception):
    """A data file of the gazetteer is missing or cannot be read."""


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


@dataclass(frozen=True, eq=False)  # no slots: the automaton is kept on the value once it is built
class Gazetteer:
    """Divisions by code, and every name that may stand for one."""

    by_code: Mapping[str, Division]
    by_name: Mapping[str, Mapping[str, NameKind]]  # name, code, and how the two belong together

    def division(self, code: str) -> Division | None:
        """The division with this code."""
        return self.by_code.get(code)

    def namings(self, name: str) -> tuple[Naming, ...]:
        """What a Simplified name may stand for, the surest first."""
        return (*self.uppers_named(name), *self.towns_named(name))

    def towns_named(self, name: str) -> tuple[Naming, ...]:
        """The townships a Simplified name may stand for, the surest first."""
        return self._named(name)[1]

    def uppers_named(self, name: str) -> tuple[Naming, ...]:
        """The provinces, cities and counties a Simplified name may stand for, the surest first."""
        return self._named(name)[0]

    def counties_with_stem(self, stem: str) -> tuple[str, ...]:
        """The codes of the counties with this stem: 中牟 of 中牟县."""
        return self._county_stems.get(stem, ())

    def _named(self, name: str) -> tuple[tuple[Naming, ...], tuple[Naming, ...]]:
        known = self._asked.get(name)
        if known is None:
            kinds = self.by_name.get(name, {})
            ordered = sorted((kind, code) for code, kind in kinds.items())
            namings = [Naming(code, kind) for kind, code in ordered]
            towns = tuple(naming for naming in namings if naming.level is PlaceLevel.TOWN)
            uppers = tuple(naming for naming in namings if naming.level is not PlaceLevel.TOWN)
            known = self._asked[name] = (uppers, towns)
        return known

    def divisions(self) -> Iterator[Division]:
        """Every province, city, county and town, parents before children, pseudo divisions included."""
        yield from sorted(
            self.by_code.values(), key=lambda division: (len(division.code), division.code)
        )

    def scan(self, text: str) -> Iterator[NameHit]:
        """Yield the names in a Simplified text, left to right, without overlap, the longest first."""
        names, automaton = self._automaton
        for index, start, end in automaton.find_matches_as_indexes(text):
            yield NameHit(start, end, names[index])

    @cached_property
    def _asked(self) -> dict[str, tuple[tuple[Naming, ...], tuple[Naming, ...]]]:
        return {}  # filled name by name: most names are never asked for

    @cached_property
    def _county_stems(self) -> dict[str, tuple[str, ...]]:
        stems: dict[str, tuple[str, ...]] = {}
        for division in self.by_code.values():
            if division.level is PlaceLevel.COUNTY and len(stem := county_stem(division.name)) > 1:
                stems[stem] = (*stems.get(stem, ()), division.code)
        return stems

    @cached_property
    def _automaton(self) -> tuple[tuple[str, ...], ahocorasick_rs.AhoCorasick]:
        names = tuple(self.by_name)
        return names, ahocorasick_rs.AhoCorasick(
            names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )


def load_gazetteer(folder: Path) -> Gazetteer:
    """
    The gazetteer kept in `folder` (archive/data; its README names the source and date).

    Raises GazetteerIncomplete if a file is missing or damaged.
    """
    by_code: dict[str, Division] = {}
    _add_upper(by_code, _rows(folder / "counties_2023.csv.gz", "code", "name", "city", "province"))
    _add_towns(by_code, _rows(folder / "towns_2023.csv.gz", "code", "name"))
    names = _Names()
    for division in by_code.values():
        names.add_division(division)
    for row in _rows(folder / "towns_aliases.csv.gz", "code", "alias"):
        names.add(row["alias"], row["code"], NameKind.ALIAS)
    for row in _rows(folder / "towns_2021_names_absent_in_2023.csv.gz", "code", "name_2021"):
        code = _successor(row["code"], row["name_2021"], by_code)
        if code is not None:
            names.add(row["name_2021"], code, NameKind.FORMER)
    names.add_former_counties(by_code.values())
    return Gazetteer(by_code, names.kinds)


def _rows(path: Path, *columns: str) -> list[dict[str, str]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            table = csv.DictReader(lines)
            rows = list(table)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, zlib.error) as error:
        raise GazetteerIncomplete(_DAMAGED.format(path.name)) from error
    if set(columns) - set(table.fieldnames or ()):
        raise GazetteerIncomplete(_DAMAGED.format(path.name))
    return rows


def _add_upper(by_code: dict[str, Division], rows: Iterable[Mapping[str, str]]) -> None:
    for row in rows:
        code, county, city, province = row["code"], row["name"], row["city"], row["province"]
        shown = None if city in PSEUDO_NAMES else city
        by_code.setdefault(
            code[:2],
            Division(code[:2], province, PlaceLevel.PROVINCE, None, None, None, province),
        )
        by_code.setdefault(
            code[:4],
            Division(code[:4], city, PlaceLevel.CITY, code[:2], None, shown, province),
        )
        by_code[code] = Division(code, county, PlaceLevel.COUNTY, code[:4], county, shown, province)


def _add_towns(by_code: dict[str, Division], rows: Iterable[Mapping[str, str]]) -> None:
    for row in rows:
        code = row["code"]
        above = by_code[code[:6]]
        by_code[code] = Division(
            code, row["name"], PlaceLevel.TOWN, code[:6], above.county, above.city, above.province
        )


def _successor(code: str, name: str, by_code: Mapping[str, Division]) -> str | None:
    """The town of today that a name of 2021 stands for: the one that kept its code, if its stem agrees."""
    stem, now = town_stem(name), by_code.get(code)
    if stem is None or now is None:
        return None
    return code if town_stem(now.name) is not None else None


class _Names:
    """Collects what each name may stand for while the files are read."""

    def __init__(self) -> None:
        self.kinds: dict[str, dict[str, NameKind]] = {}  # by name, then code

    def add(self, name: str, code: str, kind: NameKind) -> None:
        self.kinds.setdefault(name, {}).setdefault(code, kind)

    def add_division(self, division: Division) -> None:
        # 441900 repeats 东莞市, the city it fills: the name is the city's.
        if division.is_pseudo or (
            division.level is PlaceLevel.COUNTY and division.code.endswith("00")
        ):
            return
        self.add(division.name, division.code, NameKind.OFFICIAL)
        match division.level:
            case PlaceLevel.PROVINCE:
                self.add(province_stem(division.name), division.code, NameKind.STEM)
            case PlaceLevel.CITY:
                self.add(city_stem(division.name), division.code, NameKind.STEM)
            case PlaceLevel.TOWN:
                self._add_town_forms(division)
            case _:
                pass
        for short in autonomous_short_names(division.name):
            self.add(short, division.code, NameKind.ALIAS)

    def _add_town_forms(self, division: Division) -> None:
        short = division.name.removeprefix(division.county or "")
        if short != division.name and town_stem(short) is not None:  # 济源市轵城镇
            self.add(short, division.code, NameKind.ALIAS)
        if division.name.endswith("街道"):
            self.add(division.name + "办事处", division.code, NameKind.OFFICIAL)
            self.add(division.name + "办", division.code, NameKind.OFFICIAL)
        # Beijing's 上庄地区 is 上庄镇 in its own reports.
        for name in sibling_names(division.name.replace("地区", "街道")):
            self.add(name, division.code, NameKind.SIBLING)
            if name.endswith("街道"):
                self.add(name + "办事处", division.code, NameKind.SIBLING)

    def add_former_counties(self, divisions: Iterable[Division]) -> None:
        """龙南县 for 龙南市: the other words for a county's rank, where no division bears that name."""
        official = frozenset(self.kinds)
        for division in divisions:
            if division.level is PlaceLevel.COUNTY:
                for name in county_sibling_names(division.name):
                    if name not in official:
                        self.add(name, division.code, NameKind.FORMER)
