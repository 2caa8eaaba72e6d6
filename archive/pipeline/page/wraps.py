"""
Step 2a, unwrapping: lines that a program or a narrow column cut in, the lines its writer ended out.

Three kinds are told apart: line ends after every so many characters of the whole text; lines filled to one
width; and paragraphs filled to about a width, each set apart by its indent or by a blank line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.pipeline.imprint.bylines import parse_byline
from archive.pipeline.page.printed_line import LINE, NEVER_FIRST, PAUSES, Line, is_closed
from archive.pipeline.text.passages import glue
from archive.pipeline.values import Passage, Repair, RepairKind, Span

MIN_WRAPPED_LINES = 6
WRAP_WIDTHS = range(10, 200)
OPEN_SHARE, FULL_SHARE = 0.6, 0.5  # of all lines: without a sentence end, and of full width
LONGEST = 1.5  # the longest line, as a multiple of the width
WIDE_FROM = "\u2e7f"
MIN_RAGGED_LINES = 4
RAGGED_WIDTHS = range(20, 160)  # columns
RAGGED = 0.75  # of the width, what a line inside a paragraph at least fills
FULL, OPEN = 0.7, 0.5  # of the lines inside paragraphs: near the width, and without a sentence end
MIN_OPEN_RUN = 3  # lines that stand together without ending a sentence
INDENT = 4  # columns
SHORTFALL = 2  # how far a full line may stay under the width (a bracket moved to the next line)


@dataclass(frozen=True, slots=True)
class Wrap:
    """A width that lines were cut at, in what `measure` counts; a full line may miss `shortfall` of it."""

    measure: Callable[[str], int]
    width: int
    shortfall: int


def find_cuts(source: str) -> frozenset[int]:
    """
    Where the line ends stand that a program put after every so many characters of the whole text.

    It counted the line ends that were there before, so that only a count from the beginning tells the two
    apart. Empty if the text was not cut so.
    """
    ends: dict[int, int] = {}  # by the characters before it, each line end counted once
    lengths: Counter[int] = Counter()
    open_at: set[int] = set()
    count = 0
    for match in LINE.finditer(source):
        if match["end"]:
            ends[count] = match.start()
            count += 1
            continue
        lengths[len(match[0])] += 1
        count += len(match[0])
        if not is_closed(match[0]):
            open_at.add(count)
    width = max(lengths, key=lambda length: (lengths[length], length), default=0)
    cuts = range(width, count, width + 1)
    if width not in WRAP_WIDTHS or len(cuts) < MIN_WRAPPED_LINES - 1:
        return frozenset()
    whole = all(at in ends for at in cuts)
    if not whole or sum(at in open_at for at in cuts) < OPEN_SHARE * len(cuts):
        return frozenset()
    return frozenset(ends[at] for at in cuts)


def find_wrap(texts: list[str]) -> Wrap | None:
    """How the text was wrapped, or None if it was not."""
    if len(texts) < MIN_WRAPPED_LINES or not any("。" in text for text in texts):
        return None
    open_ends = sum(not is_closed(text) for text in texts)
    if open_ends < OPEN_SHARE * len(texts):
        return None
    for measure, shortfall in ((len, SHORTFALL), (columns, 2 * SHORTFALL)):
        widths = Counter(map(measure, texts))
        width = max(widths, key=lambda w: (sum(widths[w - i] for i in range(shortfall + 1)), w))
        full = sum(widths[w] for w in range(width - shortfall, width + 1))
        fits = width in WRAP_WIDTHS and max(widths) <= width * LONGEST
        if fits and full >= FULL_SHARE * len(texts):
            return Wrap(measure, width, shortfall)
    return None


def columns(text: str) -> int:
    """The width of `text` on a terminal: a Chinese character takes two columns."""
    return len(text) + sum(character > WIDE_FROM for character in text)


def unwrap(lines: Iterable[Line], wrap: Wrap, repairs: list[Repair]) -> Iterator[Line]:
    held: list[Line] = []
    column = 0
    for line in lines:
        if held and not _continues(held[-1], line, column, wrap):
            # Some programs count on over a line end that was there before.
            counted = wrap.measure(held[-1].text) + 1 + line.gap
            column = column + counted if column < wrap.width else 0
            yield _joined(held, repairs)
            held = []
        elif held:
            column = 0
        held.append(line)
    if held:
        yield _joined(held, repairs)


def _continues(above: Line, below: Line, column: int, wrap: Wrap) -> bool:
    """Whether the line above reaches the width, `column` characters having stood before it."""
    if below.gap or below.indented or below.level or above.level:
        return False
    if parse_byline(above.text) or parse_byline(below.text):
        return False
    length = wrap.measure(above.text)
    counted_on = column > 0 and column + length == wrap.width and not is_closed(above.text)
    mid_clause = above.text.endswith(PAUSES) or below.text.startswith(NEVER_FIRST)
    return length >= wrap.width - wrap.shortfall or counted_on or mid_clause


def _joined(held: list[Line], repairs: list[Repair]) -> Line:
    if len(held) == 1:
        return held[0]
    for above, below in pairwise(held):
        repairs.append(_joint(above.passage, below.passage))
    return Line(glue(line.passage for line in held), held[0].gap, held[0].level, held[0].indented)


def _joint(above: Passage, below: Passage) -> Repair:
    """The repair that records that `below` was joined to `above` without anything between."""
    return Repair(RepairKind.JOINED_LINE, Span(above.span.end, below.span.start))


def unwrap_paragraphs(lines: Sequence[Line], repairs: list[Repair]) -> Iterator[Line]:
    """
    The lines, those of a paragraph put together where paragraphs were filled to about a width.

    Only lines that stand together count: an indent or a blank line sets the next paragraph apart.
    """
    runs = _runs(lines)
    width = _ragged_width(runs)
    for run in runs:
        at = 0
        for i in range(1, len(run) + 1):
            if i < len(run) and width and _is_filled(run, i, width):
                continue
            yield _joined(run[at:i], repairs)
            at = i


def _runs(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines that stand together, without a blank line, an indent or a heading mark between them."""
    runs: list[list[Line]] = []
    for line in lines:
        apart = line.gap or line.indented or line.level or not runs or runs[-1][-1].level
        if apart:
            runs.append([])
        runs[-1].append(line)
    return runs


