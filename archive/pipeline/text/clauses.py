"""Sentences and clauses of a passage. Folded text comes in; spans into it go out."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from archive.pipeline.values import Span

# A comma between figures is a thousands separator; every other comma, ASCII or not, ends a clause.
_SENTENCE_END = re.compile(r"[。！？!?…\n]+[”’」』）)]*")
_GROUP_END = re.compile(r"[。！？!?…\n]+[”’」』）)]*|[;；]")
_CLAUSE_END = re.compile(r"[。！？!?…\n]+[”’」』）)]*|[;；:：，]|,(?![0-9]{3})|(?<![0-9]),|—{2}")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where sentences, semicolon groups and clauses start; the last entry is the length."""

    sentences: tuple[int, ...]
    groups: tuple[int, ...]
    clauses: tuple[int, ...]

    def sentence_at(self, offset: int) -> Span:
        """The sentence `offset` stands in, its closing mark included."""
        return _around(self.sentences, offset)

    def group_at(self, offset: int) -> Span:
        """The run of clauses between semicolons."""
        return _around(self.groups, offset)

    def clause_at(self, offset: int) -> Span:
        """The clause `offset` stands in, its closing mark included."""
        return _around(self.clauses, offset)


def lay_out(text: str) -> Layout:
    """Give the sentences, groups and clauses of `text`."""
    return Layout(
        sentences=_starts(_SENTENCE_END, text),
        groups=_starts(_GROUP_END, text),
        clauses=_starts(_CLAUSE_END, text),
    )


def _starts(ends: re.Pattern[str], text: str) -> tuple[int, ...]:
    starts = [match.end() for match in ends.finditer(text)]
    last = starts[-1:] or [0]
    return (0, *starts) if last == [len(text)] else (0, *starts, len(text))


def _around(starts: tuple[int, ...], offset: int) -> Span:
    at = bisect_right(starts, offset)
    if at == len(starts):  # the end of the text belongs to what stands before it
        at -= 1
    return Span(starts[at - 1], starts[at])
