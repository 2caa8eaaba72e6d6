"""
The names of the archive in the index, and how they may be typed. Names of articles come in; rows of the
characters file, written in its transaction, go out.

Each form of a name keeps the set of its articles; it goes when the last of them goes. It is found by its
characters (a full-text table, as for articles) and by the first letters of its syllables. A character
of several readings has its form under each.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from archive.pinyin import Readings
from search.index.idsets import IdSet
from search.index.named import Name, NameKind
from search.text.folding import fold, fold_with_places
from search.text.readings import common_readings, read_characters

SCHEMA = """
CREATE TABLE names (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, form TEXT NOT NULL,
    label TEXT NOT NULL, detail TEXT NOT NULL, main INTEGER NOT NULL, folded TEXT NOT NULL,
    readings TEXT NOT NULL, articles INTEGER NOT NULL, ids BLOB NOT NULL,
    UNIQUE (kind, key, form)
);
CREATE TABLE named (id INTEGER PRIMARY KEY, names TEXT NOT NULL);
CREATE TABLE initials (
    letters TEXT NOT NULL, name INTEGER NOT NULL, start INTEGER NOT NULL,
    PRIMARY KEY (letters, name, start)
) WITHOUT ROWID;
CREATE TABLE readings (character TEXT PRIMARY KEY, syllables TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE name_characters
    USING fts5(name, title, content='', columnsize=0, tokenize='ascii');
"""
LETTERS = 8  # of a form's initials that are kept; what is typed beyond is compared
AT_START = "^"  # before letters that must begin a name
OTHERWISE = "\t"  # folding drops it, so no character stands for it
CLAUSE = re.compile(r"[^\w]+")


@dataclass(slots=True)
class _Change:
    name: Name | None = None
    added: IdSet = field(default_factory=IdSet)
    removed: IdSet = field(default_factory=IdSet)


class NameWriter:
    """Writes names inside the caller's transaction; `flush` before its commit."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._changes: dict[tuple[str, str, str], _Change] = {}

    def prepare(self) -> None:
        """Write how characters are read, into a new file."""
        rows = ((character, " ".join(readings)) for character, readings in common_readings())
        self._connection.executemany("INSERT INTO readings VALUES (?, ?)", rows)

    def put(self, identity: int, names: Collection[Name]) -> None:
        """Write the names of an article that the file does not hold."""
        keys = [(name.kind.value, name.key, name.form) for name in names]
        self._connection.execute(
            "INSERT INTO named VALUES (?, ?)", [identity, json.dumps(keys, ensure_ascii=False)]
        )
        for key, name in zip(keys, names, strict=True):
            change = self._changes.setdefault(key, _Change())
            change.name = name
            change.added.add(identity)

    def remove(self, identity: int) -> None:
        """Take an article's names out; one that is not held is passed over."""
        row = self._connection.execute(
            "DELETE FROM named WHERE id = ? RETURNING names", [identity]
        ).fetchone()
        for kind, key, form in json.loads(row[0]) if row else ():
            change = self._changes.setdefault((kind, key, form), _Change())
            change.added.discard(identity)
            change.removed.add(identity)

    def flush(self) -> None:
        """Write what was gathered."""
        for key, change in self._changes.items():
            self._write(key, change)
        self._changes.clear()

    def _write(self, key: tuple[str, str, str], change: _Change) -> None:
        row = self._connection.execute(
            "SELECT id, ids FROM names WHERE kind = ? AND key = ? AND form = ?", key
        ).fetchone()
        held = IdSet.deserialize(row[1]) if row else IdSet()
        ids = (held - change.removed) | change.added
        if row and ids:
            self._update(row[0], ids, change.name)
        elif row:
            self._delete(row[0])
        elif ids and change.name:
            self._insert(change.name, ids)

    def _update(self, identity: int, ids: IdSet, name: Name | None) -> None:
        self._connection.execute(
            "UPDATE names SET articles = ?, ids = ? WHERE id = ?",
            [len(ids), ids.serialize(), identity],
        )
        if name:
            self._connection.execute(
                "UPDATE names SET label = ?, detail = ?, main = ? WHERE id = ?",
                [name.label, name.detail, name.main, identity],
            )

    def _insert(self, name: Name, ids: IdSet) -> None:
        readings = read_characters(name.form)
        row = self._connection.execute(
            "INSERT INTO names (kind, key, form, label, detail, main, folded, readings, articles, ids)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            [
                *(name.kind, name.key, name.form, name.label, name.detail, name.main),
                *(fold(name.form), write_readings(readings), len(ids), ids.serialize()),
            ],
        ).fetchone()
        self._connection.execute(
            "INSERT INTO name_characters (rowid, name, title) VALUES (?, ?, ?)",
            [row[0], *_columns(name.kind, fold(name.form))],
        )
        self._connection.executemany(
            "INSERT INTO initials VALUES (?, ?, ?)",
            [(letters, row[0], start) for letters, start in _initials(name, readings)],
        )

    def _delete(self, identity: int) -> None:
        form, kind, label, folded, readings = self._connection.execute(
            "DELETE FROM names WHERE id = ? RETURNING form, kind, label, folded, readings",
            [identity],
        ).fetchone()
        self._connection.execute(
            "INSERT INTO name_characters (name_characters, rowid, name, title)"
            " VALUES ('delete', ?, ?, ?)",
            [identity, *_columns(NameKind(kind), folded)],
        )
        name = Name(NameKind(kind), "", label, form)
        self._connection.executemany(
            "DELETE FROM initials WHERE letters = ? AND name = ? AND start = ?",
            [
                (letters, identity, start)
                for letters, start in _initials(name, parse_readings(readings))
            ],
        )


