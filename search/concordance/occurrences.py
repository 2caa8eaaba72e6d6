"""
Where terms occur. The folded lines of one article come in, as the index keeps them; places go out.

A term may run over the end of a line, as a search finds it there, but never over the end of a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from search.concordance.terms import Term
from search.index.characters import LINE_END, PART_END


class Occurrence(NamedTuple):
    """
    Characters of the folded lines that the term with that number matched, end excluded.

    A named tuple: a frequent word has a hundred thousand.
    """

    start: int
    end: int
    term: int


def compile_terms(terms: Sequence[Term]) -> list[re.Pattern[str]]:
    """A pattern for each term that passes over the ends of lines inside it."""
    return [re.compile(f"{LINE_END}*".join(map(re.escape, term.folded))) for term in terms]


def find_occurrences(lines: str, patterns: Sequence[re.Pattern[str]]) -> list[Occurrence]:
    """Every occurrence in reading order; those of one term do not overlap, those of two may."""
    found = [
        Occurrence(match.start(), match.end(), number)
        for number, pattern in enumerate(patterns)
        for match in pattern.finditer(lines)
    ]
    return sorted(found) if len(patterns) > 1 else found


def left_of(lines: str, start: int, length: int) -> str:
    """Up to `length` characters before `start` in the same line, the nearest first."""
    before = lines[max(start - length, 0) : start]
    return before.rpartition(LINE_END)[2].rpartition(PART_END)[2][::-1]


def right_of(lines: str, end: int, length: int) -> str:
    """Up to `length` characters from `end` on in the same line."""
    return lines[end : end + length].partition(LINE_END)[0]
