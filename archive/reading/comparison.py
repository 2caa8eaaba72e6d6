"""
Two articles side by side. In: their printed lines. Out: rows of pieces, each the same in both or not.

Sentences are laid side by side first, then the characters of those that differ. Script, width and line
breaks make no difference; everything is shown as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from archive.pipeline.text.folding import fold_marks
from archive.reprints.alignment import Change, Stretch, align

MOST_SENTENCES = 4000  # a side; beyond it the two are not laid side by side
MOST_CHARACTERS = 4000  # of one changed stretch; beyond it the stretch is shown as changed whole
ALIKE = (
    0.4  # of the characters of a changed stretch that must stand, or it is shown as changed whole
)
SHORTEST_SAME = 2  # characters; a single one between two changes is chance

_SENTENCE = re.compile(r"[^。！？!?；;\n]*(?:[。！？!?；;]+[”’」』）)]*|\n|$)")
_MARKS = re.compile(r"[\W_]+")


class TooLong(Exception):
    """The two have too many sentences to be laid side by side."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one side as printed; `changed` where the other side has it otherwise or not at all."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Sentences that stand side by side; `number` counts the differences from 1 and is 0 where there is none."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces of one printed line; `opens` where the line begins here and not in a row above."""

    pieces: tuple[Piece, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row as it is set: each side in paragraphs."""

    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both texts in full, in rows."""

    rows: tuple[Row, ...]

    def in_paragraphs(self) -> Iterator[SetRow]:
        """The rows with their line breaks as paragraphs."""
        left = _paragraphs(row.left for row in self.rows)
        right = _paragraphs(row.right for row in self.rows)
        for row, ours, theirs in zip(self.rows, left, right, strict=True):
            yield SetRow(ours, theirs, row.number)

    @property
    def differences(self) -> tuple[Row, ...]:
        """The rows that differ."""
        return tuple(row for row in self.rows if row.number)

    @property
    def left_out(self) -> int:
        """Characters only the left side has."""
        return _changed(row.left for row in self.rows)

    @property
    def added(self) -> int:
        """Characters only the right side has."""
        return _changed(row.right for row in self.rows)


def compare_lines(left: Iterable[str], right: Iterable[str]) -> Comparison:
    """The two texts side by side. Raises TooLong if one has more than MOST_SENTENCES sentences."""
    ours, theirs = list(_sentences(left)), list(_sentences(right))
    if max(len(ours), len(theirs)) > MOST_SENTENCES:
        raise TooLong
    steps = align([_key(one) for one in ours], [_key(one) for one in theirs])
    rows: list[Row] = []
    for same, group in groupby(steps, key=lambda step: step.change is Change.SAME):
        row = _row(list(group), ours, theirs, same=same)
        number = 0 if same else 1 + sum(bool(one.number) for one in rows)
        rows.append(replace(row, number=number))
    return Comparison(tuple(rows))


def _sentences(lines: Iterable[str]) -> Iterator[str]:
    """Sentence after sentence; the last of a line ends with a line break."""
    for line in lines:
        found = [one for one in _SENTENCE.findall(line) if one]
        yield from found[:-1]
        yield from (one + "\n" for one in found[-1:])


def _key(sentence: str) -> str:
    return _MARKS.sub("", fold_marks(sentence).lower())


def _row(
    steps: Sequence[Stretch], ours: Sequence[str], theirs: Sequence[str], *, same: bool
) -> Row:
    left = "".join(ours[steps[0].start : steps[-1].end])
    right = "".join(theirs[steps[0].right_start : steps[-1].right_end])
    if same or not left or not right:
        return Row(_whole(left, changed=not same), _whole(right, changed=not same))
    return _by_character(left, right)


def _whole(text: str, *, changed: bool) -> tuple[Piece, ...]:
    return (Piece(text, changed),) if text else ()


def _by_character(left: str, right: str) -> Row:
    whole = Row(_whole(left, changed=True), _whole(right, changed=True))
    if max(len(left), len(right)) > MOST_CHARACTERS:
        return whole
    steps = list(align(fold_marks(left).lower(), fold_marks(right).lower()))
    kept = sum(step.end - step.start for step in steps if step.change is Change.SAME)
    if kept < ALIKE * min(len(left), len(right)):
        return whole
    return Row(
        _pieces(left, [(one.start, one.end, _differs(one)) for one in steps]),
        _pieces(right, [(one.right_start, one.right_end, _differs(one)) for one in steps]),
    )


def _differs(step: Stretch) -> bool:
    return step.change is not Change.SAME or step.end - step.start < SHORTEST_SAME


def _pieces(text: str, parts: Iterable[tuple[int, int, bool]]) -> tuple[Piece, ...]:
    """The stretches of one side, neighbours of one sort joined; line breaks never count as changed."""
    marks = [changed for start, end, changed in parts for _at in range(start, end)]
    shown = zip(text, marks, strict=True)
    joined = groupby(shown, key=lambda one: one[1] and one[0] != "\n")
    return tuple(Piece("".join(one for one, _ in group), changed) for changed, group in joined)


def _paragraphs(sides: Iterable[tuple[Piece, ...]]) -> Iterator[tuple[Paragraph, ...]]:
    """One side, row after row; a line goes on in the next row until it breaks."""
    opens = True
    for pieces in sides:
        found: list[Paragraph] = []
        line: list[Piece] = []
        for piece in pieces:
            for part in piece.text.splitlines(keepends=True):
                if text := part.rstrip("\n"):
                    line.append(Piece(text, piece.changed))
                if part.endswith("\n"):
                    found += [Paragraph(tuple(line), opens)] if line else []
                    line, opens = [], True
        if line:
            found.append(Paragraph(tuple(line), opens))
            opens = False
        yield tuple(found)


def _changed(sides: Iterable[tuple[Piece, ...]]) -> int:
    return sum(len(piece.text.strip()) for side in sides for piece in side if piece.changed)
