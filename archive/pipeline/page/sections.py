"""
Step 2h: where each article of a page begins. Blocks in, one run of blocks per article out.

An article begins where a headline is followed by a byline or source line and then by prose; a headline
without a byline only heads a section.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.pipeline.page.blocks import SIGNED, Block, Kind, leads_to_prose

MAX_HEADLINES = 3  # kicker, title, subtitle


@dataclass(frozen=True, slots=True)
class Sections:
    """The blocks of each article, and the page's own headlines, which belong to none."""

    articles: tuple[tuple[Block, ...], ...]
    banners: tuple[Block, ...]


def find_sections(blocks: Sequence[Block]) -> Sections:
    """The runs of blocks that are an article each."""
    starts = _signed_heads(blocks) or _top_headings(blocks)
    first = next((i for i, block in enumerate(blocks) if block.kind is Kind.PROSE), 0)
    starts = [start for start in starts if start > first]
    bounds = [0, *starts, len(blocks)]
    runs = [tuple(blocks[a:b]) for a, b in pairwise(bounds)]
    if len(runs) == 1:
        return Sections((runs[0],), ())
    banners = _banners(runs[0], runs[1])
    return Sections((runs[0][len(banners) :], *runs[1:]), banners)


def _signed_heads(blocks: Sequence[Block]) -> list[int]:
    """Where headlines stand that a byline or source line and then prose follow."""
    heads = []
    for i, block in enumerate(blocks):
        below_headline = i > 0 and blocks[i - 1].kind is Kind.HEADLINE
        if block.kind in SIGNED and below_headline and leads_to_prose(blocks, i):
            heads.append(_run_start(blocks, i - 1))
    return heads


def _run_start(blocks: Sequence[Block], last: int) -> int:
    """The first of the headlines that stand together and end at `last`."""
    start = last
    level = blocks[last].line.level
    while (
        start > 0
        and blocks[start - 1].kind is Kind.HEADLINE
        and last - start + 1 < MAX_HEADLINES
        and (not level or blocks[start - 1].line.level in (0, level))
    ):
        start -= 1
    return start


def _top_headings(blocks: Sequence[Block]) -> list[int]:
    """Where first-level Markdown headings stand, if each of several has prose of its own."""
    tops = [i for i, block in enumerate(blocks) if block.line.level == 1]
    if len(tops) == 1:
        return []
    bounds = [*tops, len(blocks)]
    own = all(_has_prose(blocks[a:b]) for a, b in pairwise(bounds))
    return tops if own else []


def _has_prose(blocks: Sequence[Block]) -> bool:
    return any(block.kind is Kind.PROSE for block in blocks)


def _banners(first: Sequence[Block], second: Sequence[Block]) -> tuple[Block, ...]:
    """The headlines at the head of a page of several articles that stand above their level."""
    level = next((block.line.level for block in second if block.line.level), 0)
    count = 0
    while level and count < len(first) and 0 < first[count].line.level < level:
        count += 1
    return tuple(first[:count])
