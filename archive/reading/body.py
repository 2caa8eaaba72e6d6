"""
An article's text as the page sets it. In: `Article.content`. Out: blocks in print order, each with
its anchor, and where a span of the source stands among them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from archive.passages import to_passage
from archive.pipeline.values import Passage


class BlockKind(StrEnum):
    """What a block is to the reader."""

    SUMMARY = "summary"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"


ANCHORS = {
    BlockKind.SUMMARY: "b",
    BlockKind.PARAGRAPH: "p",
    BlockKind.HEADING: "s",
    BlockKind.CAPTION: "c",
}


@dataclass(frozen=True, slots=True)
class Block:
    """
    One stretch of the article; `number` counts its kind from 1.

    `anchor` is the part of the address that leads here: p5 is paragraph 5.
    """

    kind: BlockKind
    number: int
    anchor: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Located:
    """A span of the source as it stands in a block: characters of the block's text, end excluded."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters themselves, breaks and repeats left out."""
        return self.block.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class _Stretch:
    """Unbroken source characters of one block."""

    start: int
    end: int
    at: int
    block: Block = field(compare=False)


@dataclass(frozen=True, slots=True)
class Body:
    """All blocks in print order, and an index of the source they come from."""

    blocks: tuple[Block, ...]
    stretches: tuple[_Stretch, ...]

    def locate(self, start: int, end: int) -> Located | None:
        """
        Where `start`..`end` of the source stands; None if no block holds any of it.

        A span that runs over the end of a block is cut there: a mark never crosses paragraphs.
        """
        first: _Stretch | None = None
        stop = 0
        for stretch in self._from(start):
            if stretch.start >= end:
                break
            if first is None:
                first = stretch
            if stretch.block is first.block:
                stop = stretch.at + min(end, stretch.end) - stretch.start
        if first is None:
            return None
        return Located(first.block, first.at + max(start - first.start, 0), stop)

    def _from(self, start: int) -> Iterator[_Stretch]:
        first = bisect_right(self.stretches, start, key=lambda stretch: stretch.end)
        return iter(self.stretches[first:])


def read_body(content: Mapping[str, Any]) -> Body:
    """The summary, then paragraphs with headings and captions where they were printed."""
    blocks = tuple(_blocks(content))
    stretches = sorted(
        _Stretch(piece.span.start, piece.span.end, piece.at, block)
        for block in blocks
        for piece in block.passage.pieces
    )
    return Body(blocks, tuple(stretches))


def print_order(content: Mapping[str, Any]) -> Iterator[tuple[BlockKind, int]]:
    """The kind and number of each block in print order, without reading the blocks themselves."""
    return ((kind, number) for kind, number, _stored in _ordered(content))


def _blocks(content: Mapping[str, Any]) -> Iterator[Block]:
    for kind, number, stored in _ordered(content):
        yield Block(kind, number, f"{ANCHORS[kind]}{number}", to_passage(stored))


_Stored = tuple[BlockKind, int, dict[str, Any]]


def _ordered(content: Mapping[str, Any]) -> Iterator[_Stored]:
    for number, stored in enumerate(content.get("summary") or [], 1):
        yield BlockKind.SUMMARY, number, stored
    placed = _placed(content)
    paragraphs = content.get("paragraphs") or []
    for number, stored in enumerate(paragraphs, 1):
        yield from placed.pop(number - 1, [])
        yield BlockKind.PARAGRAPH, number, stored
    for after in sorted(placed):
        yield from placed[after]


def _placed(content: Mapping[str, Any]) -> dict[int, list[_Stored]]:
    """Headings and captions by the number of paragraphs printed before them, in source order."""
    placed: dict[int, list[_Stored]] = {}
    for kind, key in ((BlockKind.HEADING, "headings"), (BlockKind.CAPTION, "captions")):
        for number, stored in enumerate(content.get(key) or [], 1):
            placed.setdefault(stored["after"], []).append((kind, number, stored["passage"]))
    for blocks in placed.values():
        blocks.sort(key=_source_order)
    return placed


def _source_order(block: _Stored) -> tuple[int, int]:
    pieces = block[2]["pieces"]
    return (pieces[0][1], pieces[-1][2]) if pieces else (0, 0)
