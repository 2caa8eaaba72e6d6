"""
Step 2e: the lines of a page with what they are. What a block is and how blocks stand to each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from archive.pipeline.imprint.bylines import Byline
from archive.pipeline.imprint.stamps import MAX_DATELINE, Stamp, parse_dateline
from archive.pipeline.page.printed_line import Line

RULES = Path(__file__).parent.parent / "rules" / "pages.toml"

MAX_HEAD = 30  # lines from a headline to its prose, captions and labels included
ENUMERATED = re.compile(
    r"(?:第?[一二三四五六七八九十百]+(?:[、.．]|是)|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.．、](?!\d))"
)


class Kind(Enum):
    """What a line is for the page."""

    PROSE = auto()
    NOTE = auto()  # the editors' summary or note
    ROW = auto()  # of a table
    HEADLINE = auto()
    BYLINE = auto()
    STAMP = auto()
    CAPTION = auto()
    LABEL = auto()
    CREDIT = auto()
    RULE = auto()
    FURNITURE = auto()  # what the site or paper prints on every page
    ELSEWHERE = auto()  # the label above headlines of other reports (往期推荐)


SIGNED = frozenset({Kind.BYLINE, Kind.STAMP})
BETWEEN = frozenset(
    {Kind.CAPTION, Kind.LABEL, Kind.RULE, Kind.CREDIT, Kind.HEADLINE, Kind.NOTE, Kind.FURNITURE}
)


@dataclass(frozen=True, slots=True)
class Block:
    """A line, what it is, and what was read out of it on the way."""

    line: Line
    kind: Kind
    byline: Byline | None = None
    stamp: Stamp | None = None

    @property
    def text(self) -> str:
        return self.line.text


def is_enumerated(text: str) -> bool:
    """Whether `text` opens with a list number (一、 (二) 3.): such a line heads a section, no article."""
    return bool(ENUMERATED.match(text))


def is_subtitle(text: str) -> bool:
    """Whether `text` opens with the dash of a 副题."""
    return text.startswith(("——", "--", "—", "――", "──"))


def opens_with_dateline(block: Block) -> bool:
    """Whether `block` is a paragraph that opens with a dateline (本报讯（记者 张三）)."""
    return block.kind is Kind.PROSE and parse_dateline(block.text[:MAX_DATELINE]) is not None


def leads_to_prose(blocks: Sequence[Block], i: int) -> bool:
    """Whether prose follows block i with nothing between that ends an article."""
    head = (block.kind for block in blocks[i : i + MAX_HEAD])
    following = next((kind for kind in head if kind not in SIGNED | BETWEEN), None)
    return following is Kind.PROSE


def usual_gap(blocks: Sequence[Block]) -> int:
    """The number of blank lines that usually stands between the lines of the page."""
    gaps = Counter(block.line.gap for block in blocks[1:])
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=0)
