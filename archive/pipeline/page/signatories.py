"""
Step 2e, on a page of several reports: where each is signed. Blocks in, the same with bylines marked out, in place.

A line of a name alone, or of a post and a name, could head a section by its own words. Where such lines stand at
the same place of several reports they are bylines: above each headline, below it, or below each report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from archive.pipeline.imprint.bylines import (
    Byline,
    is_post,
    parse_placed,
    parse_plain_byline,
    parse_post,
)
from archive.pipeline.imprint.names import ORNAMENT, parse_names
from archive.pipeline.imprint.signatures import signed_from
from archive.pipeline.page.blocks import Block, Kind, is_enumerated
from archive.pipeline.values import Author

SHORTEST_TOWN = 3
MIN_SIGNED = 2  # reports of a page that show where it signs them
ABOVE_HEADLINE = re.compile(r"T*B+T+")
BYLINE_FIRST = re.compile(r"B+T+")
HOLDERS = frozenset({Kind.HEADLINE, Kind.BYLINE})
HEADLINES = re.compile(r"T+")
SHOUTED = re.compile(r"[^。]{4,45}[！？!?]")


class Order(Enum):
    """Where the reports of a page print their bylines."""

    ABOVE = auto()  # byline, headline, report
    BELOW_REPORT = auto()  # headline, report, byline


@dataclass(frozen=True, slots=True)
class Head:
    """The headlines and bylines that stand between two stretches of prose: their places, and T or B for each."""

    at: tuple[int, ...]
    marks: str
    above: str  # the prose above

    @property
    def is_signed_off(self) -> bool:
        """Whether the report above ends with who signs it, in its last line or on one of its own."""
        return self.marks.startswith("B") or signed_from(self.above) is not None


def find_signatories(blocks: list[Block]) -> None:
    """Mark the bylines that only their like place in several reports of the page shows."""
    _find_below_headlines(blocks)
    _find_below_shouts(blocks)
    signed = [_marked(blocks, i) for i in range(len(blocks))]
    supposed = [new or old for new, old in zip(signed, blocks, strict=True)]
    _find_shouts_below_bylines(supposed)
    if find_order(supposed):
        blocks[:] = supposed


def find_order(blocks: Sequence[Block]) -> Order | None:
    """Where the reports of the page are signed if not below their headlines, or None if that is not plain."""
    first, *middle, last = _heads(blocks)
    signed = [head for head in middle if "B" in head.marks]
    between = all(BYLINE_FIRST.fullmatch(head.marks) for head in signed)
    if ABOVE_HEADLINE.fullmatch(first.marks) and signed and between and "B" not in last.marks:
        return Order.ABOVE
    if not (HEADLINES.fullmatch(first.marks) and between):
        return None
    ends = any("T" in head.marks and head.is_signed_off for head in middle)
    return Order.BELOW_REPORT if ends and last.is_signed_off else None


def ordered_starts(blocks: Sequence[Block]) -> list[int]:
    """Where the second and each later report begins on a page of a plain order; [] on any other."""
    order = find_order(blocks)
    middle = _heads(blocks)[1:-1] if order else []
    if order is Order.ABOVE:
        return [head.at[0] for head in middle if "B" in head.marks]
    return [
        head.at[head.marks.index("T")]
        for head in middle
        if "T" in head.marks and head.is_signed_off
    ]


def _heads(blocks: Sequence[Block]) -> list[Head]:
    """What stands above, between and below the prose; the first and the last may hold nothing."""
    prose = [i for i, block in enumerate(blocks) if block.kind is Kind.PROSE]
    bounds = [-1, *prose, len(blocks)]
    heads = [_head(blocks, above, below) for above, below in pairwise(bounds)]
    return [heads[0], *(head for head in heads[1:-1] if head.marks), heads[-1]]


def _head(blocks: Sequence[Block], above: int, below: int) -> Head:
    at = [i for i in range(above + 1, below) if _mark(blocks[i])]
    marks = "".join(_mark(blocks[i]) for i in at)
    return Head(tuple(at), marks, blocks[above].text if above >= 0 else "")


def _mark(block: Block) -> str:
    if block.byline or block.kind is Kind.BYLINE:
        return "B"
    plain = block.kind is Kind.HEADLINE and not is_enumerated(block.text)
    return "T" if plain else ""


def _marked(blocks: Sequence[Block], i: int) -> Block | None:
    """Block i as a byline if it could be one: a post with its holder on this or the next line, or names."""
    block = blocks[i]
    lone = block.kind is Kind.BYLINE and bool(parse_names(block.text))
    if not (block.kind is Kind.HEADLINE or lone) or block.line.level:
        return None
    byline = read_signatory(block.text)
    if byline:
        above = blocks[i - 1].text if i and blocks[i - 1].kind is Kind.HEADLINE else ""
        if is_post(above.strip(ORNAMENT)) and parse_names(block.text):
            byline = _held(block, above)
        return replace(block, kind=Kind.BYLINE, byline=byline)
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    holder = below is not None and below.kind in HOLDERS and parse_names(below.text)
    return (
        replace(block, kind=Kind.BYLINE) if holder and is_post(block.text.strip(ORNAMENT)) else None
    )


def _held(block: Block, post: str) -> Byline:
    role = post.strip(ORNAMENT)
    return Byline(tuple(Author(name, role) for name in parse_names(block.text)))


def read_signatory(text: str) -> Byline | None:
    """The official with his post, the names, or the names behind their town that `text` is, or None."""
    bare = text.strip(ORNAMENT)
    names = parse_names(bare)
    plain = Byline(tuple(Author(name, None) for name in names)) if names else None
    return parse_post(bare) or parse_placed(bare, shortest=SHORTEST_TOWN) or plain


def _find_below_shouts(blocks: list[Block]) -> None:
    """A headline that ends with ! or ? above a line of a post or names, where another report is signed so."""
    if not any(block.kind is Kind.BYLINE for block in blocks):
        return
    named = _prints_names(blocks)
    for i in range(1, len(blocks) - 2):
        shout, line = blocks[i], blocks[i + 1]
        fits = shout.kind is Kind.PROSE and line.kind is Kind.HEADLINE and not line.line.level
        fits = fits and bool(SHOUTED.fullmatch(shout.text))
        byline = _signatory_here(line.text, named=named) if fits else None
        if byline and blocks[i + 2].kind is Kind.PROSE:
            blocks[i] = replace(shout, kind=Kind.HEADLINE)
            blocks[i + 1] = replace(line, kind=Kind.BYLINE, byline=byline)


def _find_shouts_below_bylines(blocks: list[Block]) -> None:
    """A line that ends with ! or ? right below a byline, above prose, as a headline."""
    for above, i in zip(blocks, range(1, len(blocks) - 1), strict=False):
        shout, below = blocks[i], blocks[i + 1]
        fits = above.kind is Kind.BYLINE and shout.kind is Kind.PROSE and below.kind is Kind.PROSE
        if fits and SHOUTED.fullmatch(shout.text):
            blocks[i] = replace(shout, kind=Kind.HEADLINE)


def _find_below_headlines(blocks: list[Block]) -> None:
    """Names behind short places, and names of no known family, right above prose in two reports or more."""
    found = dict(_below_headlines(blocks))
    known = sum(
        block.kind is Kind.BYLINE and blocks[i - 1].kind is Kind.HEADLINE
        for i, block in enumerate(blocks)
        if i
    )
    if found and known + len(found) >= MIN_SIGNED:
        for i, byline in found.items():
            blocks[i] = replace(blocks[i], kind=Kind.BYLINE, byline=byline)


def _below_headlines(blocks: Sequence[Block]) -> Iterator[tuple[int, Byline]]:
    named = _prints_names(blocks)
    for i in range(1, len(blocks) - 1):
        above, block, below = blocks[i - 1 : i + 2]
        if not above.kind is block.kind is Kind.HEADLINE or below.kind is not Kind.PROSE:
            continue
        if block.line.level or is_enumerated(above.text):
            continue
        byline = _signatory_here(block.text, named=named)
        if byline:
            yield i, byline


def _signatory_here(text: str, *, named: bool) -> Byline | None:
    """Who signs where a byline is due; where the page prints `named` bylines, the family may be unknown."""
    return read_signatory(text) or (parse_plain_byline(text) if named else None)


def _prints_names(blocks: Sequence[Block]) -> bool:
    """Whether a report of the page is signed with names alone."""
    return any(
        block.kind is Kind.BYLINE and parse_names(block.text.strip(ORNAMENT)) for block in blocks
    )
