"""
Step 2k: one article put together. Its blocks in, the draft out, with the noise and repairs of making it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from archive.pipeline.blocks import SIGNED, Block, Kind
from archive.pipeline.bylines import Byline, byline_at_end, parse_byline
from archive.pipeline.dates import InferredYear
from archive.pipeline.headlines import Headlines, clean_headline, read_headlines
from archive.pipeline.imprint import Datelined, Stamped, find_publication, find_published
from archive.pipeline.paragraphs import join
from archive.pipeline.passages import part, strip
from archive.pipeline.script import find_script
from archive.pipeline.stamps import MAX_DATELINE, parse_dateline
from archive.pipeline.values import ArticleDraft, Author, Passage, Placed, Repair

MAX_LEDE = 2  # paragraphs that may stand above the headline
MIN_HEADLINES_BELOW_LEDE = 2  # a single one heads a section
MIN_FOREIGN = 2  # headlines without prose at the end of a page


@dataclass(frozen=True, slots=True)
class Built:
    """An article with what its page printed that belongs to none, and what was left out."""

    draft: ArticleDraft
    noise: tuple[Passage, ...]
    repairs: tuple[Repair, ...]


@dataclass(slots=True)
class _Body:
    """The running parts of an article, in page order."""

    paragraphs: list[Passage] = field(default_factory=list)
    summary: list[Passage] = field(default_factory=list)
    headings: list[Placed] = field(default_factory=list)
    captions: list[Placed] = field(default_factory=list)
    signed: list[tuple[int, Passage]] = field(
        default_factory=list
    )  # with their place in the source
    bylines: list[Byline] = field(default_factory=list)
    stamps: list[Stamped] = field(default_factory=list)
    noise: list[Passage] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    summary_next: bool = False
    last_was_prose: bool = False
    dateline: Datelined | None = None


def build_article(index: int, blocks: Sequence[Block], year: InferredYear | None) -> Built:
    """The draft of the article that `blocks` print; `year` is what the whole page lets one infer."""
    headlines = _find_headlines(blocks)
    body = _Body()
    taken = {
        id(block) for block in (headlines.kicker, headlines.title, headlines.subtitle) if block
    }
    foreign = {id(block) for block in _foreign_tail(blocks)} - taken
    signatures = {id(block) for block in _signatures(blocks)}
    for block in blocks:
        if id(block) in foreign:
            body.noise.append(block.line.passage)
        elif id(block) in signatures:
            _sign(body, block.line.passage, None)
        elif id(block) not in taken:
            _add(body, block)
    _cut_dateline(body)
    _cut_byline(body)
    cleaned = [
        clean_headline(block, body.repairs) if block else None
        for block in (headlines.kicker, headlines.title, headlines.subtitle)
    ]
    draft = ArticleDraft(
        index=index,
        paragraphs=tuple(body.paragraphs),
        kicker=cleaned[0],
        title=cleaned[1],
        subtitle=cleaned[2],
        bylines=tuple(passage for _, passage in sorted(body.signed, key=lambda s: s[0])),
        authors=_authors(body),
        publication=find_publication(body.stamps, body.dateline, body.bylines),
        published=find_published(body.stamps, body.dateline, year),
        script=find_script("".join(paragraph.text for paragraph in body.paragraphs)),
        summary=tuple(body.summary),
        headings=tuple(body.headings),
        captions=tuple(body.captions),
    )
    return Built(draft, tuple(body.noise), tuple(body.repairs))


def _find_headlines(blocks: Sequence[Block]) -> Headlines:
    first = _first_prose(blocks, 0)
    run = [block for block in blocks[:first] if block.kind is Kind.HEADLINE]
    later = [block for block in blocks[first:] if block.kind is Kind.HEADLINE]
    if run:
        signed = next((i for i, block in enumerate(blocks[:first]) if block.kind in SIGNED), None)
        above = [block for block in blocks[:signed] if block.kind is Kind.HEADLINE]
        sure = signed is not None and bool(above)
        gap_below = blocks[first].line.gap if first < len(blocks) else 0
        return read_headlines(above if sure else run, gap_below=gap_below, later=later, sure=sure)
    return _below_lede(blocks, first, later)


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
    signed = byline_at_end(blocks[at - 1].text) is not None
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


def _add(body: _Body, block: Block) -> None:
    passage = block.line.passage
    if block.kind is Kind.PROSE:
        _add_prose(body, passage)
    elif block.kind is Kind.HEADLINE:
        body.headings.append(Placed(passage, len(body.paragraphs)))
    elif block.kind is Kind.CAPTION:
        body.captions.append(Placed(passage, len(body.paragraphs)))
    elif block.kind is Kind.RULE:
        body.noise.append(passage)
    elif block.kind is Kind.LABEL:
        body.noise.append(passage)
        body.summary_next = True
    else:
        _sign(body, passage, block.byline)
        if block.stamp:
            body.stamps.append(Stamped(block.stamp, passage))
    # A caption stands in the way of a sentence; a heading or byline ends it.
    if block.kind is not Kind.CAPTION:
        body.last_was_prose = block.kind is Kind.PROSE


def _add_prose(body: _Body, passage: Passage) -> None:
    if body.summary_next:
        body.summary.append(passage)
        body.summary_next = False
        return
    joined = join(body.paragraphs[-1], passage) if body.paragraphs and body.last_was_prose else None
    if joined:
        body.paragraphs[-1] = joined.passage
        body.repairs += joined.repairs
    else:
        body.paragraphs.append(passage)


def _sign(body: _Body, passage: Passage, byline: Byline | None) -> None:
    body.signed.append((passage.span.start, passage))
    if byline:
        body.bylines.append(byline)


def _cut_dateline(body: _Body) -> None:
    if not body.paragraphs:
        return
    first = body.paragraphs[0]
    dateline = parse_dateline(first.text[:MAX_DATELINE])
    if not dateline or dateline.length >= len(first.text):
        return
    passage = strip(part(first, 0, dateline.length))
    body.paragraphs[0] = strip(part(first, dateline.length, len(first.text)))
    body.dateline = Datelined(dateline, passage)
    _sign(body, passage, dateline.byline)


def _cut_byline(body: _Body) -> None:
    """Take the byline off the end of the first or the last paragraph."""
    for i in sorted({0, len(body.paragraphs) - 1}):
        if not 0 <= i < len(body.paragraphs):
            continue
        text = body.paragraphs[i].text
        start = byline_at_end(text)
        if not start:
            continue
        passage = strip(part(body.paragraphs[i], start, len(text)))
        body.paragraphs[i] = strip(part(body.paragraphs[i], 0, start))
        _sign(body, passage, parse_byline(passage.text))


def _authors(body: _Body) -> tuple[Author, ...]:
    named = [author for byline in body.bylines for author in byline.authors]
    named += [author for stamped in body.stamps for author in stamped.stamp.authors]
    seen: dict[str, Author] = {}
    for author in named:
        seen.setdefault(author.name, author)
    return tuple(seen.values())
