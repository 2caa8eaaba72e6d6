"""
Step 2e, pieces of sentences: a short line that a break cut out of a paragraph is prose and no headline.

Blocks in and out, in place. What shows such a piece are its own words (rules/pages.toml, fragments) and how the
lines above and below it stand to it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from archive.pipeline.imprint.names import parse_names
from archive.pipeline.imprint.signatures import signed_from
from archive.pipeline.page.blocks import (
    RULES,
    Block,
    Kind,
    is_enumerated,
    is_subtitle,
    usual_gap,
)
from archive.pipeline.page.printed_line import NEVER_FIRST, PAUSES, is_closed

MAX_HEADING = 30  # of a heading in three clauses or more
SHORTEST_HEADING = 4
CLAUSE_BREAK = re.compile(r"[，,、；;。]")
TWO_PART = re.compile(r"\S{2,}[ \u3000\xa0]+\S{2,}")
PAIRS = ("“”", "‘’", "「」", "『』", "（）", "()", "《》", "【】")


@dataclass(frozen=True, slots=True)
class Marks:
    """What shows by its words alone that a line is a piece of a sentence."""

    sentence: re.Pattern[str]
    never_last: tuple[str, ...]
    never_first: tuple[str, ...]
    measures: re.Pattern[str]
    openings: re.Pattern[str]
    short_headings: frozenset[str]


def reopen_fragments(blocks: list[Block]) -> None:
    """Make prose of the headlines that are pieces of sentences. Both ways: a piece may stand beside a piece."""
    usual = usual_gap(blocks)
    first = next((i for i, block in enumerate(blocks) if block.kind is Kind.PROSE), len(blocks))
    for i in [*range(len(blocks) - 1, 0, -1), *range(1, len(blocks))]:
        if _may_be_piece(blocks, i) and (
            _cut_by_its_words(blocks, i, in_body=i > first) or _cut_by_its_place(blocks, i, usual)
        ):
            blocks[i] = replace(blocks[i], kind=Kind.PROSE)


def _may_be_piece(blocks: Sequence[Block], i: int) -> bool:
    block = blocks[i]
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    return (
        block.kind is Kind.HEADLINE
        and not block.line.level
        and not is_enumerated(block.text)
        and not is_subtitle(block.text)
        and not parse_names(block.text)
        and (_is_prose(below) or _is_prose(blocks[i - 1]))
    )


def _cut_by_its_words(blocks: Sequence[Block], i: int, *, in_body: bool) -> bool:
    """Whether the line cannot end where it ends, or the next cannot begin where it begins."""
    text, marks = blocks[i].text, _marks()
    below = blocks[i + 1].text if i + 1 < len(blocks) else ""
    if not _is_prose(blocks[i + 1] if below else None):
        return False
    if below.startswith(NEVER_FIRST) or text.endswith(PAUSES) or _is_open(text) or "。" in text:
        return True
    if marks.sentence.match(text):
        return True
    if not in_body:
        return False
    tiny = len(text) < SHORTEST_HEADING and text not in marks.short_headings
    number_cut = text[-1].isdigit() and bool(marks.measures.match(below))
    reads_on = below.startswith(marks.never_first) and not marks.openings.match(below)
    return tiny or number_cut or text.endswith(marks.never_last) or reads_on


def _cut_by_its_place(blocks: Sequence[Block], i: int, usual: int) -> bool:
    """Whether the paragraph above is open, or the line stands close to it and apart from the one below."""
    above, block = blocks[i - 1], blocks[i]
    if not _is_prose(above):
        return False
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    if not is_closed(above.text) and signed_from(above.text) is None:
        return bool(CLAUSE_BREAK.search(block.text)) or (
            _is_prose(below) and not TWO_PART.search(block.text)
        )
    if not CLAUSE_BREAK.search(block.text):
        return False
    # A heading stands close to the text below it; a broken line stands close to the text above.
    broken = below is not None and _is_prose(below) and below.line.gap > usual >= block.line.gap
    crowded = len(block.text) > MAX_HEADING and len(CLAUSE_BREAK.findall(block.text)) > 1
    return broken or crowded


def _is_open(text: str) -> bool:
    """Whether a bracket or quotation is opened in `text` and not closed."""
    return any(text.count(pair[0]) > text.count(pair[1]) for pair in PAIRS)


def _is_prose(block: Block | None) -> bool:
    return block is not None and block.kind is Kind.PROSE


@cache
def _marks() -> Marks:
    table = tomllib.loads(RULES.read_text("utf-8"))["fragments"]
    return Marks(
        sentence=re.compile("|".join(f"(?:{row['pattern']})" for row in table["sentences"])),
        never_last=tuple(table["never_last"]),
        never_first=tuple(table["never_first"]),
        measures=re.compile(table["measures"]),
        openings=re.compile(table["openings"]),
        short_headings=frozenset(table["short_headings"]),
    )
