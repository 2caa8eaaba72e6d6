"""
Which articles hold a literal. Folded characters come in, article ids go out.

An SQLite full-text table with one character a token and positions answers any literal exactly, one
character included, whatever a dictionary makes of it. Beside it, in the same file and
the same transaction, stand the columns: version, date and facets of each article, and its names.
"""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from search.index import columns, names
from search.index.columns import Columns, ColumnWriter
from search.index.damage import damage, name_broken
from search.index.documents import Field, IndexedDocument
from search.index.idsets import IdSet
from search.index.names import NameWriter, character_tokens
from search.text.folding import fold

BUSY_SECONDS = 20.0
CREATING_CACHE_KB = 64_000
KEPT_LITERALS = (
    256  # with the articles that hold them: page 2, another order, a narrower search ask again
)
FIELDS = tuple(Field)
COLUMNS = ", ".join(field.value for field in FIELDS)

# Folding drops both, so neither stands in a folded text.
LINE_END, PART_END = "\n", "\f"

# Contentless: the table keeps no copy of the text. `folded` has it, which is a fifth
# of the size and also what a later delete must quote (SQLite before 3.43 deletes by old content).
SCHEMA = f"""
CREATE TABLE folded (id INTEGER PRIMARY KEY, lines TEXT NOT NULL);
CREATE VIRTUAL TABLE characters USING fts5({COLUMNS}, content='', columnsize=0, tokenize='ascii');
"""


class CharacterIndex:
    """The characters of one build, open for reading. One thread at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = connect_file(path)
        self._columns: Columns | None = None
        self._state = -1
        self._standing = False  # within a snapshot
        self._found: OrderedDict[str, IdSet] = OrderedDict()  # of the state of `_columns`

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def find(self, folded: str, fields: Collection[Field] = ()) -> IdSet:
        """Ids of the articles one of whose `fields` (all, if none is given) holds `folded`."""
        where = f"{{{' '.join(sorted(fields))}}} : " if fields else ""
        question = f'{where}"{character_tokens(folded)}"'
        if not self._standing:
            return self._holding(question)
        if question not in self._found:
            self._found[question] = self._holding(question)
            if len(self._found) > KEPT_LITERALS:
                self._found.popitem(last=False)
        self._found.move_to_end(question)
        return IdSet(self._found[question])

    def _holding(self, question: str) -> IdSet:
        # As one value: twenty thousand rows cost Python more than finding them costs SQLite.
        [(ids,)] = self._rows(
            "SELECT json_group_array(rowid) FROM characters WHERE characters MATCH ?", [question]
        )
        return IdSet(json.loads(ids))

    def all_ids(self) -> set[int]:
        """Every article in the index."""
        return {row[0] for row in self._rows("SELECT id FROM documents")}

    def count(self) -> int:
        """How many articles the index holds."""
        [(count,)] = self._rows("SELECT count(*) FROM documents")
        return int(count)

    def versions(self) -> dict[int, int]:
        """The version each article was indexed from."""
        return {row[0]: row[1] for row in self._rows("SELECT id, version FROM documents")}

    def check(self) -> None:
        """Read every page and every posting. Raises IndexBroken if SQLite finds a fault in any."""
        if self._rows("PRAGMA quick_check(1)") != [("ok",)]:
            raise name_broken(self.path.name)
        self._rows("INSERT INTO characters (characters) VALUES ('integrity-check')")

    def texts(self, ids: Collection[int]) -> dict[int, str]:
        """The folded text of each of `ids`, its parts parted by a line break."""
        return {
            identity: lines.replace(LINE_END, "").replace(PART_END, "\n")
            for identity, lines in self.read_lines(ids)
        }

    def read_lines(self, ids: Iterable[int]) -> Iterator[tuple[int, str]]:
        """
        Each of `ids` with its text as `fold_lines` gives it, one after another.

        They are read as they are asked for, so that all articles never lie in memory together.
        """
        try:
            yield from self._connection.execute(
                "SELECT id, lines FROM folded WHERE id IN (SELECT value FROM json_each(?))",
                [json.dumps(list(ids))],
            )
        except sqlite3.Error as error:
            raise damage(self.path, error) from error

    @contextmanager
    def snapshot(self) -> Iterator[Columns]:
        """One state of the index for as long as the block runs, and its columns."""
        self._rows("BEGIN")
        try:
            self._rows("SELECT 1 FROM documents LIMIT 1")  # from here on the state stands still
            [(state,)] = self._rows("PRAGMA data_version")
            if self._columns is None or self._state != state:
                self._columns = self._read_columns()
                self._state = state
                self._found.clear()
            self._standing = True
            yield self._columns
        finally:
            self._standing = False
            self._connection.rollback()

    def _read_columns(self) -> Columns:
        try:
            return Columns(self._connection)
        except (sqlite3.Error, ValueError) as error:
            raise damage(self.path, error) from error

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise damage(self.path, error) from error


class CharacterWriter:
    """The characters of one build, open for writing inside one transaction until `commit`."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        self._fresh = create
        self._connection = connect_file(path, create=create)
        try:
            if create:
                self._connection.executescript(SCHEMA + columns.SCHEMA + names.SCHEMA)
            self._connection.execute("BEGIN IMMEDIATE")
            self._columns = ColumnWriter(self._connection)
            self._names = NameWriter(self._connection)
            if create:
                self._names.prepare()
        except sqlite3.Error as error:
            self._connection.close()
            raise damage(path, error) from error

    def put(self, document: IndexedDocument) -> None:
        """Write `document` over whatever the index held of it."""
        lines = fold_lines(document.texts)
        identity = document.article_id
        try:
            if not self._fresh:
                self._remove(identity)
            self._columns.put(document)
            self._names.put(document.article_id, document.names)
            self._connection.execute("INSERT INTO folded VALUES (?, ?)", [identity, lines])
            self._change_characters("rowid", identity, lines)
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
            self._columns.flush()
            self._names.flush()
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
            "SELECT lines FROM folded WHERE id = ?", [identity]
        ).fetchone()
        if row is None:
            return
        self._change_characters("characters, rowid", identity, row[0])
        self._connection.execute("DELETE FROM folded WHERE id = ?", [identity])
        self._columns.remove(identity)
        self._names.remove(identity)

    def _change_characters(self, target: str, identity: int, lines: str) -> None:
        """Insert the texts, or take the same texts out (FTS5's 'delete' command)."""
        command = ["delete"] if target != "rowid" else []
        parts = lines.replace(LINE_END, "").split(PART_END)[: len(FIELDS)]
        values = [*command, identity, *map(character_tokens, parts)]
        marks = ", ".join("?" * len(values))
        self._connection.execute(
            f"INSERT INTO characters ({target}, {COLUMNS}) VALUES ({marks})",  # noqa: S608
            values,
        )


def connect_file(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """The file, open. Raises IndexBroken if there is none or it is none of ours."""
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
        if create:  # nobody reads a file being made, and publishing the build syncs it
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA cache_size = -{CREATING_CACHE_KB}")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error as error:
        raise damage(path, error) from error
    return connection


def fold_lines(texts: Mapping[Field, str]) -> str:
    """
    The parts of an article as one folded text: every line ends in LINE_END, every part in PART_END.

    A part that is missing keeps its end, and so does a line that folds to nothing.
    """
    return "".join(_fold_part(texts.get(field, "")) + PART_END for field in FIELDS)


def _fold_part(text: str) -> str:
    return "".join(fold(line) + LINE_END for line in text.split("\n")) if text else ""
