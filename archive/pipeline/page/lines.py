"""
Step 2a: decoded text in, its lines out, as passages that know the white space around them.

Markup at the head of a line is taken off, text that was wrapped at a fixed width is unwrapped, and a
line that holds several paragraphs set apart by wide spaces is cut; each of it is recorded as a repair.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.pipeline.page.glued import put_headline_together, set_headline_apart
from archive.pipeline.page.printed_line import LINE, Line
from archive.pipeline.page.wraps import find_cuts, find_wrap, unwrap, unwrap_paragraphs
from archive.pipeline.text.passages import cut, glue, part, strip
from archive.pipeline.values import Container, Decoded, Passage, Repair, RepairKind, Span

WIDE_SPACE = re.compile(r"(?<=[。！？”…!?])[ \t\u3000\xa0]{2,}(?=\S)")
HEADING_MARK = re.compile(r"(#{1,6})[ \t\u3000]+(?=\S)")
BLOCK_MARK = re.compile(r"(?:>[ \t]?|[-*+][ \t]+(?=\S))")
INLINE_MARK = re.compile(r"(?:\*\*|__|`)+|!?\[(?=[^\]\n]{0,200}\]\()|\]\([^)\s]{0,500}\)")
INDENTS = ("\u3000\u3000", "    ", "\t", "\xa0\xa0")


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
        lines = list(unwrap(lines, wrap, repairs))
    elif not cuts:
        lines = list(unwrap_paragraphs(lines, repairs))
    lines = [piece for line in lines for piece in _paragraphs_of(line)]
    lines = put_headline_together(list(set_headline_apart(lines)), repairs)
    return Lines(tuple(lines), tuple(repairs))


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


def _paragraphs_of(line: Line) -> Iterator[Line]:
    at = 0
    gap = line.gap
    for space in WIDE_SPACE.finditer(line.text):
        yield Line(part(line.passage, at, space.start()), gap, line.level, line.indented)
        at, gap = space.end(), 0
    rest = line if at == 0 else Line(part(line.passage, at, len(line.text)), gap, line.level)
    yield rest
