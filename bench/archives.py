"""
The archives that are searched. Reports and sizes come in; for each size an archive on disk goes out.

An archive is made by the project's own `prepare`, `ingest` and `rebuild_search`. Each size starts from a copy of
the one below, so no report is read twice; what an earlier run made is used again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from bench.children import archive_environment, command
from bench.corpus import Report, write_files
from bench.say import say

MADE = "made.json"
OF_ONE_SIZE = (MADE, "documents.jsonl", "mix.json", "typed.json", "drawn.txt")


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive of `reports` reports in `data`."""

    reports: int
    data: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment its processes run in."""
        return archive_environment(self.data)

    @property
    def documents(self) -> Path:
        """Its articles as engines index them."""
        return self.data / "documents.jsonl"

    @property
    def mix(self) -> Path:
        """Its questions."""
        return self.data / "mix.json"

    @property
    def typed(self) -> Path:
        """Many more questions, as typed."""
        return self.data / "typed.json"

    @property
    def drawn(self) -> Path:
        """By what code and in what number the questions were drawn."""
        return self.data / "drawn.txt"


@dataclass(frozen=True, slots=True)
class Made:
    """How an archive came to be."""

    reports: int
    ingested: int  # files this step read; the rest came from the smaller archive
    seconds: float


def make_archives(reports: Sequence[Report], sizes: Sequence[int], work: Path) -> list[Archive]:
    """The archives of those sizes below `work`, smallest first."""
    archives: list[Archive] = []
    for size in sorted(sizes):
        archive = Archive(size, work / str(size))
        if not (archive.data / MADE).exists():
            smaller = archives[-1] if archives else None
            _make(reports[:size], archive, smaller, work / "waiting")
        else:  # the code may be newer than the archive; its index is another matter
            manage(archive, "migrate", "--verbosity", "0")
            manage(archive, "collectstatic", "--noinput", "--verbosity", "0")
        archives.append(archive)
    return archives


def manage(archive: Archive, *arguments: object, accepted: Sequence[int] = (0,)) -> str:
    """What a management command of the archive prints."""
    return command(archive.environment, "manage.py", *arguments, accepted=accepted)


def made(archive: Archive) -> Made:
    """How the archive came to be."""
    return Made(**json.loads((archive.data / MADE).read_text("utf-8")))


def _make(
    reports: Sequence[Report], archive: Archive, smaller: Archive | None, files: Path
) -> None:
    say(f"Reading reports into an archive of {len(reports)} …")
    shutil.rmtree(archive.data, ignore_errors=True)
    known = smaller.reports if smaller else 0
    if smaller:
        shutil.copytree(smaller.data, archive.data, ignore=shutil.ignore_patterns(*OF_ONE_SIZE))
    archive.data.mkdir(parents=True, exist_ok=True)
    manage(archive, "prepare")
    write_files(reports[known:], files)
    began = perf_counter()
    # 1: a report could not be read; the archive holds what could.
    manage(archive, "ingest", files, accepted=(0, 1))
    note = Made(len(reports), len(reports) - known, round(perf_counter() - began, 1))
    shutil.rmtree(files)
    (archive.data / MADE).write_text(json.dumps(asdict(note)), "utf-8")