def _ragged_width(runs: Sequence[Sequence[Line]]) -> int | None:
    """The columns of the longest line if the lines inside the paragraphs come near it, else None."""
    paragraphs = [run for run in runs if len(run) > 1 and is_closed(run[-1].text)]
    inner = [line for run in paragraphs for line in run[:-1]]
    widths = sorted(map(_printed_columns, inner))
    if len(inner) < MIN_RAGGED_LINES:
        return None
    width = widths[len(widths) * 9 // 10]
    longest = max(_printed_columns(line) for run in runs for line in run)
    full = sum(each >= RAGGED * width for each in widths)
    open_ends = sum(not is_closed(line.text) for line in inner)
    fits = width in RAGGED_WIDTHS and longest <= width * LONGEST
    return width if fits and full >= FULL * len(inner) and open_ends >= OPEN * len(inner) else None


def _is_filled(run: Sequence[Line], i: int, width: int) -> bool:
    """Whether line i of `run` reads on from the one above, which comes near `width` columns."""
    above, below = run[i - 1], run[i]
    if not is_closed(run[-1].text) and len(run) < MIN_OPEN_RUN:
        return False  # two lines of a headline
    mid_clause = above.text.endswith(PAUSES) or below.text.startswith(NEVER_FIRST)
    return _printed_columns(above) >= RAGGED * width or mid_clause


def _printed_columns(line: Line) -> int:
    return columns(line.text) + INDENT * line.indented
