"""
Whether the index has changed. The index folder comes in; a line that differs after every commit and swap goes out.

It looks at the files and opens none, so it can be asked before every answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from search.index.builds import POINTER, Build
from search.index.seal import SUSPECT

WRITTEN_AHEAD = "-wal"
KEPT = 4  # builds whose paths are kept: putting them together takes longer than looking


@dataclass(frozen=True, slots=True)
class _Watched:
    """What is looked at of a build."""

    name: str
    characters: Path
    words: Path
    ahead: Path
    suspect: Path


def index_state(root: Path) -> str:
    """The state of the build in use; empty where there is none, or not all of one."""
    try:
        build = _watched(root, _pointer(root).read_text("utf-8").strip())
        files = build.characters.stat(), build.words.stat()
    except (OSError, ValueError):
        return ""
    states = [f"{one.st_ino}.{one.st_size}.{one.st_mtime_ns}" for one in files]
    return " ".join([build.name, *states, _ahead(build), str(build.suspect.exists())])


@lru_cache(KEPT)
def _pointer(root: Path) -> Path:
    return root / POINTER


@lru_cache(KEPT)
def _watched(root: Path, name: str) -> _Watched:
    build = Build(root / name)
    ahead = build.characters.with_name(build.characters.name + WRITTEN_AHEAD)
    return _Watched(build.name, build.characters, build.words, ahead, build.path / SUSPECT)


def _ahead(build: _Watched) -> str:
    """What was committed and is not in the file itself yet: every commit adds to it, or begins it anew."""
    try:
        found = build.ahead.stat()
    except OSError:
        return ""
    return f"{found.st_size}.{found.st_mtime_ns}" if found.st_size else ""
