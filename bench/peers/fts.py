"""
SQLite's FTS5, by character and by trigram (over words: `fts_words`). Documents in, ids and snippets out.

The text stands beside the full-text table, for snippets; facets are counted in memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from bench.documents import read_documents
from bench.peers.protocol import TOP, Question
from bench.peers.table import TagTable, snippet, write_table

FILE = "fts.sqlite3"
SHORTEST_TRIGRAM = 3
EVERYTHING = -1
UNRANKED = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
RANKED = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?"


class Fts:
    """What the kinds have in common; each kind says how a text is cut and a literal asked for."""

    tokenize = "ascii"
    _connection: sqlite3.Connection
    _tags: TagTable

    def tokens(self, text: str) -> str:
        """`text` as the full-text table takes it."""
        raise NotImplementedError

    def phrase(self, literal: str) -> str:
        """The same for a literal in a question; empty if it holds no token."""
        return f'"{self.tokens(literal)}"'

    def prepare(self, documents: Path, folder: Path) -> None:
        """Nothing."""

    def files(self, folder: Path) -> Path:
        return folder

    def build(self, documents: Path, folder: Path) -> int:
        """One transaction, then FTS5's own `optimize`."""
        connection = sqlite3.connect(folder / FILE, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE article (id INTEGER PRIMARY KEY, title, text)")
        connection.execute(
            f"CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='{self.tokenize}')"
        )
        connection.execute("BEGIN")
        number = 0
        for one in read_documents(documents):
            number += 1
            row = (one.identity, one.title, one.text)
            connection.execute("INSERT INTO article VALUES (?, ?, ?)", row)
            values = (one.identity, self.tokens(one.text))
            connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", values)
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        return number

    def open(self, documents: Path, folder: Path) -> None:
        """Open the file and load the facets."""
        self._connection = sqlite3.connect(f"{(folder / FILE).as_uri()}?mode=ro", uri=True)
        self._tags = TagTable(documents)

    def find(self, literal: str) -> set[int]:
        return set(self.matching(Question((literal,)), EVERYTHING, ranked=False))

    def top(self, question: Question) -> list[int]:
        return self.matching(question, TOP, ranked=True)

    def page(self, question: Question) -> None:
        hits = self.matching(question, EVERYTHING, ranked=False)
        self._tags.count(hits)
        for _identity, _title, text in self._rows(self.top(question)):
            snippet(text, question)

    def export(self, question: Question, most: int) -> int:
        return write_table(self._rows(self.matching(question, most, ranked=True)))

    def matching(self, question: Question, most: int, *, ranked: bool) -> list[int]:
        """Ids of the articles that hold every term."""
        match = " AND ".join(f"({self.phrase(term)})" for term in question.terms)
        return self.ids(RANKED if ranked else UNRANKED, match, most)

    def ids(self, sql: str, *values: object) -> list[int]:
        """The first column of what `sql` gives."""
        return [row[0] for row in self._connection.execute(sql, values)]

    def _rows(self, ids: list[int]) -> Iterable[tuple[int, str, str]]:
        return self._connection.execute(
            "SELECT id, title, text FROM article WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(ids)],
        )


def hexed(token: str) -> str:
    """`token` as plain letters, so that no tokenizer changes or drops it."""
    return token.encode("utf-8").hex()


class Characters(Fts):
    """One token a character, punctuation included."""

    def tokens(self, text: str) -> str:
        return " ".join(map(hexed, text))


class Trigrams(Fts):
    """FTS5's own trigrams; what is shorter is looked for in the texts, one by one and unranked."""

    tokenize = "trigram"

    def tokens(self, text: str) -> str:
        return text

    def phrase(self, literal: str) -> str:
        return '"' + literal.replace('"', '""') + '"'

    def matching(self, question: Question, most: int, *, ranked: bool) -> list[int]:
        if all(len(term) >= SHORTEST_TRIGRAM for term in question.terms):
            return super().matching(question, most, ranked=ranked)
        where = " AND ".join("instr(text, ?)" for _term in question.terms)
        return self.ids(
            f"SELECT id FROM article WHERE {where} LIMIT ?",  # noqa: S608 -- question marks only
            *question.terms,
            most,
        )
