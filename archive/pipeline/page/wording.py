"""
Step 2e, first look: what a line is by its own words. A line in, a block out.

The words are in rules/pages.toml; bylines and source lines are known by `imprint`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from archive.pipeline.imprint.bylines import is_credit
from archive.pipeline.imprint.dates import holds_date
from archive.pipeline.imprint.signatures import parse_sender
from archive.pipeline.imprint.signed_lines import parse_signed_line
from archive.pipeline.imprint.stamps import parse_stamp
from archive.pipeline.page.blocks import RULES, Block, Kind
from archive.pipeline.page.printed_line import Line, is_closed

MAX_HEADLINE = 45
MAX_CAPTION = 60
MAX_FURNITURE = 300
WORD = re.compile(r"[^\W_]")
CELL_BREAK = re.compile(r"\t+|[ \u3000\xa0]{2,}|(?<=\S)[ \u3000\xa0]?\|[ \u3000\xa0]?(?=\S)")
SPACE = re.compile(r"\s+")
FIGURE = re.compile(r"[\d.,，%％+-]{1,20}")
SENTENCE_END = re.compile(r"[。！？!?]")
MIN_CELLS = 3
MAX_CELL = 24


def first_look(line: Line) -> Block:
    """The line with its kind as far as its own words tell."""
    if not WORD.search(line.text):
        return Block(line, Kind.RULE)
    if len(line.text) <= MAX_FURNITURE:
        for kind in (Kind.ELSEWHERE, Kind.FURNITURE):
            if _mark(kind).match(line.text):
                return Block(line, kind)
    if is_speech(line.text):
        return Block(line, Kind.PROSE)
    signature = _signature(line)
    if signature:
        return signature
    if is_row(line.text):
        return Block(line, Kind.ROW)
    return Block(line, Kind.HEADLINE if line.level else _kind_by_wording(line.text))


def is_speech(text: str) -> bool:
    """Whether `text` is a question or an answer of an interview, behind who says it."""
    return bool(_speech().match(text))


def is_row(text: str) -> bool:
    """Whether `text` is a row of a table: cells set apart, or single words of which one is a bare figure."""
    if is_closed(text) or not (SPACE.search(text) or "|" in text):
        return False
    if len(SENTENCE_END.findall(text)) > 1:
        return False  # a paragraph with the tabs of a web page left in it
    cells = [cell for cell in CELL_BREAK.split(text.strip("| \t")) if cell]
    if "\t" in text and len(cells) > 1:
        return True
    if len(cells) < MIN_CELLS:
        cells = SPACE.split(text)
    return (
        len(cells) >= MIN_CELLS
        and all(len(cell) <= MAX_CELL for cell in cells)
        and sum(bool(FIGURE.fullmatch(cell)) for cell in cells) > 0
        and not holds_date(text)
    )


def _signature(line: Line) -> Block | None:
    """The line as a source line or byline, if it is one or both."""
    sender = parse_sender(line.text)
    if sender:
        return Block(line, Kind.BYLINE, sender)
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
    if _note_mark().match(text):
        return Kind.NOTE
    if is_credit(text):
        return Kind.CREDIT
    if len(text) <= MAX_CAPTION and any(mark.search(text) for mark in _caption_marks()):
        return Kind.CAPTION
    return Kind.PROSE if len(text) > MAX_HEADLINE or is_closed(text) else Kind.HEADLINE


@cache
def mastheads() -> tuple[str, ...]:
    """What the names of papers, sites and public accounts end in that stand alone above a date."""
    return tuple(_rules()["mastheads"])


@cache
def _mark(kind: Kind) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in _rules()[kind.name.lower()]))


def tells_deed(text: str) -> bool:
    """Whether `text` only tells who does what, as the line below a picture does."""
    return bool(_deed().fullmatch(text))


@cache
def _deed() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in _rules()["last_captions"]))


@cache
def _speech() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in _rules()["speech"]))


@cache
def _note_mark() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, sorted(_labels(), key=len, reverse=True)))
    return re.compile(rf"[【\[（(〔]?(?:{labels})(?:[】\]）)〕][：:]?|[：:])[\s\u3000]*(?=\S)")


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
