"""
Which articles hold a literal. Folded characters come in, article ids go out.

An SQLite full-text table with one character a token and positions answers any literal exactly, one
character included, whatever a dictionary makes of it. Beside it stand the version each article was
indexed from and the values of its facets, so that counts are taken over the whole result.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from search.index.damage import damage
from search.index.documents import Facet, Field, IndexedDocument
from search.text.folding import fold

BUSY_SECONDS = 20.0
FIELDS = tuple(Field)
COLUMNS = ", ".join(field.value for field in FIELDS)

# Contentless: the table keeps no copy of the text. `folded` has it, which is a fifth
# of the size and also what a later delete must quote (SQLite before 3.43 deletes by old content).
SCHEMA = f"""
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, version INTEGER NOT NULL, published TEXT
);
CREATE TABLE folded (id INTEGER PRIMARY KEY, texts TEXT NOT NULL);
CREATE TABLE facets (
    facet TEXT NOT NULL, value TEXT NOT NULL, id INTEGER NOT NULL,
    name TEXT NOT NULL, folded TEXT NOT NULL,
    PRIMARY KEY (facet, value, id)
) WITHOUT ROWID;
CREATE INDEX facets_of ON facets (id, facet);
CREATE VIRTUAL TABLE characters USING fts5({COLUMNS}, content='', columnsize=0, tokenize='ascii');
"""


class Order(StrEnum):
    """An order that needs no ranking."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TOWN = "town"


SORTED_BY = "SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY "
TOWN = "(SELECT min(value) FROM facets WHERE facet = 'town' AND facets.id = documents.id)"
# Undated articles come last whichever way time runs.
SORTED = {
    Order.NEWEST: SORTED_BY + "published IS NULL, published DESC, id DESC",
    Order.OLDEST: SORTED_BY + "published IS NULL, published, id",
    Order.TOWN: f"{SORTED_BY} {TOWN} IS NULL, {TOWN}, published IS NULL, published DESC, id DESC",
}


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of a set of articles have this value."""

    value: str
    name: str
    count: int


class CharacterIndex:
    """The characters of one build, open for reading. One thread at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = _connect(path)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def find(self, folded: str, fields: Collection[Field] = ()) -> set[int]:
        """Ids of the articles one of whose `fields` (all, if none is given) holds `folded`."""
        where = f"{{{' '.join(sorted(fields))}}} : " if fields else ""
        question = f'{where}"{_tokens(folded)}"'
        rows = self._rows("SELECT rowid FROM characters WHERE characters MATCH ?", [question])
        return {row[0] for row in rows}

    def all_ids(self) -> set[int]:
        """Every article in the index."""
        return {row[0] for row in self._rows("SELECT id FROM documents")}

    def count(self, without: Collection[int] = ()) -> int:
        """How many articles the index holds, those in `without` not counted."""
        [(count,)] = self._rows(
            "SELECT (SELECT count(*) FROM documents) - (SELECT count(*) FROM documents"
            " WHERE id IN (SELECT value FROM json_each(?)))",
            [json.dumps(list(without))],
        )
        return int(count)

    def versions(self) -> dict[int, int]:
        """The version each article was indexed from."""
        return {row[0]: row[1] for row in self._rows("SELECT id, version FROM documents")}

    def with_value(self, facet: Facet, value: str) -> set[int]:
        """Ids of the articles whose `facet` has exactly this value."""
        return self._ids("SELECT id FROM facets WHERE facet = ? AND value = ?", [facet, value])

    def with_name(self, facet: Facet, folded: str) -> set[int]:
        """Ids of the articles with a value of `facet` whose name holds `folded`."""
        return self._ids(
            "SELECT id FROM facets WHERE facet = ? AND instr(folded, ?)", [facet, folded]
        )

    def in_years(self, first: int, last: int) -> set[int]:
        """Ids of the articles printed in those years, both included."""
        return self._ids(
            "SELECT id FROM documents WHERE published >= ? AND published < ?",
            [f"{first:04}", f"{last + 1:04}"],
        )

    def facet_counts(
        self, facets: Collection[Facet], ids: Collection[int]
    ) -> dict[Facet, list[FacetCount]]:
        """The values of each facet among `ids`, most frequent first; an article counts once a value."""
        rows = self._rows(
            # From the hits to their values: SQLite left to itself goes through all values.
            "SELECT facet, facets.value, max(name), count(*) "
            "FROM json_each(?) AS hit CROSS JOIN facets ON facets.id = hit.value "
            "WHERE facet IN (SELECT value FROM json_each(?)) "
            "GROUP BY facet, facets.value ORDER BY count(*) DESC, facets.value",
            [json.dumps(list(ids)), json.dumps([facet.value for facet in facets])],
        )
        counts: dict[Facet, list[FacetCount]] = {facet: [] for facet in facets}
        for facet, value, name, count in rows:
            counts[Facet(facet)].append(FacetCount(value, name, count))
        return counts

    def sort(self, ids: Collection[int], order: Order) -> list[int]:
        """All of `ids` in that order; an id the index does not hold is left out."""
        rows = self._rows(SORTED[order], [json.dumps(list(ids))])
        return [row[0] for row in rows]

    def _ids(self, sql: str, values: Sequence[object]) -> set[int]:
        return {row[0] for row in self._rows(sql, values)}

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise damage(self.path, error) from error


