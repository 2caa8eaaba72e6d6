"""
Step 2a: decoded text in, its lines out, as passages that know the white space around them.

Markup at the head of a line is taken off, text that was wrapped at a fixed width is unwrapped, and a
line that holds several paragraphs set apart by wide spaces is cut; each of it is recorded as a repair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.pipeline.text.passages import cut, glue, part, strip
from archive.pipeline.values import Container, Decoded, Passage, Repair, RepairKind, Span

LINE = re.compile(
    r"(?P<end>\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029])|[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+"
)
WIDE_SPACE = re.compile(r"(?<=[。！？”…!?])[ \t\u3000\xa0]{2,}(?=\S)")
HEADING_MARK = re.compile(r"(#{1,6})[ \t\u3000]+(?=\S)")
BLOCK_MARK = re.compile(r"(?:>[ \t]?|[-*+][ \t]+(?=\S))")
INLINE_MARK = re.compile(r"(?:\*\*|__|`)+|!?\[(?=[^\]\n]{0,200}\]\()|\]\([^)\s]{0,500}\)")
FINAL = frozenset("。！？!?…：:；;")
PAUSES = ("，", ",", "、")
NEVER_FIRST = ("，", "。", "、", "；", "：", "！", "？", "”", "’", "）", "》", "」", "』", ",", ")")
CLOSERS = "”’」』）)】》〉\"'"

INDENTS = ("\u3000\u3000", "    ", "\t", "\xa0\xa0")

MIN_WRAPPED_LINES = 6
WRAP_WIDTHS = range(10, 200)
OPEN_SHARE, FULL_SHARE = 0.6, 0.5  # of all lines: without a sentence end, and of full width
LONGEST = 1.5  # the longest line, as a multiple of the width
WIDE_FROM = "\u2e7f"
SHORTFALL = 2  # how far a full line may stay under the width (a bracket moved to the next line)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page: `gap` blank lines stand before it, `level` is its Markdown heading level."""

    passage: Passage
    gap: int
    level: int = 0
    indented: bool = False

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Wrap:
    """A width that lines were cut at, in what `measure` counts; a full line may miss `shortfall` of it."""

    measure: Callable[[str], int]
    width: int
    shortfall: int


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a page in order, with what was taken off or mended to get them."""

    lines: tuple[Line, ...]
    repairs: tuple[Repair, ...]


def read_lines(decoded: Decoded) -> Lines:
    """The lines of `decoded.text` that hold something."""
    repairs: list[Repair] = []
    cuts = find_cuts(decoded.text)
    lines = list(_physical_lines(decoded.text, cuts, repairs))
    if decoded.container is Container.MARKDOWN or any(HEADING_MARK.match(x.text) for x in lines):
        lines = [_without_markup(line, repairs) for line in lines]
        lines = [line for line in lines if line.text]
    wrap = None if cuts else find_wrap([line.text for line in lines])
    if wrap:
        lines = list(_unwrap(lines, wrap, repairs))
    lines = [piece for line in lines for piece in _paragraphs_of(line)]
    return Lines(tuple(lines), tuple(repairs))


def is_closed(text: str) -> bool:
    """Whether `text` ends where a sentence may end; a quotation mark alone ends nothing."""
    bare = text.rstrip(CLOSERS)
    if bare and bare[-1] in FINAL:
        return True
    if text.endswith(("）", ")")):
        opening = max(text.rfind("（"), text.rfind("("))
        return opening > 0 and text[opening - 1] in FINAL
    return text.endswith(".") and len(text) > 1 and not text[-2].isdigit()


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
    if len(texts) < MIN_WRAPPED_LINES:
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


def _physical_lines(source: str, cuts: Collection[int], repairs: list[Repair]) -> Iterator[Line]:
    gap = -1  # the line end after each line is no blank line
    held: list[Span] = []
    for match in [*LINE.finditer(source), None]:
        if match and not match["end"]:
            held.append(Span(*match.span()))
        elif match and match.start() in cuts:
            continue
        elif held:
            line = _line(source, held, max(gap, 0), repairs)
            held, gap = [], 0 if line else gap + 1
            if line:
                yield line
        else:
            gap += 1


def _line(source: str, spans: Sequence[Span], gap: int, repairs: list[Repair]) -> Line | None:
    passage = strip(cut(source, *spans))
    if not passage.text:
        return None
    indented = source.startswith(INDENTS, spans[0].start)
    for above, below in pairwise(passage.pieces):
        repairs.append(Repair(RepairKind.JOINED_LINE, Span(above.span.end, below.span.start)))
    return Line(passage, gap, indented=indented)


def _without_markup(line: Line, repairs: list[Repair]) -> Line:
    text = line.text
    head = HEADING_MARK.match(text) or BLOCK_MARK.match(text)
    level = len(head[1]) if head and head.re is HEADING_MARK else 0
    dropped = [head.span()] if head else []
    start = head.end() if head else 0
    dropped += [match.span() for match in INLINE_MARK.finditer(text, start)]
    kept: list[Passage] = []
    at = 0
    for begin, end in dropped:
        kept.append(part(line.passage, at, begin))
        repairs.append(Repair(RepairKind.DROPPED_MARKUP, part(line.passage, begin, end).span))
        at = end
    kept.append(part(line.passage, at, len(text)))
    return Line(strip(glue(kept)), line.gap, level, line.indented)


def _unwrap(lines: Iterable[Line], wrap: Wrap, repairs: list[Repair]) -> Iterator[Line]:
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
    length = wrap.measure(above.text)
    counted_on = column > 0 and column + length == wrap.width and not is_closed(above.text)
    mid_clause = above.text.endswith(PAUSES) or below.text.startswith(NEVER_FIRST)
    return length >= wrap.width - wrap.shortfall or counted_on or mid_clause


def _joined(held: list[Line], repairs: list[Repair]) -> Line:
    if len(held) == 1:
        return held[0]
    for above, below in pairwise(held):
        repairs.append(joint(above.passage, below.passage))
    return Line(glue(line.passage for line in held), held[0].gap, held[0].level, held[0].indented)


def joint(above: Passage, below: Passage) -> Repair:
    """The repair that records that `below` was joined to `above` without anything between."""
    return Repair(RepairKind.JOINED_LINE, Span(above.span.end, below.span.start))


def _paragraphs_of(line: Line) -> Iterator[Line]:
    at = 0
    gap = line.gap
    for space in WIDE_SPACE.finditer(line.text):
        yield Line(part(line.passage, at, space.start()), gap, line.level, line.indented)
        at, gap = space.end(), 0
    rest = line if at == 0 else Line(part(line.passage, at, len(line.text)), gap, line.level)
    yield rest
