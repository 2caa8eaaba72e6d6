"""
Step 2e: what each line of the page is. Lines in, blocks (lines with their kind) out.

A first look judges each line alone; then its neighbours decide what it cannot say itself: an official's
byline stands between headline and prose, a caption stands apart from the text around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.pipeline.imprint.bylines import Byline, is_post, parse_placed, parse_post
from archive.pipeline.imprint.names import ORNAMENT, parse_names
from archive.pipeline.page.blocks import (
    SIGNED,
    Block,
    Kind,
    is_enumerated,
    is_subtitle,
    leads_to_prose,
    opens_with_dateline,
    usual_gap,
)
from archive.pipeline.page.fragments import CLAUSE_BREAK, reopen_fragments
from archive.pipeline.page.mastheads import find_mastheads, find_senders
from archive.pipeline.page.printed_line import Line, is_closed
from archive.pipeline.page.signatories import find_signatories
from archive.pipeline.page.wording import MAX_HEADLINE, first_look, is_speech, tells_deed
from archive.pipeline.values import Author

MAX_LONG_HEADLINE = 120  # where a byline below or its form shows what it is
MAX_LONE_CAPTION = 40  # of a line that only its place makes a caption
CAPTION_POINTS = 2
TWO_PART = re.compile(r"\S{4,}[ \u3000\xa0]+\S{4,}")
SHOUTED = re.compile(rf"(?!.*[：:]“)[^。]{{1,{MAX_HEADLINE}}}[！？!?]")
TITLE_LABEL = re.compile(r"^[【\[]?(?:标题|標題|题目|信息名称)[】\]]?[：:][ \u3000]*")


HEAD = SIGNED | {Kind.HEADLINE}


def classify(lines: Sequence[Line]) -> list[Block]:
    """Each line with its kind, in page order."""
    blocks = [first_look(line) for line in lines]
    _mark_notes(blocks)
    _mark_doubled(blocks)
    _mark_elsewhere(blocks)
    reopen_fragments(blocks)
    _find_unusual_titles(blocks)
    find_mastheads(blocks)
    find_senders(blocks)
    _find_officials(blocks)
    find_signatories(blocks)
    _find_lone_captions(blocks)
    _find_last_captions(blocks)
    return blocks


def _mark_notes(blocks: list[Block]) -> None:
    """The paragraph below a label (核心提示) is the editors' summary."""
    for i, block in enumerate(blocks[:-1]):
        if block.kind is Kind.LABEL and _is_prose(blocks[i + 1]):
            blocks[i + 1] = replace(blocks[i + 1], kind=Kind.NOTE)
    if not any(map(_is_prose, blocks)):  # then it is the report itself
        blocks[:] = [replace(b, kind=Kind.PROSE) if b.kind is Kind.NOTE else b for b in blocks]


def _mark_doubled(blocks: list[Block]) -> None:
    """A headline printed again, or after the label 标题： in the head of a document, is furniture."""
    seen: set[str] = set()
    for i in range(len(blocks) - 1, -1, -1):
        if _is_prose(blocks[i]):
            seen.clear()
        if blocks[i].kind is not Kind.HEADLINE:
            continue
        text = TITLE_LABEL.sub("", blocks[i].text)
        if text in seen:
            blocks[i] = replace(blocks[i], kind=Kind.FURNITURE)
        seen.add(text)


def _mark_elsewhere(blocks: list[Block]) -> None:
    """The headlines below 往期推荐 and its like are those of other reports."""
    below = False
    for i, block in enumerate(blocks):
        if block.kind is Kind.ELSEWHERE:
            below = i > 0
        elif block.kind is not Kind.HEADLINE or block.line.level:
            below = below and block.kind in {Kind.FURNITURE, Kind.RULE, Kind.STAMP}
        elif below:
            blocks[i] = replace(block, kind=Kind.FURNITURE)


def _find_unusual_titles(blocks: list[Block]) -> None:
    """A headline may end with ! or ?, or be long: the byline or source line below it shows what it is."""
    for i, block in enumerate(blocks[:-1]):
        if block.kind is not Kind.PROSE or is_speech(block.text):
            continue
        signed = _is_signed(blocks, i + 1) or _is_subtitle(blocks[i + 1])
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
    return opens_with_dateline(blocks[i])


def _is_subtitle(block: Block) -> bool:
    return block.kind is Kind.HEADLINE and is_subtitle(block.text)


def _is_prose(block: Block) -> bool:
    return block.kind is Kind.PROSE


def _find_officials(blocks: list[Block]) -> None:
    for i in range(1, len(blocks)):
        above = blocks[i - 1].kind
        if above not in HEAD or blocks[i].kind is not Kind.HEADLINE:
            continue
        if blocks[i].line.level:
            continue
        below = blocks[i + 1].kind if i + 1 < len(blocks) else None
        if below is Kind.PROSE or (below in SIGNED and leads_to_prose(blocks, i + 1)):
            _mark_official(blocks, i)
        elif _names_holder(blocks, i):
            names = parse_names(blocks[i + 1].text)
            authors = tuple(Author(name, blocks[i].text) for name in names)
            blocks[i] = replace(blocks[i], kind=Kind.BYLINE)
            blocks[i + 1] = replace(blocks[i + 1], kind=Kind.BYLINE, byline=Byline(authors))


def _mark_official(blocks: list[Block], i: int) -> None:
    text = blocks[i].text
    names = parse_names(text)
    plain = Byline(tuple(Author(name, None) for name in names)) if names else None
    byline = parse_post(text.strip(ORNAMENT)) or plain or parse_placed(text)
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
    usual = max(usual_gap(blocks), usual_gap([blocks[0], *filter(_is_prose, blocks)]))
    first = next((i for i, block in enumerate(blocks) if _is_prose(block)), len(blocks))
    below = range(first + 1, len(blocks))
    # Upwards first, so that a byline between the last captions is not taken for a new article's.
    for i in [*reversed(below), *below]:
        if _may_be_caption(blocks[i]) and _points(blocks, i, usual) >= CAPTION_POINTS:
            blocks[i] = replace(blocks[i], kind=Kind.CAPTION)


def _find_last_captions(blocks: list[Block]) -> None:
    """Lines beside a caption at the end of the page that tell who does what, as captions do."""
    last = next((i for i in reversed(range(len(blocks))) if blocks[i].kind is Kind.CAPTION), 0)
    if not last or any(_is_prose(block) and not tells_deed(block.text) for block in blocks[last:]):
        return
    for beside in (range(last - 1, 0, -1), range(last + 1, len(blocks))):
        for i in beside:
            if not (_may_be_caption(blocks[i]) and tells_deed(blocks[i].text)):
                break
            blocks[i] = replace(blocks[i], kind=Kind.CAPTION)


def _may_be_caption(block: Block) -> bool:
    return (
        block.kind in {Kind.PROSE, Kind.HEADLINE}
        and len(block.text) <= MAX_LONE_CAPTION
        and not block.line.level
        and not TWO_PART.search(block.text)
        and not is_enumerated(block.text)
        and not is_speech(block.text)
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
