"""Shares told in words: 三分之一, 六成, 一半. Folded text comes in, percentages go out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from archive.pipeline.text.numerals import parse_chinese, plain
from archive.pipeline.values import Span

_NOT_EXACT_TENTHS = r"(?:以上|左右|多|的|[,，。;；、])"
_RATIO = re.compile(
    r"(?P<base>百|千|万|[二三四五六七八九十])分之(?P<part>[一二两三四五六七八九十百零点]{1,9})"
    rf"|(?<![一二三四五六七八九十])(?P<tenths>[二三四五六七八九])成(?={_NOT_EXACT_TENTHS})"
    r"|(?<=[占超近达约过逾])(?P<share>[一二三四五六七八九])成"
    r"|(?<=[占近超约过])(?P<half>一半)|(?<=[奖例的]的)(?P<part_half>一半)|(?P<half_more>一半|半数)(?=以上)"
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share in percent, rounded to two places, and where it is printed."""

    percent: Decimal
    span: Span


def find_ratios(text: str) -> Iterator[Ratio]:
    """Yield each share `text` tells in words; 一半 only where something is said to be a share."""
    for match in _RATIO.finditer(text):
        percent = _percent(match)
        if percent is not None:
            yield Ratio(percent, Span(*match.span()))


def _percent(match: re.Match[str]) -> Decimal | None:
    if match["base"] is None:
        tenths = match["tenths"] or match["share"]
        part = parse_chinese(tenths) if tenths else Decimal(5)
        return None if part is None else part * 10
    base, part = parse_chinese(match["base"]), parse_chinese(match["part"])
    if base is None or part is None:
        return None
    return plain((part * 100 / base).quantize(Decimal("0.01")))