class CharacterWriter:
    """The characters of one build, open for writing inside one transaction until `commit`."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        self._connection = _connect(path, create=create)
        try:
            if create:
                self._connection.executescript(SCHEMA)
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            self._connection.close()
            raise damage(path, error) from error

    def put(self, document: IndexedDocument) -> None:
        """Write `document` over whatever the index held of it."""
        folded = {field: fold(document.texts.get(field, "")) for field in FIELDS}
        identity = document.article_id
        published = document.published_on.isoformat() if document.published_on else None
        try:
            self._remove(identity)
            self._connection.execute(
                "INSERT INTO documents VALUES (?, ?, ?)", [identity, document.version, published]
            )
            self._connection.execute(
                "INSERT INTO folded VALUES (?, ?)",
                [identity, json.dumps(folded, ensure_ascii=False)],
            )
            self._change_characters("rowid", identity, folded)
            self._connection.executemany(
                "INSERT OR IGNORE INTO facets (facet, value, id, name, folded) VALUES (?, ?, ?, ?, ?)",
                [(f.facet, f.value, identity, f.name, fold(f.name)) for f in document.facets],
            )
        except sqlite3.Error as error:
            raise damage(self._path, error) from error

    def remove(self, ids: Iterable[int]) -> None:
        """Take those articles out; ids the index does not hold are passed over."""
        try:
            for identity in ids:
                self._remove(identity)
        except sqlite3.Error as error:
            raise damage(self._path, error) from error

    def commit(self) -> None:
        """Keep everything written, and let go of the file."""
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise damage(self._path, error) from error
        finally:
            self._connection.close()

    def cancel(self) -> None:
        """Drop everything written since opening."""
        self._connection.close()

    def _remove(self, identity: int) -> None:
        row = self._connection.execute(
            "SELECT texts FROM folded WHERE id = ?", [identity]
        ).fetchone()
        if row is None:
            return
        self._change_characters("characters, rowid", identity, json.loads(row[0]))
        for table in ("documents", "folded", "facets"):
            self._connection.execute(f"DELETE FROM {table} WHERE id = ?", [identity])  # noqa: S608

    def _change_characters(self, target: str, identity: int, folded: dict[Field, str]) -> None:
        """Insert the texts, or take the same texts out (FTS5's 'delete' command)."""
        command = ["delete"] if target != "rowid" else []
        values = [*command, identity, *(_tokens(folded[field]) for field in FIELDS)]
        marks = ", ".join("?" * len(values))
        self._connection.execute(
            f"INSERT INTO characters ({target}, {COLUMNS}) VALUES ({marks})",  # noqa: S608
            values,
        )


def _connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    # mode=rw: a missing file is an error here, not a new empty index.
    mode = "rwc" if create else "rw"
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error as error:
        raise damage(path, error) from error
    return connection


def _tokens(folded: str) -> str:
    """One token a character, as hexadecimal: to a tokenizer punctuation would be nothing."""
    return " ".join(f"{ord(character):x}" for character in folded)
