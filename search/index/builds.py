"""
Where the index lies. The index folder comes in, the build to read or to write goes out.

    <index>/CURRENT            the id of the build in use; replaced in one step
    <index>/writer.lock        held by whoever writes the build in use
    <index>/rebuild.lock       held by the one rebuild under way
    <index>/<build id>/        whoosh/, characters.sqlite3, version

A build is derived from the database and can be thrown away; what must never happen is a reader
that takes half of one build and half of another, so readers go by CURRENT and nothing else.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from archive.pinyin import readings_version
from search.index.errors import IndexMissing, IndexOutdated, WriterBusy
from search.text.folding import folding_version
from search.text.words import words_version

LAYOUT = 10  # counts up when tables, fields or weights change their meaning
POINTER = "CURRENT"
VERSION_FILE = "version"
WRITER_LOCK = "writer.lock"
REBUILD_LOCK = "rebuild.lock"
LOCK_POLL_SECONDS = 0.05
OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class Build:
    """One complete index on disk."""

    path: Path

    @property
    def name(self) -> str:
        """The id shown in receipts and in /search.json."""
        return self.path.name

    @property
    def characters(self) -> Path:
        """The SQLite file of characters, facets, names and versions."""
        return self.path / "characters.sqlite3"

    @property
    def words(self) -> Path:
        """The Whoosh folder."""
        return self.path / "whoosh"


def index_root() -> Path:
    """The index folder of this installation."""
    return Path(settings.INDEX_DIR)


@cache
def index_version() -> str:
    """What an index must have been made by to be read by this code."""
    return (
        f"layout {LAYOUT}, folding {folding_version()}, "
        f"jieba {words_version()}, readings {readings_version()}, whoosh {version('whoosh')}"
    )


def current_build(root: Path) -> Build:
    """
    The build in use.

    Raises IndexMissing if there is none and IndexOutdated if other rules made it.
    """
    name = _pointed_at(root)
    try:
        made_by = (root / name / VERSION_FILE).read_bytes()
    except (OSError, ValueError) as error:
        raise IndexMissing(
            _("检索索引还没有建好。请运行 manage.py index_worker 或 manage.py rebuild_search。")
        ) from error
    if not name or made_by != index_version().encode():
        raise IndexOutdated(_("检索索引由旧版本建立，需要重建。请运行 manage.py rebuild_search。"))
    return Build(root / name)


def new_build(root: Path) -> Build:
    """An empty build folder beside the one in use, marked with the rules that will fill it."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    build = Build(root / f"{stamp}-{secrets.token_hex(3)}")
    build.words.mkdir(mode=OWNER_ONLY, parents=True)
    (build.path / VERSION_FILE).write_text(index_version(), encoding="utf-8")
    return build


def publish_build(root: Path, build: Build) -> None:
    """Make `build` the one in use, in one step that a power cut cannot halve; keep one before it."""
    before = _pointed_at(root)
    for folder, _folders, names in os.walk(build.path):
        for name in names:
            _sync(Path(folder, name))
        _sync(Path(folder))
    waiting = root / f"{POINTER}.{build.name}"
    waiting.write_text(build.name, encoding="utf-8")
    _sync(waiting)
    waiting.replace(root / POINTER)
    _sync(root)
    _drop_others(root, keep={build.name, before})


def discard_build(build: Build) -> None:
    """Delete a build that will not be used."""
    shutil.rmtree(build.path, ignore_errors=True)


@contextmanager
def writing(root: Path, *, wait: float) -> Iterator[None]:
    """
    Hold the right to write the build in use and to move CURRENT.

    Raises WriterBusy if another process still holds it after `wait` seconds.
    """
    with _locked(root / WRITER_LOCK, wait, _("另一个进程正在写检索索引。请等它结束后再试。")):
        yield


@contextmanager
def rebuilding(root: Path) -> Iterator[None]:
    """Hold the right to rebuild. Raises WriterBusy at once if a rebuild is under way."""
    with _locked(root / REBUILD_LOCK, 0, _("另一个重建正在进行。请等它结束后再试。")):
        yield


@contextmanager
def _locked(path: Path, wait: float, busy: str) -> Iterator[None]:
    path.parent.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    give_up = time.monotonic() + wait
    # The kernel frees the lock when its process ends, however it ends; the file itself means nothing.
    with path.open("a") as handle:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= give_up:
                    raise WriterBusy(busy) from error
                time.sleep(LOCK_POLL_SECONDS)
        yield


def _pointed_at(root: Path) -> str:
    """The name of a build in the index folder; empty where there is none or no name can be read."""
    try:
        name = (root / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""
    return name if name == Path(name).name and not name.startswith(".") else ""


def _drop_others(root: Path, keep: set[str]) -> None:
    for path in root.iterdir():
        if path.is_dir() and path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
