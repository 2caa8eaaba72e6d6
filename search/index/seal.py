"""
Whether a build's files are as they were written. A build comes in; its seal, or IndexBroken, goes out.

SQLite and Whoosh notice a torn file when they stumble over it, but a page whose bits have turned still
reads, and a posting lost is a hit lost without a word. So whoever writes a build leaves checksums of
its files beside them, and breaks that seal before touching them again:

    <build>/seal       one line a file: checksum, size, name; above them a number that makes each seal
                       another, and the stamp of the archive whose articles these are
    <build>/suspect    a reader could not make sense of the build; the index worker looks into it

A build without a seal was left by a writer that was killed; it reads, and the index worker seals it anew.
Readers compare a seal once in a process, the index worker from time to time (docs/adr/0019).
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from search.index.builds import Build
from search.index.damage import damage, name_broken

SEAL = "seal"
SUSPECT = "suspect"
CHUNK = 1 << 20
WAIT_SECONDS = 1.0  # for readers in the middle of a question
# Not part of what was written: SQLite's own scratch, Whoosh's lock, and these two.
PASSING = ("-wal", "-shm", "_WRITELOCK", SUSPECT, SEAL)

_checked: set[Build] = set()


@dataclass(frozen=True, slots=True)
class _Sealed:
    """One file as it was written."""

    checksum: int
    size: int


def seal_build(build: Build) -> bool:
    """
    Write down what the files of `build` hold; whether that could be done now.

    The caller holds the right to write. A reader in the middle of a question keeps SQLite from bringing
    its last pages home: then the build stays unsealed for this time.
    """
    if not _bring_home(build):
        return False
    lines = [f"{secrets.token_hex(8)} {_archive_stamp()}\n"]
    for name, path in _files(build):
        one = _measure(path)
        lines.append(f"{one.checksum:08x} {one.size} {name}\n")
    waiting = build.path / f"{SEAL}.new"
    with waiting.open("w", encoding="utf-8") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(build.path / SEAL)
    return True


def break_seal(build: Build) -> None:
    """Say that the files are about to change. Raises IndexBroken if another archive's articles are in them."""
    seal = _read(build)
    if seal is not None and _stamp_in(seal) != _archive_stamp():
        mark_suspect(build)
        raise name_broken(SEAL)
    (build.path / SEAL).unlink(missing_ok=True)


def is_sealed(build: Build) -> bool:
    """Whether the build has a seal, true or not."""
    return (build.path / SEAL).exists()


def check_once(build: Build) -> None:
    """`check_seal`, the first time this process opens the build. Raises IndexBroken."""
    if build not in _checked:
        check_seal(build)
        _checked.add(build)


def forget_checks() -> None:
    """Compare builds with their seals again, as a process that starts does."""
    _checked.clear()


def check_seal(build: Build) -> None:
    """
    Compare every file with the seal; a build without one, or written meanwhile, passes.

    Raises IndexBroken, and leaves word for the index worker, if a file is not as it was written.
    """
    before = _read(build)
    if before is None:
        return
    wrong = _first_wrong(build, before)
    if wrong and _read(build) == before:
        mark_suspect(build)
        raise name_broken(wrong)


def mark_suspect(build: Build) -> None:
    """Ask the index worker to look into the build."""
    with suppress(OSError):
        (build.path / SUSPECT).touch()


def is_suspect(build: Build) -> bool:
    """Whether a reader asked for that."""
    return (build.path / SUSPECT).exists()


def clear_suspicion(build: Build) -> None:
    """The build was looked into and is whole."""
    (build.path / SUSPECT).unlink(missing_ok=True)


def _read(build: Build) -> bytes | None:
    try:
        return (build.path / SEAL).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise damage(build.path / SEAL, error) from error


def _first_wrong(build: Build, seal: bytes) -> str:
    """The name of a file that is not as sealed; empty if all are."""
    try:
        if _stamp_in(seal) != _archive_stamp():
            return SEAL
        lines = seal.decode("utf-8").splitlines()[1:]
        sealed = {
            name: _Sealed(int(checksum, 16), int(size))
            for checksum, size, name in (line.split(" ", 2) for line in lines)
        }
        found = dict(_files(build))
        if not seal.endswith(b"\n") or not sealed:
            return SEAL
        for name in sorted(sealed.keys() | found.keys()):
            if name not in sealed or name not in found or _measure(found[name]) != sealed[name]:
                return name
        left = Path(f"{build.characters}-wal")
        return left.name if left.exists() and left.stat().st_size else ""
    except (ValueError, OSError):
        return SEAL


def _stamp_in(seal: bytes) -> str:
    return seal.partition(b"\n")[0].decode("utf-8", "replace").rpartition(" ")[2]


def _archive_stamp() -> str:
    """What no other database has: the moment its first table was made, which its copies keep."""
    made = MigrationRecorder(connection).migration_qs.filter(app="archive").order_by("pk")
    first = made.values_list("applied", flat=True).first()
    return sha256(str(first).encode()).hexdigest()[:16]


def _bring_home(build: Build) -> bool:
    """Move all of SQLite's pages into its one file; False if a reader is in the way."""
    try:
        with closing(
            sqlite3.connect(build.characters, timeout=WAIT_SECONDS, isolation_level=None)
        ) as file:
            file.execute("PRAGMA journal_mode = WAL")
            [(busy, _pages, _moved)] = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return not busy
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return False
        raise damage(build.characters, error) from error
    except sqlite3.Error as error:
        raise damage(build.characters, error) from error


def _files(build: Build) -> Iterator[tuple[str, Path]]:
    """Each file by its name inside the build, in a fixed order."""
    for path in sorted(build.path.rglob("*")):
        if path.is_file() and not path.name.endswith((*PASSING, ".new")):
            yield path.relative_to(build.path).as_posix(), path


def _measure(path: Path) -> _Sealed:
    checksum = size = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            checksum = zlib.crc32(chunk, checksum)
            size += len(chunk)
    return _Sealed(checksum, size)
