"""
The villages and communities of China, read county by county. An archive file and codes in, villages out.

The archive is a zip with one CSV for each county, so that one county is read without the others.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from archive.pipeline.places.division_names import village_stem
from archive.pipeline.places.incomplete import GazetteerIncomplete
from archive.pipeline.text.script import simplify

_COUNTIES_KEPT = 48  # a county takes about 100 kB; the pages of one paper speak of a few
_COUNTY_DIGITS = 6
_NAME_AT = 7  # characters of a line before the name: six digits and a comma
_BEHIND_ALL = "~"  # sorts behind every digit and comma


@dataclass(frozen=True, slots=True)
class Village:
    """A village or community: `code` has 12 digits, `name` ends in 村, 社区 or what else it is called."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class _County:
    """The lines of one county in the order of their codes, and by the stem of the village's name."""

    lines: tuple[str, ...]
    stems: Mapping[str, str]


_NONE = _County((), {})


class VillageTable:
    """The villages kept in one zip file; a bounded number of counties stays in memory."""

    def __init__(self, path: Path) -> None:
        """Raises GazetteerIncomplete if there is no such zip file. Nothing is read yet."""
        if not zipfile.is_zipfile(path):
            raise GazetteerIncomplete(path.name)
        self._path = path
        self._county = lru_cache(maxsize=_COUNTIES_KEPT)(self._read)

    def inside(self, above: str) -> tuple[Village, ...]:
        """The villages of the county (6 digits) or town (9 digits) with this code, ordered by theirs."""
        county, rest = above[:_COUNTY_DIGITS], above[_COUNTY_DIGITS:]
        lines = self._county(county).lines
        first = bisect_left(lines, rest)
        last = bisect_left(lines, rest + _BEHIND_ALL)
        return tuple(_village(county, line) for line in lines[first:last])

    def stems(self, county: str) -> Collection[str]:
        """The names of a county's villages without the words for what they are."""
        return self._county(county).stems.keys()

    def named(self, above: str, name: str) -> tuple[Village, ...]:
        """
        The villages called `name` in the county or town with the code `above`.

        A printed name may lack its 村 or have another word for it (吴湾社区 for 吴湾村): where a village
        has exactly this name, only such are given.
        """
        county, rest = above[:_COUNTY_DIGITS], above[_COUNTY_DIGITS:]
        same = self._county(county).stems.get(village_stem(name), "").splitlines()
        inside = tuple(_village(county, line) for line in same if line.startswith(rest))
        return tuple(village for village in inside if village.name == name) or inside

    def _read(self, county: str) -> _County:
        try:
            lines = self._archive.read(f"{county}.csv").decode("utf-8").splitlines()[1:]
        except KeyError:
            return _NONE
        except (OSError, zipfile.BadZipFile, zlib.error, UnicodeDecodeError) as error:
            raise GazetteerIncomplete(self._path.name) from error
        stems: dict[str, str] = {}
        for line, folded in zip(lines, simplify("\n".join(lines)).split("\n"), strict=False):
            stem = village_stem(folded[_NAME_AT:])
            stems[stem] = f"{stems[stem]}\n{line}" if stem in stems else line
        return _County(tuple(lines), stems)

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        # From memory (5 MB), for a process that forks shares the position in an open file.
        try:
            return zipfile.ZipFile(io.BytesIO(self._path.read_bytes()))
        except (OSError, zipfile.BadZipFile) as error:
            raise GazetteerIncomplete(self._path.name) from error


def _village(county: str, line: str) -> Village:
    return Village(county + line[: _NAME_AT - 1], line[_NAME_AT:])
