"""
Step 2e, above and below the headline: the paper's or account's name, and the office that sends the report.

Blocks in and out, in place. By their words alone both could be headlines; where they stand tells them apart.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from archive.pipeline.imprint.stamps import Stamp
from archive.pipeline.page.blocks import RULES, SIGNED, Block, Kind, leads_to_prose
from archive.pipeline.page.wording import mastheads

MAX_MASTHEAD = 10
MAX_BULLETIN = 16
ISSUE_LINE = re.compile(
    r"[（(〔\[]?[\d年〕\]总第\s一二三四五六七八九十百]{1,12}期[）)〕\]]?.{0,12}"
)
MAX_ABOVE = 8  # lines above a page's headlines
PAPER = re.compile(
    r"[一-龥]{2,6}(?:日报|日報|晚报|晚報|晨报|时报|時報|周报|周報|快报|导报|农民报|报|報)"
)
BEFORE_PROSE = frozenset({Kind.RULE, Kind.FURNITURE, *SIGNED})


def find_mastheads(blocks: list[Block]) -> None:
    """The account or paper that stands alone above the page, or between the headline and the date."""
    for i, block in enumerate(blocks[:-1]):
        if block.kind is Kind.HEADLINE and (
            _is_account(blocks, i)
            or (_is_first(blocks, i) and (_is_paper(blocks, i) or _is_named_below(blocks, i)))
            or _is_bulletin(blocks, i)
        ):
            blocks[i] = replace(block, kind=Kind.STAMP, stamp=Stamp(block.text))


def find_senders(blocks: list[Block]) -> None:
    """The office that stands below the headline: it sends the report and is no part of the headline."""
    for i in range(1, len(blocks) - 1):
        below = blocks[i + 1].kind
        if (
            blocks[i].kind is blocks[i - 1].kind is Kind.HEADLINE
            and not blocks[i].line.level
            and _offices().fullmatch(blocks[i].text)
            and not _offices().fullmatch(blocks[i - 1].text)
            and (below is Kind.PROSE or (below in SIGNED and leads_to_prose(blocks, i + 1)))
        ):
            blocks[i] = replace(blocks[i], kind=Kind.STAMP, stamp=Stamp(blocks[i].text))


def _is_account(blocks: Sequence[Block], i: int) -> bool:
    """Whether block i names an account and stands between the headline and a date without a medium."""
    stamp = blocks[i + 1].stamp
    dated = stamp is not None and stamp.day is not None and stamp.medium is None
    return (
        dated
        and i > 0
        and blocks[i - 1].kind is Kind.HEADLINE
        and len(blocks[i].text) <= MAX_MASTHEAD
        and blocks[i].text.endswith(mastheads())
        and leads_to_prose(blocks, i + 1)
    )


def _is_first(blocks: Sequence[Block], i: int) -> bool:
    return i < MAX_ABOVE and all(block.kind in BEFORE_PROSE for block in blocks[:i])


def _is_paper(blocks: Sequence[Block], i: int) -> bool:
    """Whether block i is a paper's name alone, and a headline follows before the prose."""
    if not PAPER.fullmatch(blocks[i].text) or blocks[i].line.level:
        return False
    below = next((b for b in blocks[i + 1 :] if b.kind not in BEFORE_PROSE), None)
    return below is not None and below.kind is Kind.HEADLINE


def _is_bulletin(blocks: Sequence[Block], i: int) -> bool:
    """Whether block i opens the page above the number of an issue, and a headline follows before the prose."""
    if i or not ISSUE_LINE.fullmatch(blocks[1].text) or len(blocks[0].text) > MAX_BULLETIN:
        return False
    skipped = BEFORE_PROSE | {Kind.NOTE, Kind.LABEL}
    below = next((b for b in blocks[1:] if b.kind not in skipped), None)
    return below is not None and below.kind is Kind.HEADLINE


def _is_named_below(blocks: Sequence[Block], i: int) -> bool:
    """Whether a source line below names the account that block i prints above the headline."""
    return any(block.stamp and block.stamp.medium == blocks[i].text for block in blocks[i + 1 :])


@cache
def _offices() -> re.Pattern[str]:
    rows = tomllib.loads(RULES.read_text("utf-8"))["offices"]
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows))
