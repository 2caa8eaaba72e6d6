"""
Which patterns can match a text at all. Patterns in, those the text has the letters for out.

For the rows of a table one pass over the text tells it for every row, where trying each pattern would take a pass each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import ahocorasick_rs

from archive.pipeline.text.needs import needed_literals

Row = TypeVar("Row")

_PIECE = 4_000  # characters looked through at a time, so that no text fills the memory with what is found


class Guarded:
    """A pattern that is only tried where a text holds what every match of it needs."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        needed = needed_literals(self._pattern) or [""]
        self._needed = re.compile("|".join(map(re.escape, sorted(needed))))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches, as those of the pattern itself."""
        return self._pattern.finditer(text) if self._needed.search(text) else iter(())


class Sieve(Generic[Row]):
    """Rows of a table, made ready to be asked which of them a text can match."""

    def __init__(self, rows: Iterable[tuple[Row, re.Pattern[str]]]) -> None:
        """Each row comes with its pattern."""
        self._rows: list[Row] = []
        self._always = 0  # sets of rows are numbers, one bit a row
        holders: dict[str, int] = {}
        for at, (row, pattern) in enumerate(rows):
            self._rows.append(row)
            needed = needed_literals(pattern)
            if needed is None:
                self._always |= 1 << at
            for literal in needed or ():
                holders[literal] = holders.get(literal, 0) | 1 << at
        self._holders = list(holders.values())
        self._reach = _PIECE + max(map(len, holders), default=0)
        self._automaton = ahocorasick_rs.AhoCorasick(holders)

    def possible(self, text: str) -> list[Row]:
        """The rows that may match somewhere in `text` or in a part of it, in their order; the others cannot."""
        held = self._always
        for start in range(0, len(text), _PIECE):
            piece = text[start : start + self._reach]
            for literal, _, _ in self._automaton.find_matches_as_indexes(piece, overlapping=True):
                held |= self._holders[literal]
        rows: list[Row] = []
        while held:
            first = held & -held
            rows.append(self._rows[first.bit_length() - 1])
            held ^= first
        return rows
