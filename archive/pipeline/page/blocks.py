"""
Step 2e: what each line of the page is. Lines in, blocks (lines with their kind) out.

A first look judges each line alone; then its neighbours decide what it cannot say itself: an official's
byline stands between headline and prose, a caption stands apart from the text around it.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from pathlib import Path
from typing import Any

from archive.pipeline.imprint.bylines import (
    Byline,
    is_credit,
    is_post,
    parse_names,
    parse_post,
)
from archive.pipeline.imprint.signed_lines import parse_signed_line
from archive.pipeline.imprint.stamps import MAX_DATELINE, Stamp, parse_dateline, parse_stamp
from archive.pipeline.page.lines import Line, is_closed
from archive.pipeline.values import Author

RULES = Path(__file__).parent.parent / "rules" / "pages.toml"

MAX_HEADLINE = 45
MAX_HEADING = 30  # of a heading in three clauses or more
MAX_LONG_HEADLINE = 120  # where a byline below or its form shows what it is
MAX_HEAD = 30  # lines from a headline to its prose, captions and labels included
MAX_CAPTION = 60
MAX_LONE_CAPTION = 40  # of a line that only its place makes a caption
CAPTION_POINTS = 2
WORD = re.compile(r"[^\W_]")
ENUMERATED = re.compile(
    r"(?:第?[一二三四五六七八九十百]+(?:[、.．]|是)|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.．、](?!\d))"
)
TWO_PART = re.compile(r"\S{4,}[ \u3000\xa0]+\S{4,}")
SHOUTED = re.compile(rf"(?!.*[：:]“)[^。]{{1,{MAX_HEADLINE}}}[！？!?]")
CLAUSE_BREAK = re.compile(r"[，,、；;。]")


class Kind(Enum):
    """What a line is for the page."""

    PROSE = auto()
    HEADLINE = auto()
    BYLINE = auto()
    STAMP = auto()
    CAPTION = auto()
    LABEL = auto()
    CREDIT = auto()
    RULE = auto()


SIGNED = frozenset({Kind.BYLINE, Kind.STAMP})
BETWEEN = frozenset({Kind.CAPTION, Kind.LABEL, Kind.RULE, Kind.CREDIT, Kind.HEADLINE})


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


def classify(lines: Sequence[Line]) -> list[Block]:
    """Each line with its kind, in page order."""
    blocks = [_first_look(line) for line in lines]
    _reopen_fragments(blocks)
    _find_unusual_titles(blocks)
    _find_officials(blocks)
    _find_lone_captions(blocks)
    return blocks


def is_enumerated(text: str) -> bool:
    """Whether `text` opens with a list number (一、 (二) 3.): such a line heads a section, no article."""
    return bool(ENUMERATED.match(text))


def is_subtitle(text: str) -> bool:
    """Whether `text` opens with the dash of a 副题."""
    return text.startswith(("——", "--", "—", "――", "──"))


def _first_look(line: Line) -> Block:
    if not WORD.search(line.text):
        return Block(line, Kind.RULE)
    wording = Kind.HEADLINE if line.level else _kind_by_wording(line.text)
    return _signature(line) or Block(line, wording)


def _signature(line: Line) -> Block | None:
    """The line as a source line or byline, if it is one or both."""
    signed = parse_signed_line(line.text)
    if signed:
        kind = Kind.STAMP if signed.stamp else Kind.BYLINE
        return Block(line, kind, signed.byline, signed.stamp)
    stamp = parse_stamp(line.text)
    if stamp:
        tells = stamp.medium or stamp.day or stamp.authors
        return Block(line, Kind.STAMP if tells else Kind.CREDIT, stamp=stamp)
    return None


def _kind_by_wording(text: str) -> Kind:
    if text.strip("：:【】[] \u3000") in _labels():
        return Kind.LABEL
    if is_credit(text):
        return Kind.CREDIT
    if len(text) <= MAX_CAPTION and any(mark.search(text) for mark in _caption_marks()):
        return Kind.CAPTION
    return Kind.PROSE if len(text) > MAX_HEADLINE or is_closed(text) else Kind.HEADLINE


def _reopen_fragments(blocks: list[Block]) -> None:
    """A short piece of a sentence that column breaks cut out is prose and no headline."""
    usual = usual_gap(blocks)
    for i in range(1, len(blocks)):
        above, block = blocks[i - 1], blocks[i]
        if block.kind is not Kind.HEADLINE or not _is_prose(above) or not _reads_on(block):
            continue
        # A heading stands close to the text below it; a broken line stands close to the text above.
        broken = (
            i + 1 < len(blocks)
            and _is_prose(blocks[i + 1])
            and blocks[i + 1].line.gap > usual >= block.line.gap
        )
        crowded = len(block.text) > MAX_HEADING and len(CLAUSE_BREAK.findall(block.text)) > 1
        if broken or crowded or not is_closed(above.text):
            blocks[i] = replace(block, kind=Kind.PROSE)


def _reads_on(block: Block) -> bool:
    return (
        not block.line.level
        and bool(CLAUSE_BREAK.search(block.text))
        and not is_enumerated(block.text)
    )


def _find_unusual_titles(blocks: list[Block]) -> None:
    """A headline may end with ! or ?, or be long: the byline or source line below it shows what it is."""
    for i, block in enumerate(blocks[:-1]):
        if block.kind is not Kind.PROSE:
            continue
        signed = _is_signed(blocks, i + 1)
        first = i == 0 and _is_prose(blocks[1])
        shouted = SHOUTED.fullmatch(block.text) and (signed or first)
        # A sentence of that length has a comma; a headline parts its clauses by spaces.
        whole = signed or (first and not CLAUSE_BREAK.search(block.text))
        long = len(block.text) <= MAX_LONG_HEADLINE and not is_closed(block.text) and whole
        if shouted or long:
            blocks[i] = replace(block, kind=Kind.HEADLINE)


def _is_signed(blocks: Sequence[Block], i: int) -> bool:
    """Whether block i is a byline or source line above prose, or prose that opens with a dateline."""
    if blocks[i].kind in SIGNED:
        return leads_to_prose(blocks, i)
    return _is_prose(blocks[i]) and parse_dateline(blocks[i].text[:MAX_DATELINE]) is not None


def _is_prose(block: Block) -> bool:
    return block.kind is Kind.PROSE


def _find_officials(blocks: list[Block]) -> None:
    for i in range(1, len(blocks)):
        if blocks[i - 1].kind is not Kind.HEADLINE or blocks[i].kind is not Kind.HEADLINE:
            continue
        if blocks[i].line.level:
            continue
        below = blocks[i + 1].kind if i + 1 < len(blocks) else None
        if below is Kind.PROSE:
            _mark_official(blocks, i)
        elif _names_holder(blocks, i):
            names = parse_names(blocks[i + 1].text)
            authors = tuple(Author(name, blocks[i].text) for name in names)
            blocks[i] = replace(blocks[i], kind=Kind.BYLINE)
            blocks[i + 1] = replace(blocks[i + 1], kind=Kind.BYLINE, byline=Byline(authors))


def _mark_official(blocks: list[Block], i: int) -> None:
    text = blocks[i].text
    names = parse_names(text)
    byline = parse_post(text) or (
        Byline(tuple(Author(name, None) for name in names)) if names else None
    )
    if byline:
        blocks[i] = replace(blocks[i], kind=Kind.BYLINE, byline=byline)


def _names_holder(blocks: list[Block], i: int) -> bool:
    """Whether block i is a post and the next line names who holds it, right before the prose."""
    return (
        i + 2 < len(blocks)
        and blocks[i + 1].kind is Kind.HEADLINE
        and blocks[i + 2].kind is Kind.PROSE
        and is_post(blocks[i].text)
        and bool(parse_names(blocks[i + 1].text))
    )


def _find_lone_captions(blocks: list[Block]) -> None:
    """Short lines that stand apart on both sides, or apart beside a caption."""
    usual = usual_gap(blocks)
    first = next((i for i, block in enumerate(blocks) if _is_prose(block)), len(blocks))
    below = range(first + 1, len(blocks))
    # Upwards first, so that a byline between the last captions is not taken for a new article's.
    for i in [*reversed(below), *below]:
        if _may_be_caption(blocks[i]) and _points(blocks, i, usual) >= CAPTION_POINTS:
            blocks[i] = replace(blocks[i], kind=Kind.CAPTION)


def leads_to_prose(blocks: Sequence[Block], i: int) -> bool:
    """Whether prose follows block i with nothing between that ends an article."""
    head = (block.kind for block in blocks[i : i + MAX_HEAD])
    following = next((kind for kind in head if kind not in SIGNED | BETWEEN), None)
    return following is Kind.PROSE


def usual_gap(blocks: Sequence[Block]) -> int:
    """The number of blank lines that usually stands between the lines of the page."""
    gaps = Counter(block.line.gap for block in blocks[1:])
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=0)


def _may_be_caption(block: Block) -> bool:
    return (
        block.kind in {Kind.PROSE, Kind.HEADLINE}
        and len(block.text) <= MAX_LONE_CAPTION
        and not block.line.level
        and not TWO_PART.search(block.text)
        and not is_enumerated(block.text)
    )


def _points(blocks: Sequence[Block], i: int, usual: int) -> int:
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    apart_before = blocks[i].line.gap > usual
    if below and below.kind in SIGNED and leads_to_prose(blocks, i + 1):
        return 0  # the headline of the next article
    apart_after = below is None or below.kind in SIGNED or below.line.gap > usual
    beside = blocks[i - 1].kind is Kind.CAPTION or (
        below is not None and below.kind is Kind.CAPTION
    )
    return apart_before + (apart_after and apart_before) + (beside and apart_before)


@cache
def _labels() -> frozenset[str]:
    labels: list[str] = _rules()["summary_labels"]
    return frozenset(labels)


@cache
def _caption_marks() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in _rules()["caption_marks"])


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(RULES.read_text("utf-8"))
