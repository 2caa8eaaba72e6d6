"""
The index as readers hold it. The index folder comes in, the open build goes out.

Opening costs milliseconds, so each thread keeps what it opened until CURRENT names another build or
the words of this one were committed again.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from search.index.builds import Build, current_build
from search.index.characters import CharacterIndex
from search.index.errors import IndexBroken
from search.index.ranker import RankIndex
from search.index.seal import check_once, mark_suspect


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """One build, open for reading in one thread of one process."""

    build: Build
    characters: CharacterIndex
    words: RankIndex
    process: int

    def is_latest(self, build: Build) -> bool:
        """Whether this is what a reader arriving now would open."""
        return self.build == build and self.process == os.getpid() and self.words.is_latest()

    def close(self) -> None:
        """Let go of the files."""
        self.characters.close()
        self.words.close()


@dataclass(slots=True)
class _Held:
    """What one thread holds open; a thread that ends lets go of its files."""

    index: OpenIndex | None = None

    def close(self) -> None:
        index, self.index = self.index, None
        # A connection opened before a fork belongs to the parent; closing it here would free its locks.
        if index and index.process == os.getpid():
            index.close()

    def __del__(self) -> None:
        self.close()


class _Kept(threading.local):
    def __init__(self) -> None:
        self.held = _Held()


_kept = _Kept()


def open_index(root: Path) -> OpenIndex:
    """
    The build in use, as last committed.

    Raises IndexMissing, IndexOutdated or IndexBroken, all SearchUnavailable.
    """
    build = current_build(root)
    held = _kept.held
    if held.index and held.index.is_latest(build):
        return held.index
    held.close()
    check_once(build)
    held.index = _open_or_suspect(build)
    return held.index


@contextmanager
def opened(build: Build) -> Iterator[OpenIndex]:
    """That build, in use or not, open for as long as the block runs."""
    index = _open(build)
    try:
        yield index
    finally:
        index.close()


def close_index() -> None:
    """Let go of what this thread holds open."""
    _kept.held.close()


def _open_or_suspect(build: Build) -> OpenIndex:
    try:
        return _open(build)
    except IndexBroken:
        mark_suspect(build)
        raise


def _open(build: Build) -> OpenIndex:
    characters = CharacterIndex(build.characters)
    try:
        words = RankIndex(build.words)
    except IndexBroken:
        characters.close()
        raise
    return OpenIndex(build, characters, words, os.getpid())
