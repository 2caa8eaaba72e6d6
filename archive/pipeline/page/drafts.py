"""
Step 2l: one article put together. Its blocks in, the draft out, with the noise and repairs of making it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.pipeline.imprint.dates import InferredYear
from archive.pipeline.imprint.find import Stamped, find_publication, find_published
from archive.pipeline.imprint.signatures import signed_from
from archive.pipeline.page.blocks import SIGNED, Block, Kind
from archive.pipeline.page.body import read_body
from archive.pipeline.page.headlines import Headlines, clean_headline, read_headlines
from archive.pipeline.page.sections import OF_ONE_REPORT
from archive.pipeline.text.script import find_script
from archive.pipeline.values import ArticleDraft, Passage, Repair

MAX_LEDE = 2  # paragraphs that may stand above the headline
MIN_HEADLINES_BELOW_LEDE = 2  # a single one heads a section
MIN_FOREIGN = 2  # headlines without prose at the end of a page


@dataclass(frozen=True, slots=True)
class Built:
    """An article with what its page printed that belongs to none, and what was left out."""

    draft: ArticleDraft
    noise: tuple[Passage, ...]
    repairs: tuple[Repair, ...]


def build_article(
    index: int,
    blocks: Sequence[Block],
    year: InferredYear | None,
    *,
    carried: Sequence[Stamped] = (),
) -> Built:
    """
    The draft of the article that `blocks` print.

    `year` is what the whole page lets one infer, `carried` what its masthead says of every article.
    """
    headlines = _find_headlines(blocks)
    parts = (headlines.kicker, headlines.title, headlines.subtitle)
    taken = {id(block) for block in parts if block}
    body = read_body(
        [block for block in blocks if id(block) not in taken],
        foreign={id(block) for block in (*_foreign_tail(blocks), *_above_masthead(blocks))},
        signatures={id(block) for block in _signatures(blocks)},
    )
    repairs = list(body.repairs)
    kicker, title, subtitle = (clean_headline(b, repairs) if b else None for b in parts)
    draft = ArticleDraft(
        index=index,
        paragraphs=tuple(body.paragraphs),
        kicker=kicker,
        title=title,
        subtitle=subtitle,
        bylines=tuple(body.signed),
        authors=body.authors,
        publication=find_publication([*body.stamps, *carried], body.dateline, body.bylines),
        published=find_published([*body.stamps, *carried], body.dateline, year),
        script=find_script("".join(paragraph.text for paragraph in body.paragraphs)),
        summary=tuple(body.summary),
        headings=tuple(body.headings),
        captions=tuple(body.captions),
    )
    return Built(draft, tuple(body.noise), tuple(repairs))


def _find_headlines(blocks: Sequence[Block]) -> Headlines:
    first = _first_prose(blocks, 0)
    run = [block for block in blocks[:first] if block.kind is Kind.HEADLINE]
    later = [block for block in blocks[first:] if block.kind is Kind.HEADLINE]
    if run:
        head = _first_headline(blocks, first)
        signed = next((i for i in range(head, first) if blocks[i].kind in SIGNED), None)
        above = [block for block in blocks[head:signed] if block.kind is Kind.HEADLINE]
        sure = signed is not None and bool(above)
        gap_below = blocks[first].line.gap if first < len(blocks) else 0
        return read_headlines(above if sure else run, gap_below=gap_below, later=later, sure=sure)
    return _below_lede(blocks, first, later)


def _first_headline(blocks: Sequence[Block], first: int) -> int:
    """Where the article's headlines begin: below a masthead, if another run below it is signed itself."""
    heads = [i for i in range(first) if blocks[i].kind is Kind.HEADLINE]
    masthead = next((i for i in range(heads[0], first) if _is_masthead(blocks[i])), first)
    below = [i for i in heads if i > masthead]
    own = below and any(block.kind in SIGNED for block in blocks[below[-1] : first])
    return below[0] if own else heads[0]


def _above_masthead(blocks: Sequence[Block]) -> list[Block]:
    """The headlines above a masthead that stands above the article's own: those of the page."""
    first = _first_prose(blocks, 0)
    heads = [block for block in blocks[:first] if block.kind is Kind.HEADLINE]
    own = blocks[_first_headline(blocks, first)] if heads else None
    return heads[: heads.index(own)] if own else []


def _is_masthead(block: Block) -> bool:
    stamp = block.stamp
    whole = stamp is not None and stamp.medium is not None and stamp.day is not None
    return block.kind is Kind.STAMP and whole and not OF_ONE_REPORT.search(block.text)


def _below_lede(blocks: Sequence[Block], first: int, later: Sequence[Block]) -> Headlines:
    """The headline that stands below the opening paragraph, as some papers set it."""
    at = first
    while at < min(len(blocks), first + MAX_LEDE) and blocks[at].kind is Kind.PROSE:
        at += 1
    end = at
    while end < len(blocks) and blocks[end].kind is Kind.HEADLINE:
        end += 1
    run = blocks[at:end]
    if at == first or len(run) < MIN_HEADLINES_BELOW_LEDE or end == len(blocks):
        return Headlines()
    found = read_headlines(run, gap_below=blocks[end].line.gap, later=later[len(run) :], sure=False)
    signed = signed_from(blocks[at - 1].text) is not None
    return found if signed or found.kicker else Headlines()


def _first_prose(blocks: Sequence[Block], start: int) -> int:
    return next((i for i in range(start, len(blocks)) if blocks[i].kind is Kind.PROSE), len(blocks))


def _signatures(blocks: Sequence[Block]) -> list[Block]:
    """The headline-like line right above a date that closes the article: who signs it."""
    last = _last_prose(blocks)
    return [
        above
        for above, below in pairwise(blocks[last + 1 :])
        if above.kind is Kind.HEADLINE and below.kind is Kind.STAMP
    ]


def _last_prose(blocks: Sequence[Block]) -> int:
    return max((i for i, block in enumerate(blocks) if block.kind is Kind.PROSE), default=-1)


def _foreign_tail(blocks: Sequence[Block]) -> list[Block]:
    """The headlines after the last paragraph, if there are several and no date signs them."""
    tail = blocks[_last_prose(blocks) + 1 :]
    if any(block.kind is Kind.STAMP for block in tail):
        return []
    lines = [block for block in tail if block.kind is Kind.HEADLINE]
    return lines if len(lines) >= MIN_FOREIGN else []
