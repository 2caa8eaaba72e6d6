"""
The gazetteer's data files. The files of a folder and the aliases of staff in, one frozen gazetteer out.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from archive.pipeline.places.division_names import (
    PSEUDO_NAMES,
    autonomous_short_names,
    city_stem,
    county_sibling_names,
    province_stem,
    split_town_name,
    town_stem,
)
from archive.pipeline.places.gazetteer import Gazetteer, NameKind, aliases_by_name, level_of
from archive.pipeline.places.incomplete import GazetteerIncomplete
from archive.pipeline.places.village_table import VillageTable
from archive.pipeline.text.script import simplify
from archive.pipeline.values import PlaceAlias, PlaceLevel

_WORN_OFF = ("新村", "街", "路")  # 汉兴街街道 is 汉兴街道 in its own reports, 斜土路街道 斜土街道
VILLAGES = "villages_2023.zip"


def load_gazetteer(folder: Path, aliases: tuple[PlaceAlias, ...] = ()) -> Gazetteer:
    """
    The gazetteer kept in `folder` (archive/data; its README names the source and date).

    `aliases` are what staff added. Raises GazetteerIncomplete if a file is missing or damaged.
    """
    tables = _Tables()
    for code, name, city, province in _rows(
        folder / "counties_2023.csv.gz", "code", "name", "city", "province"
    ):
        tables.add_county(code, name, city, province)
    for code, name in _rows(folder / "towns_2023.csv.gz", "code", "name"):
        tables.add_town(code, name)
    tables.add_upper_names()
    tables.add_folded_names()
    for code, alias in _rows(folder / "towns_aliases.csv.gz", "code", "alias"):
        tables.add_name(alias, code, NameKind.ALIAS)
    former = _rows(folder / "towns_2021_names_absent_in_2023.csv.gz", "code", "name_2021")
    for code, name in former:
        tables.add_former_town(code, name)
    villages = VillageTable(folder / VILLAGES)
    return Gazetteer(tables.names, tables.stems, tables.others, villages, aliases_by_name(aliases))


def _rows(path: Path, *columns: str) -> Iterable[list[str]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            header = next(rows)
            at = [header.index(column) for column in columns]
            return [[row[number] for number in at] for row in rows]
    except (
        OSError,
        EOFError,
        StopIteration,
        ValueError,
        IndexError,
        csv.Error,
        zlib.error,
    ) as error:
        raise GazetteerIncomplete(path.name) from error


def _shorter_stem(stem: str) -> str:
    """汉兴 for 汉兴街, 曹杨 for 曹杨新村."""
    word = next(word for word in _WORN_OFF if stem.endswith(word))
    return stem.removesuffix(word) if len(stem) > len(word) + 1 else stem


class _Tables:
    """What the files say, while they are read."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.stems: dict[str, str] = {}
        self.others: dict[str, dict[str, NameKind]] = {}

    def add_county(self, code: str, name: str, city: str, province: str) -> None:
        self.names[code[:2]] = province
        self.names[code[:4]] = city
        self.names[code] = name

    def add_town(self, code: str, name: str) -> None:
        self.names[code] = name
        # Beijing's 上庄地区 is 上庄镇 in its own reports.
        parts = split_town_name(
            name.removesuffix("地区") + "街道" if name.endswith("地区") else name
        )
        if parts is None or name.endswith("地区"):
            self.add_name(name, code, NameKind.OFFICIAL)
        if parts is not None:
            self._add_stem(parts[0], code)
            if parts[0].endswith(_WORN_OFF) and name.endswith("街道"):
                self._add_stem(_shorter_stem(parts[0]), code)
        short = name.removeprefix(self.names[code[:6]])
        if short != name and town_stem(short) is not None:  # 济源市轵城镇
            self.add_name(short, code, NameKind.ALIAS)
        for other in autonomous_short_names(name):
            self.add_name(other, code, NameKind.ALIAS)

    def _add_stem(self, stem: str, code: str) -> None:
        codes = self.stems.get(stem)
        self.stems[stem] = code if codes is None else f"{codes} {code}"

    def add_name(self, name: str, code: str, kind: NameKind) -> None:
        self.others.setdefault(name, {}).setdefault(code, kind)

    def add_former_town(self, code: str, name: str) -> None:
        """A name of 2021, for the town that kept its code, where both are towns by name."""
        now = self.names.get(code)
        if now is not None and town_stem(now) is not None and town_stem(name) is not None:
            self.add_name(name, code, NameKind.FORMER)

    def add_folded_names(self) -> None:
        """The names as a folded text writes them, where that differs: 蒙江街道 for 濛江街道."""
        folded = simplify("\n".join(self.names.values())).split("\n")
        for (code, name), plain in zip(self.names.items(), folded, strict=True):
            if plain != name and not _is_hidden(code, name):
                self.add_name(plain, code, NameKind.OFFICIAL)

    def add_upper_names(self) -> None:
        """The names of provinces, cities and counties, with their short and former forms."""
        uppers = {
            code: name
            for code, name in self.names.items()
            if level_of(code) is not PlaceLevel.TOWN and not _is_hidden(code, name)
        }
        for code, name in uppers.items():
            self.add_name(name, code, NameKind.OFFICIAL)
            for other in autonomous_short_names(name):
                self.add_name(other, code, NameKind.ALIAS)
            match level_of(code):
                case PlaceLevel.PROVINCE:
                    self.add_name(province_stem(name), code, NameKind.STEM)
                case PlaceLevel.CITY:
                    self.add_name(city_stem(name), code, NameKind.STEM)
                case _:
                    pass
        self._add_former_counties(uppers)

    def _add_former_counties(self, uppers: Mapping[str, str]) -> None:
        """龙南县 for 龙南市: the other words for a county's rank, where no division bears that name."""
        official = frozenset(self.others)
        for code, name in uppers.items():
            if level_of(code) is PlaceLevel.COUNTY:
                for former in county_sibling_names(name):
                    if former not in official:
                        self.add_name(former, code, NameKind.FORMER)


def _is_hidden(code: str, name: str) -> bool:
    """Whether a division has no name of its own: 市辖区, or 441900 that repeats 东莞市, the city it fills."""
    return name in PSEUDO_NAMES or (level_of(code) is PlaceLevel.COUNTY and code.endswith("00"))
