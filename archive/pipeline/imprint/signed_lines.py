"""
Step 2d, where byline and source line are one: a line in, who wrote, where and when out.

记者 张三 2021年6月27日, 2021-06-27 石泉日报 记者 张三, 来源：石泉日报 作者：张三. Such a line is no headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.pipeline.imprint.byline_words import HAN, holds_role, is_medium, is_office
from archive.pipeline.imprint.bylines import Byline, parse_byline, parse_post
from archive.pipeline.imprint.dates import find_day, find_issue, holds_date, without_dates
from archive.pipeline.imprint.names import parse_names
from archive.pipeline.imprint.stamps import (
    MACHINE_DATE,
    MAX_MEDIUM,
    MAX_STAMP,
    Stamp,
    may_be_signed,
    stamp_words,
    take_labels,
)
from archive.pipeline.values import Author

WRITER_APART = re.compile(rf"文 (?P<name>[{HAN}]{{2,4}})(?= |$)")


@dataclass(frozen=True, slots=True)
class SignedLine:
    """What a line says that names its authors; `stamp` is None if it prints neither date nor label."""

    byline: Byline
    stamp: Stamp | None


def parse_signed_line(text: str) -> SignedLine | None:
    """The byline, with the date, source or office beside it, that `text` is as a whole, or None."""
    if len(text) > MAX_STAMP or not may_be_signed(text):
        return None
    values, rest, labelled = take_labels(without_dates(text), keep="author")
    dated = holds_date(text)
    source = values.get("source")
    if source and parse_byline(source):  # 来源：石泉日报记者张三
        rest, source = f"{source} {rest}", None
    words = stamp_words(rest)
    senders = _senders(words)
    byline = _byline(" ".join(words[len(senders) :]))
    if byline is None and dated and not (labelled or MACHINE_DATE.search(text)):
        byline = _unmarked(" ".join(words))
    if byline is None:
        return None
    medium = next(filter(is_medium, senders), None) if dated else None
    byline = replace(byline, affiliation=byline.affiliation or next(iter(senders), None))
    stamp = (
        Stamp(source or medium, find_day(text) or find_issue(text)) if dated or labelled else None
    )
    return SignedLine(byline, stamp)


def _senders(words: Sequence[str]) -> list[str]:
    """The papers and offices the line opens with, before anyone is named."""
    senders: list[str] = []
    for word in words:
        sends = len(word) <= MAX_MEDIUM and (is_medium(word) or is_office(word))
        if not sends or holds_role(word) or parse_names(word):
            break
        senders.append(word)
    return senders


def _byline(text: str) -> Byline | None:
    apart = WRITER_APART.match(text)
    if apart and parse_names(apart["name"]):
        text = f"作者{text[1:]}"
    return parse_byline(text)


def _unmarked(text: str) -> Byline | None:
    """An official with his post, or names alone: a date written out beside them shows who they are."""
    names = () if any(map(is_medium, text.split())) else parse_names(text)
    plain = Byline(tuple(Author(name, None) for name in names)) if names else None
    return parse_post(text) or plain
