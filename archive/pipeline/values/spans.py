"""Stretches of the source text. Nothing comes in; only types go out."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the source text: code points, end excluded."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters copied unbroken from the source: `at` is where they stand in the passage."""

    at: int
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A stretch of cleaned text (a title, a paragraph, a caption) that knows where each character came from.

    `text` is the concatenation of the source at `pieces`: cleaning only ever leaves characters out.
    """

    text: str
    pieces: tuple[Piece, ...]

    def __post_init__(self) -> None:
        at = end = 0
        for piece in self.pieces:
            if piece.at != at or piece.span.start < end:
                raise ValueError(f"piece at {piece.at} of {piece.span}, expected {at} after {end}")
            at, end = at + len(piece.span), piece.span.end
        if at != len(self.text):
            raise ValueError(f"{len(self.text)} characters, {at} of them placed")

    @property
    def span(self) -> Span:
        """The source from the passage's first character to its last, dropped characters included."""
        return Span(self.pieces[0].span.start, self.pieces[-1].span.end)

    def to_source(self, start: int, end: int) -> Span:
        """
        The source span that covers `text[start:end]`.

        Where a line break was dropped inside it, the span holds the break too.
        Raises ValueError if the range is empty or outside the passage.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"{start}..{end} is not inside 0..{len(self.text)}")
        return Span(self._place(start), self._place(end - 1) + 1)

    def from_source(self, offset: int) -> int | None:
        """Where the source character at `offset` stands in `text`; None if it was left out."""
        found = bisect_right(self.pieces, offset, key=lambda piece: piece.span.start) - 1
        if found < 0 or offset >= self.pieces[found].span.end:
            return None
        return self.pieces[found].at + offset - self.pieces[found].span.start

    def _place(self, at: int) -> int:
        piece = self.pieces[0]
        if len(self.pieces) > 1:
            piece = self.pieces[bisect_right(self.pieces, at, key=lambda piece: piece.at) - 1]
        return piece.span.start + at - piece.at
