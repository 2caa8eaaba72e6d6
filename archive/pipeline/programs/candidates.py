"""What the ways of finding programs hand on: a name at one place of one text. Only types go out."""

from __future__ import annotations

from dataclasses import dataclass

from archive.pipeline.values import AsideReason, Evidence, ProgramKind


@dataclass(frozen=True, slots=True)
class Aside:
    """A quoted or titled name at `start`..`end` of a folded text that row `rule` says is no program."""

    start: int
    end: int
    text: str
    reason: AsideReason
    rule: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A name that may be a program's, at `start`..`end` of a folded text.

    Candidates of one `core` are one program: “五星”支部创建 and “五星”支部 have the core 五星. One without
    a kind only counts where another gives its core a kind. `standing` says the lexicon knows it; `aside` is
    what it becomes where all evidence together does not make it likely.
    """

    start: int
    end: int
    core: str
    name: str
    kind: ProgramKind | None
    evidence: tuple[Evidence, ...]
    standing: bool = False
    aside: Aside | None = None

    @property
    def points(self) -> int:
        """What its evidence adds up to."""
        return sum(each.points for each in self.evidence)

    def overlaps(self, other: Candidate) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


Found = Candidate | Aside
