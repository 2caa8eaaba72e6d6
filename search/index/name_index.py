"""
The names of the build in use, open for reading. Characters or first letters come in, stored names go out.

It holds a connection of its own, so that a suggestion waits neither for Whoosh to open nor for the
columns to be read after a commit.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.pinyin import Readings
from search.index.builds import Build, current_build
from search.index.characters import connect_file
from search.index.damage import damage
from search.index.idsets import IdSet
from search.index.named import NameKind
from search.index.names import character_tokens, parse_readings
from search.index.seal import check_once

COLUMNS = "n.id, n.kind, n.key, n.form, n.label, n.detail, n.main, n.folded, n.readings, n.articles"
LAST = "￿"  # after every letter


@dataclass(frozen=True, slots=True)
class StoredName:
    """One form of a name as the index holds it."""

    id: int
    kind: NameKind
    key: str
    form: str
    label: str
    detail: str
    main: bool
    folded: str
    written_readings: str
    articles: int

    @property
    def readings(self) -> tuple[Readings, ...]:
        """For each character of `folded`, how it may be read."""
        return parse_readings(self.written_readings)


@dataclass(frozen=True, slots=True)
class Start:
    """Where in a form what was typed may begin."""

    name: StoredName
    at: int


class NameIndex:
    """The names of one build. One thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = connect_file(path)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state of the names for as long as the block runs."""
        self._rows("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    def starting(self, folded: str, limit: int) -> list[StoredName]:
        """Forms that begin with these characters, those of most articles first."""
        return self._matching(f'^ "{character_tokens(folded)}"', limit)

    def holding(self, folded: str, limit: int) -> list[StoredName]:
        """Names, not titles, that hold these characters, those of most articles first."""
        return self._matching(f'{{name}} : "{character_tokens(folded)}"', limit)

    def titles_holding(self, folded: str, limit: int) -> list[StoredName]:
        """Titles that hold these characters, the last come first."""
        return self._names(
            "FROM name_characters AS c JOIN names AS n ON n.id = c.rowid"
            " WHERE c.name_characters MATCH ? ORDER BY c.rowid DESC LIMIT ?",
            [f'{{title}} : "{character_tokens(folded)}"', limit],
        )

    def holding_any(self, pieces: Iterable[Collection[str]], limit: int) -> list[StoredName]:
        """Forms that hold all strings of one of `pieces`, those of most articles first."""
        asked = [
            "(" + " AND ".join(f'"{character_tokens(one)}"' for one in together) + ")"
            for together in pieces
        ]
        return self._matching(" OR ".join(asked), limit) if asked else []

    def lettered(self, letters: str, limit: int, holding: str = "") -> list[Start]:
        """
        Where letters as `search.index.names` writes them begin with `letters`, starts of forms first,
        then forms of most articles; only forms with a syllable that holds `holding`, in which _ is any letter.
        """
        rows = self._rows(
            f"SELECT {COLUMNS}, i.start FROM initials AS i JOIN names AS n ON n.id = i.name"  # noqa: S608
            " WHERE i.letters >= ? AND i.letters < ? AND n.readings LIKE ?"
            " ORDER BY i.start > 0, n.articles DESC, n.id LIMIT ?",
            [letters, letters + LAST, f"%{holding}%", limit],
        )
        return [Start(_stored(row[:-1]), row[-1]) for row in rows]

    def called(self, folded: str, limit: int) -> list[StoredName]:
        """What is called exactly so."""
        found = self._matching(f'{{name}} : ^ "{character_tokens(folded)}"', limit)
        return [name for name in found if name.folded == folded]

    def main_form(self, name: StoredName) -> StoredName | None:
        """What the thing is called that `name` is a form of."""
        found = self._names(
            "FROM names AS n WHERE n.kind = ? AND n.key = ? AND n.main", [name.kind, name.key]
        )
        return found[0] if found else None

    def ids(self, name: StoredName) -> IdSet:
        """The articles with this form."""
        [(ids,)] = self._rows("SELECT ids FROM names WHERE id = ?", [name.id])
        return IdSet.deserialize(ids)

    def versions(self, articles: Collection[int]) -> dict[int, int]:
        """The version those articles were indexed from."""
        rows = self._rows(
            "SELECT id, version FROM documents WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(articles))],
        )
        return dict(rows)

    def readings(self, characters: Collection[str]) -> dict[str, Readings]:
        """How single characters may be read; what is not Han, or rare, is left out."""
        rows = self._rows(
            "SELECT character, syllables FROM readings"
            " WHERE character IN (SELECT value FROM json_each(?))",
            [json.dumps(list(characters))],
        )
        return {character: tuple(syllables.split(" ")) for character, syllables in rows}

    def count(self) -> int:
        """How many forms the index holds."""
        [(count,)] = self._rows("SELECT count(*) FROM names")
        return int(count)

    def _matching(self, question: str, limit: int) -> list[StoredName]:
        return self._names(
            "FROM name_characters AS c JOIN names AS n ON n.id = c.rowid"
            " WHERE c.name_characters MATCH ? ORDER BY n.articles DESC, n.id DESC LIMIT ?",
            [question, limit],
        )

    def _names(self, sql: str, values: Sequence[object]) -> list[StoredName]:
        return [_stored(row) for row in self._rows(f"SELECT {COLUMNS} {sql}", values)]

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise damage(self._path, error) from error


def _stored(row: Sequence[Any]) -> StoredName:
    identity, kind, key, form, label, detail, main, *rest = row
    return StoredName(identity, NameKind(kind), key, form, label, detail, bool(main), *rest)


class _Kept(threading.local):
    names: NameIndex | None = None
    build: Build | None = None
    process: int = 0


_kept = _Kept()


def open_names(root: Path) -> NameIndex:
    """The names of the build in use. Raises SearchUnavailable if there is none that can be read."""
    build = current_build(root)
    if _kept.names and _kept.build == build and _kept.process == os.getpid():
        return _kept.names
    close_names()
    check_once(build)
    _kept.names, _kept.build, _kept.process = NameIndex(build.characters), build, os.getpid()
    return _kept.names


def close_names() -> None:
    """Let go of what this thread holds open."""
    names, _kept.names = _kept.names, None
    # A connection opened before a fork belongs to the parent; closing it here would free its locks.
    if names and _kept.process == os.getpid():
        names.close()
