"""Two texts laid side by side. Two sequences come in, the stretches they share and change go out. Door of rapidfuzz."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein


class Change(StrEnum):
    """What became of a stretch."""

    SAME = "equal"
    REPLACED = "replace"
    LEFT_OUT = "delete"
    ADDED = "insert"


@dataclass(frozen=True, slots=True)
class Stretch:
    """`left[start:end]` became `right[right_start:right_end]`; ends excluded."""

    change: Change
    start: int
    end: int
    right_start: int
    right_end: int


def align(left: Sequence[Hashable], right: Sequence[Hashable]) -> Iterator[Stretch]:
    """The stretches of two sequences, in order, covering both whole: fewest changes."""
    for step in Levenshtein.opcodes(left, right):
        yield Stretch(
            Change(step.tag), step.src_start, step.src_end, step.dest_start, step.dest_end
        )
