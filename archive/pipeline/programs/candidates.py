"""What the ways of finding programs hand on: a name at one place of one text. Only the type goes out."""

from __future__ import annotations

from dataclasses import dataclass

from archive.pipeline.values import ProgramKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A name that may be a program's, at `start`..`end` of a folded text.

    Candidates of one `core` are one program: “五星”支部创建 and “五星”支部 have the core 五星. One without
    a kind only counts where another gives its core a kind.
    """

    start: int
    end: int
    core: str
    name: str
    kind: ProgramKind | None
    weight: float
    rules: tuple[str, ...]
    parent: str | None = None

    def overlaps(self, other: Candidate) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end
