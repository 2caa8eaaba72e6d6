"""
Shares and multiples told in words: 三分之一, 六成, 一半, 1/3, 翻了一番. Folded text in, values out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from archive.pipeline.text.numerals import parse_chinese, plain
from archive.pipeline.text.sieve import Guarded
from archive.pipeline.values import Span

_NO_SHARE = "[立功本果熟员为套像长绩效就语品年天人分新]"  # 成立, 成果, 八成熟: a word of its own
_TENTH = "[一二三四五六七八九]"
_RATIO = Guarded(
    r"(?P<base>百|千|万|[二三四五六七八九十])分之(?P<part>[一二两三四五六七八九十百零点]{1,9})"
    r"|百分之(?P<figures>[0-9]{1,3}(?:\.[0-9]{1,4})?)"
    rf"|(?<![一二三四五六七八九十几第])(?P<tenths>[二三四五六七八九])成(?P<more>{_TENTH}|半)?(?!{_NO_SHARE})"
    rf"|(?<=[占超近达约过逾升降少增低涨浮让])(?P<share>{_TENTH}|两)成(?P<share_more>{_TENTH}|半)?(?![员立功本果熟为])"
    r"|(?<=[占近超约过])(?P<half>一半)|(?<=[降减少增]了)(?P<half_gone>一半)|(?<=[奖例的]的)(?P<part_half>一半)"
    r"|(?P<half_more>一半|半数)(?=以上)|(?<=超)(?P<half_over>半数)"
    r"|(?<=[占近超约达过])(?P<over>[1-9])/(?P<under>[2-9]|10)(?![0-9/])|(?P<more_over>[1-9])/(?P<more_under>[2-9]|10)(?=以上的)"
    r"|翻了?(?P<doubled>[一两二三四五]|[1-9](?:\.[0-9])?)番"
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share or multiple in `unit` (percent, 番), rounded to two places, and where it is printed."""

    value: Decimal
    unit: str
    span: Span


def find_ratios(text: str) -> Iterator[Ratio]:
    """Yield each share `text` tells in words; 一半 only where something is said to be a share."""
    for match in _RATIO.finditer(text):
        ratio = _doubled(match) if match["doubled"] else _share(match)
        if ratio is not None:
            yield ratio


def _doubled(match: re.Match[str]) -> Ratio | None:
    printed = match["doubled"]
    times = Decimal(printed) if printed[0].isascii() else parse_chinese(printed)
    return None if times is None else Ratio(times, "番", Span(match.start("doubled"), match.end()))


def _share(match: re.Match[str]) -> Ratio | None:
    percent = _percent(match)
    return None if percent is None else Ratio(plain(percent), "percent", Span(*match.span()))


def _percent(match: re.Match[str]) -> Decimal | None:
    if match["figures"]:
        return Decimal(match["figures"])
    over, under = match["over"] or match["more_over"], match["under"] or match["more_under"]
    if over is not None:
        return _of(Decimal(over), Decimal(under)) if int(over) < int(under) else None
    if match["base"] is None:
        return _tenths(match)
    base, part = parse_chinese(match["base"]), parse_chinese(match["part"])
    return None if base is None or part is None else _of(part, base)


def _tenths(match: re.Match[str]) -> Decimal | None:
    tenths = match["tenths"] or match["share"]
    part = parse_chinese(tenths) if tenths else Decimal(5)
    more = match["more"] or match["share_more"]
    rest = Decimal(5) if more == "半" else parse_chinese(more) if more else Decimal(0)
    return None if part is None or rest is None else part * 10 + rest


def _of(part: Decimal, base: Decimal) -> Decimal:
    return (part * 100 / base).quantize(Decimal("0.01"))
