"""Sentences and clauses of a passage. Folded text comes in; spans into it go out."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from archive.pipeline.values import Span

# Where a clause ends; group 1 is there if a group of clauses ends with it, group 2 if a sentence does.
# A comma between figures may be a thousands separator; every other comma, ASCII or not, ends a clause.
# All marks stand in one class in front: what starts so is searched for many times as fast.
_END = re.compile(
    r"[:：，,—;；。！？!?…\n①-⑳]"
    r"(?:(?<=[①-⑳])|(?<=[:：])|(?<=，)(?:(?<![0-9]，)|(?!000(?![0-9])))|(?<=,)(?![0-9]{3}| 000(?![0-9]))|(?<=(?<![0-9]),)|(?<=—)—"
    r"|(?<=[;；])()|(?<=[。！？!?…\n])([。！？!?…\n]*[”’」』）)]*))"
)
_OF_SENTENCE = 2
# What numbers a member of a list stands in a clause of its own: 1.发展党员15名。2.培训3期, (二)改造危房
_NUMBERING = re.compile(
    r"[0-9]{1,2}(?:[.．](?![0-9])|、(?![0-9]))|[(（](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）]"
    r"|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])"
)
_NUMBERS = frozenset("0123456789(（一二三四五六七八九十")
_KEPT, _KEPT_LENGTH = 256, 4_000  # as of folded texts: only what is short is kept


@dataclass(frozen=True, slots=True)
class Layout:
    """Where sentences, semicolon groups and clauses start; the last entry is the length."""

    sentences: tuple[int, ...]
    groups: tuple[int, ...]
    clauses: tuple[int, ...]

    def sentence_at(self, offset: int) -> Span:
        """The sentence `offset` stands in, its closing mark included."""
        return _around(self.sentences, offset)

    def sentence_start(self, offset: int) -> int:
        """Where the sentence `offset` stands in starts; much asked, and no span need be made for it."""
        return _start(self.sentences, offset)

    def group_start(self, offset: int) -> int:
        """Where the run of clauses between semicolons starts."""
        return _start(self.groups, offset)

    def clause_start(self, offset: int) -> int:
        """Where the clause starts."""
        return _start(self.clauses, offset)

    def group_at(self, offset: int) -> Span:
        """The run of clauses between semicolons."""
        return _around(self.groups, offset)

    def clause_at(self, offset: int) -> Span:
        """The clause `offset` stands in, its closing mark included."""
        return _around(self.clauses, offset)


def lay_out(text: str) -> Layout:
    """Give the sentences, groups and clauses of `text`; steps ask it of the same passages in turn."""
    return _lay_out_once(text) if len(text) <= _KEPT_LENGTH else _lay_out(text)


def _lay_out(text: str) -> Layout:
    sentences, groups, clauses = [0], [0], [0]
    _add_numbering(text, clauses)
    for mark in _END.finditer(text):
        end = mark.end()
        clauses.append(end)
        _add_numbering(text, clauses)
        if mark.lastindex:
            groups.append(end)
        if mark.lastindex == _OF_SENTENCE:
            sentences.append(end)
    for starts in (sentences, groups, clauses):
        if starts[-1] != len(text):
            starts.append(len(text))
    return Layout(tuple(sentences), tuple(groups), tuple(clauses))


def _add_numbering(text: str, clauses: list[int]) -> None:
    """Begin a clause behind the number of a list's member that begins the last of `clauses`."""
    start = clauses[-1]
    if text[start : start + 1] in _NUMBERS:
        found = _NUMBERING.match(text, start)
        if found is not None:
            clauses.append(found.end())


_lay_out_once = lru_cache(_KEPT)(_lay_out)


def _start(starts: tuple[int, ...], offset: int) -> int:
    at = bisect_right(starts, offset)
    return starts[at - 1 if at < len(starts) else at - 2]


def _around(starts: tuple[int, ...], offset: int) -> Span:
    at = bisect_right(starts, offset)
    if at == len(starts):  # the end of the text belongs to what stands before it
        at -= 1
    return Span(starts[at - 1], starts[at])
