"""What a check says before it is written onto a figure. Only the type goes out."""

from __future__ import annotations

from dataclasses import dataclass

MOST_OTHERS = 8  # figures named beside a doubtful one


@dataclass(frozen=True, slots=True)
class Doubt:
    """`check` doubts the figure at place `at` of the article, because of those at `others`."""

    check: str
    at: int
    others: tuple[int, ...] = ()
