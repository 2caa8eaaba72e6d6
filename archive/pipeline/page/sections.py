"""
Step 2h: where each article of a page begins. Blocks in, one run of blocks per article out.

An article begins where a headline is followed by a byline or source line and then by prose, or by prose
that opens with a dateline; or, on a page whose reports are each signed at their end, behind a signature.
Any other headline only heads a section.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from archive.pipeline.imprint.signatures import signed_from
from archive.pipeline.page.blocks import (
    RULES,
    SIGNED,
    Block,
    Kind,
    is_enumerated,
    is_subtitle,
    leads_to_prose,
    opens_with_dateline,
)
from archive.pipeline.page.signatories import Order, find_order, ordered_starts

MAX_HEADLINES = 3  # kicker, title, subtitle
MIN_OTHERS = 2  # articles that show how many headlines each has
BRIEFS = re.compile(r"简讯|短讯|简明新闻|一句话新闻|集锦|动态|要闻|速览|快报|简报")
BRIEF_MARK = re.compile(r"[◆◇■□●○◎★☆▲△※]\s?\S")
OF_ONE_REPORT = re.compile(r"[：:]|\d{4}[-/]")  # a label or a time: a source line


@dataclass(frozen=True, slots=True)
class Sections:
    """The blocks of each article, and the page's own headlines, which belong to none."""

    articles: tuple[tuple[Block, ...], ...]
    banners: tuple[Block, ...]


def find_sections(blocks: Sequence[Block]) -> Sections:
    """The runs of blocks that are an article each."""
    starts = (
        ordered_starts(blocks)
        or _signed_heads(blocks)
        or _signed_ends(blocks)
        or _top_headings(blocks)
        or _briefs(blocks)
    )
    first = next((i for i, block in enumerate(blocks) if block.kind is Kind.PROSE), 0)
    starts = [start for start in starts if start > first]
    bounds = [0, *starts, len(blocks)]
    runs = [tuple(blocks[a:b]) for a, b in pairwise(bounds)]
    if len(runs) == 1:
        return Sections((runs[0],), ())
    above = find_order(blocks) is Order.ABOVE
    banners = _above_byline(runs[0]) if above else _banners(runs[0], runs[1:])
    taken = {id(block) for block in banners}
    own = tuple(block for block in runs[0] if id(block) not in taken)
    return Sections((own, *runs[1:]), banners)


def _signed_heads(blocks: Sequence[Block]) -> list[int]:
    """Where headlines stand that show by what is printed below them that a report begins."""
    heads = []
    for i in range(1, len(blocks)):
        if _below_headline(blocks, i):
            heads.append(_run_start(blocks, i - 1))
        elif _is_agency_report(blocks, i):
            heads.append(i)
    return heads


def _below_headline(blocks: Sequence[Block], i: int) -> bool:
    """Whether block i is a byline, a source line, a dateline or, below a 副题, the first paragraph."""
    block, above = blocks[i], blocks[i - 1]
    if above.kind is not Kind.HEADLINE or is_enumerated(above.text):
        return False
    if block.kind in SIGNED:
        return leads_to_prose(blocks, i)
    has_subtitle = i > 1 and blocks[i - 2].kind is Kind.HEADLINE and is_subtitle(above.text)
    return opens_with_dateline(block) or (has_subtitle and block.kind is Kind.PROSE)


def _is_agency_report(blocks: Sequence[Block], i: int) -> bool:
    """Whether block i is a source line right above a paragraph with a dateline: a report without headline."""
    return (
        blocks[i].kind is Kind.STAMP
        and blocks[i - 1].kind is not Kind.HEADLINE
        and i + 1 < len(blocks)
        and opens_with_dateline(blocks[i + 1])
    )


def _signed_ends(blocks: Sequence[Block]) -> list[int]:
    """Where headlines stand above reports that are all signed behind their last sentence."""
    heads = [
        _run_start(blocks, i - 1)
        for i in range(1, len(blocks))
        if blocks[i].kind is Kind.PROSE and blocks[i - 1].kind is Kind.HEADLINE
    ]
    bounds = [*heads, len(blocks)]
    own = all(_is_signed_off(blocks[a:b]) for a, b in pairwise(bounds))
    return heads if len(heads) > 1 and own else []