def write_readings(readings: Collection[Readings]) -> str:
    """Readings as the file keeps them: chang, a tab, zhang, a space, ge, a space, shi."""
    return " ".join(OTHERWISE.join(one) for one in readings)


def parse_readings(written: str) -> tuple[Readings, ...]:
    """What `write_readings` wrote."""
    return tuple(tuple(one.split(OTHERWISE)) for one in written.split(" ")) if written else ()


def character_tokens(folded: str) -> str:
    """One token a character, as hexadecimal: to a tokenizer punctuation would be nothing."""
    return " ".join(f"{ord(character):x}" for character in folded)


def _columns(kind: NameKind, folded: str) -> tuple[str, str]:
    """A title is long and names only one article: it stands in a column of its own."""
    tokens = character_tokens(folded)
    return ("", tokens) if kind is NameKind.TITLE else (tokens, "")


def _initials(name: Name, readings: Sequence[Readings]) -> Iterator[tuple[str, int]]:
    """
    The letters under which a form is found, and where in it they start.

    ymhz, mhz, hz and z of 雁鸣湖镇; besides, of its whole, "yan mhz", since many syllables begin with y,
    and of names "^ymhz", since names begin with far fewer letters than hold them.
    """
    for start in _starts(name, len(readings)):
        ways = list(first_letters(readings[start : start + LETTERS]))
        yield from ((way, start) for way in ways)
        if start:
            continue
        if name.kind is not NameKind.TITLE:
            yield from ((f"{AT_START}{way}", 0) for way in ways)
        for first in dict.fromkeys(
            readings[0] + tuple(one.replace("v", "u") for one in readings[0])
        ):
            yield f"{first} {ways[0][1:]}", 0
            yield from ((f"{first} {way[1:]}", 0) for way in ways[1:] if way[0] == ways[0][0])


def first_letters(readings: Sequence[Readings]) -> Iterator[str]:
    """The first letters of the likely syllables, then those with one character read otherwise."""
    letters = [tuple(dict.fromkeys(one[0] for one in options)) for options in readings]
    likely = [one[0] for one in letters]
    yield "".join(likely)
    for at, options in enumerate(letters):
        for other in options[1:]:
            yield "".join([*likely[:at], other, *likely[at + 1 :]])


def _starts(name: Name, length: int) -> list[int]:
    """Where typing may begin: anywhere in a name, at the start of a clause in a title."""
    if name.kind is not NameKind.TITLE:
        return list(range(length))
    folded = fold_with_places(name.form)
    after = {found.end() for found in CLAUSE.finditer(name.form)} | {0}
    return [at for at, place in enumerate(folded.places) if place in after]
