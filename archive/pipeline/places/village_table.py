"""
The villages and communities of China, read county by county. An archive file and codes in, villages out.

The archive is a zip with one CSV for each county, so that one county is read without the others.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from archive.pipeline.places.division_names import village_stem

_COUNTIES_KEPT = 48  # a county takes about 100 kB; the pages of one paper speak of a few
_COUNTY_DIGITS, _TOWN_DIGITS = 6, 9


class VillageTableDamaged(Exception):
    """The archive file of the villages is missing or cannot be read."""


@dataclass(frozen=True, slots=True)
class Village:
    """A village or community: `code` has 12 digits, `name` ends in 村, 社区 or what else it is called."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class _County:
    towns: Mapping[str, tuple[Village, ...]]
    stems: Mapping[str, tuple[Village, ...]]


_NONE = _County({}, {})


class VillageTable:
    """The villages kept in one zip file; a bounded number of counties stays in memory."""

    def __init__(self, path: Path) -> None:
        """Raises VillageTableDamaged if there is no such zip file. Nothing is read yet."""
        if not zipfile.is_zipfile(path):
            raise VillageTableDamaged(path.name)
        self._path = path
        self._county = lru_cache(maxsize=_COUNTIES_KEPT)(self._read)

    def of_town(self, town: str) -> tuple[Village, ...]:
        """The villages of the town with this code of 9 digits, in the order of their codes."""
        return self._county(town[:_COUNTY_DIGITS]).towns.get(town, ())

    def named(self, above: str, name: str) -> tuple[Village, ...]:
        """
        The villages called `name` in the county or town with the code `above`.

        A printed name may lack its 村 or have another word for it (吴湾社区 for 吴湾村): where a village
        has exactly this name, only such are given.
        """
        same = self._county(above[:_COUNTY_DIGITS]).stems.get(village_stem(name), ())
        inside = tuple(village for village in same if village.code.startswith(above))
        return tuple(village for village in inside if village.name == name) or inside

    def _read(self, county: str) -> _County:
        try:
            lines = self._archive.read(f"{county}.csv").decode("utf-8").splitlines()[1:]
        except KeyError:
            return _NONE
        except (OSError, zipfile.BadZipFile, zlib.error, UnicodeDecodeError) as error:
            raise VillageTableDamaged(self._path.name) from error
        towns: dict[str, list[Village]] = {}
        stems: dict[str, tuple[Village, ...]] = {}
        for line in lines:
            code, _, name = line.partition(",")
            village = Village(county + code, name)
            towns.setdefault(village.code[:_TOWN_DIGITS], []).append(village)
            stem = village_stem(name)
            stems[stem] = (*stems.get(stem, ()), village)
        return _County({town: tuple(villages) for town, villages in towns.items()}, stems)

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        # From memory (5 MB), for a process that forks shares the position in an open file.
        try:
            return zipfile.ZipFile(io.BytesIO(self._path.read_bytes()))
        except (OSError, zipfile.BadZipFile) as error:
            raise VillageTableDamaged(self._path.name) from error