def _is_signed_off(run: Sequence[Block]) -> bool:
    last = next((block for block in reversed(run) if block.kind in {Kind.PROSE, Kind.BYLINE}), None)
    return last is not None and (last.kind is Kind.BYLINE or signed_from(last.text) is not None)


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


def _briefs(blocks: Sequence[Block]) -> list[int]:
    """Where marked lines (◆) stand below a banner that announces short news, if each has prose."""
    first = next((block for block in blocks if block.kind is Kind.HEADLINE), None)
    if first is None or not BRIEFS.search(first.text):
        return []
    marked = [i for i, block in enumerate(blocks) if BRIEF_MARK.match(block.text)]
    bounds = [*marked, len(blocks)]
    own = all(_has_prose(blocks[a:b]) for a, b in pairwise(bounds))
    return marked if len(marked) > 1 and own else []


def _above_byline(first: Sequence[Block]) -> tuple[Block, ...]:
    """The headlines above the byline that the first article opens with."""
    signed = next(i for i, block in enumerate(first) if block.byline)
    return tuple(block for block in first[:signed] if block.kind is Kind.HEADLINE)


def _banners(first: Sequence[Block], others: Sequence[Sequence[Block]]) -> tuple[Block, ...]:
    """The headlines at the head of a page of several articles that head the page and no article."""
    level = next((block.line.level for block in others[0] if block.line.level), 0)
    count = 0
    while level and count < len(first) and 0 < first[count].line.level < level:
        count += 1
    return tuple(first[:count]) or _named_banners(first) or _surplus(first, others)


def _surplus(first: Sequence[Block], others: Sequence[Sequence[Block]]) -> tuple[Block, ...]:
    """The first headline, where each of two other articles or more prints one less than the first."""
    own = _count_headlines(first)
    usual = {_count_headlines(other) for other in others}
    if len(others) < MIN_OTHERS or usual != {own - 1} or own == 1:
        return ()
    return (next(block for block in first if block.kind is Kind.HEADLINE),)


def _count_headlines(run: Sequence[Block]) -> int:
    """How many headlines, but for 副题, the article prints above its prose."""
    prose = next((i for i, block in enumerate(run) if block.kind is Kind.PROSE), len(run))
    signed = next((i for i in range(1, prose) if run[i].kind in SIGNED), prose)
    heads = [block for block in run[:signed] if block.kind is Kind.HEADLINE]
    return sum(not is_subtitle(block.text) and not is_enumerated(block.text) for block in heads)


def _named_banners(first: Sequence[Block]) -> tuple[Block, ...]:
    """The first headline, if its words say that it heads a page and the first article has its own below."""
    prose = next((i for i, block in enumerate(first) if block.kind is Kind.PROSE), len(first))
    heads = [block for block in first[:prose] if block.kind is Kind.HEADLINE]
    marked = bool(prose < len(first) and BRIEF_MARK.match(first[prose].text))
    if find_masthead(first) and len(heads) > 1 and _stand_apart(first, heads):
        return tuple(heads[:-1])
    names_page = bool(heads) and heads[0].text.endswith(_banner_endings())
    return (heads[0],) if names_page and (len(heads) > 1 or marked) else ()


def _stand_apart(first: Sequence[Block], heads: Sequence[Block]) -> bool:
    """Whether the last of `heads` stands close to its byline and apart from the headlines above it."""
    below = first[first.index(heads[-1]) + 1]
    close = below.kind in SIGNED and heads[-1].line.gap > below.line.gap
    return close and not is_subtitle(heads[-1].text)


def find_masthead(first: Sequence[Block]) -> list[Block]:
    """The paper's name and day above the headline of the first article: they are those of the page."""
    prose = next((i for i, block in enumerate(first) if block.kind is Kind.PROSE), len(first))
    last = max((i for i in range(prose) if first[i].kind is Kind.HEADLINE), default=0)
    return [
        block
        for block in first[:last]
        if block.kind is Kind.STAMP
        and block.byline is None
        and not OF_ONE_REPORT.search(block.text)
    ]


@cache
def _banner_endings() -> tuple[str, ...]:
    return tuple(tomllib.loads(RULES.read_text("utf-8"))["banners"])
