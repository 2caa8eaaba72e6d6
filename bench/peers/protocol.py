"""What an engine is asked in the measurements. Only types: questions go in, ids and counts come out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

TOP = 20  # results of a page


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks for: all `terms` must occur, each as it stands."""

    terms: tuple[str, ...]
    quoted: bool = False

    @property
    def typed(self) -> str:
        """The question as a person types it."""
        text = " ".join(self.terms)
        return f'"{text}"' if self.quoted else text


class Engine(Protocol):
    """One way to search the same articles."""

    def prepare(self, documents: Path, folder: Path) -> None:
        """Do in the empty `folder` what comes before indexing and is not timed."""

    def build(self, documents: Path, folder: Path) -> int:
        """Index every document of the file; how many."""

    def files(self, folder: Path) -> Path:
        """Where in `folder` the finished index lies, and nothing else."""

    def open(self, documents: Path, folder: Path) -> None:
        """Make ready to answer from what `build` left in `folder`."""

    def find(self, literal: str) -> set[int]:
        """Every article that holds `literal`, as far as the engine can tell."""

    def top(self, question: Question) -> list[int]:
        """The best 20 articles, the best first."""

    def page(self, question: Question) -> None:
        """A page of results: 20 snippets and the counts of every facet."""

    def export(self, question: Question, most: int) -> int:
        """The hits as a table, up to `most` if the engine can stop; how many rows it wrote."""
