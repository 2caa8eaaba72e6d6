"""
One number as it is printed: figures or characters, multiplier, rest. A match comes in, its value goes out.

三四百 (three or four hundred) has two ends; 3万5千 and 1亿2000万 have a rest behind the multiplier.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from archive.pipeline.text.numerals import MULTIPLIERS, parse_chinese, parse_figures

# A figure may part its thousands by a comma or a space; five groups are more than any report prints. A full-width
# comma or one with a space does so only before 000, which is no figure: 15，200 is two of them.
FIGURES = (
    r"(?<![0-9A-Za-z.+])(?!00)(?:[0-9]{1,3}(?:[, \u2009\u00a0][0-9]{3}){1,5}+(?![0-9])"
    r"|[0-9]{1,3}(?:(?:，|, ?)000){1,4}+(?![0-9])|[0-9]{1,15}+)"
    r"(?:\.[0-9]{1,8}+)?"
)
CHINESE = (
    r"(?<![壹贰叁肆伍陆柒捌玖拾佰仟一二两三四五六七八九十百千万亿零〇数几第0-9])"
    r"[一二两三四五六七八九十百千万][一二两三四五六七八九十百千万亿零〇]{0,15}+(?:点[零〇一二三四五六七八九]{1,8}+)?"
)
# 3千米 is three kilometres and 5千克 five kilograms, so 千 is no multiplier there.
MULTIPLIER = r"(?:万亿|千亿|百亿|亿|千万|百万|十万|万|千(?![米克瓦伏])|百(?!分)|十)?"
_REST = r"(?:(?<=[万亿])[0-9]{1,4}+(?:[百千]万|[万千百]|(?=\D)))?"
_PARTED = re.compile("[, ，\u2009\u00a0]")
_EITHER = re.compile(r"([一二两三四五六七八九])([二三四五六七八九])(?=[十百千万亿]{0,4}$)")
_DIGITS = "一二三四五六七八九"
# The groups of number_pattern: number, hedge, multiplier, rest, hedge again.
_GROUPS = {part: tuple(f"{name}{part}" for name in "fhmri") for part in (1, 2)}
_LEAST_EITHER = 10  # 三四个 is said, not counted


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: its ends (`high` None: one value), and how it was printed."""

    low: Decimal
    high: Decimal | None
    multiplier: Decimal  # what is printed behind it: 10000 for 万, 1 for nothing
    is_chinese: bool
    is_round: bool  # 百, 千, 万 alone: said rather than counted
    is_hedged: bool

    @property
    def is_scaled(self) -> bool:
        """Whether a multiplier stands behind it."""
        return self.multiplier > 1

    @property
    def top(self) -> Decimal:
        """The upper end."""
        return self.low if self.high is None else self.high


def number_pattern(part: int) -> str:
    """The pattern of one number; its groups are numbered by `part`."""
    return (
        rf"(?P<f{part}>{FIGURES}|{CHINESE})\s?(?P<h{part}>[余多来几])?"
        rf"(?P<m{part}>{MULTIPLIER})(?P<r{part}>{_REST})(?P<i{part}>[余多几])?"
    )


def read_number(match: re.Match[str], part: int) -> Number | None:
    """Give the number of `part`; None if it is not there or is none in this notation (二〇二二)."""
    printed, before, times, behind, after = match.group(*_GROUPS[part])
    if printed is None:
        return None
    is_chinese = not printed[0].isascii()
    ends = _chinese_ends(printed) if is_chinese else (_figures(printed), None)
    multiplier = MULTIPLIERS[times]
    rest = _rest(behind, multiplier)
    if ends is None or rest is None:
        return None
    low, high = ends
    return Number(
        low=low * multiplier + rest,
        high=None if high is None else high * multiplier,
        multiplier=multiplier,
        is_chinese=is_chinese,
        is_round=is_chinese and printed[0] in "百千万",
        is_hedged=bool(before or after),
    )


def _figures(printed: str) -> Decimal:
    return parse_figures(_PARTED.sub("", printed))


def _chinese_ends(printed: str) -> tuple[Decimal, Decimal | None] | None:
    value = parse_chinese(printed)
    if value is not None:
        return value, None
    either = _EITHER.search(printed)
    if either is None or not _is_either(either[1], either[2]):
        return None
    at = either.start()
    low = parse_chinese(printed[: at + 1] + printed[at + 2 :])
    high = parse_chinese(printed[:at] + printed[at + 1 :])
    if low is None or high is None or not _LEAST_EITHER <= low < high:
        return None
    return low, high


def _is_either(first: str, second: str) -> bool:
    """Whether two digits side by side mean one or the other: 三四, 三五; not 一九."""
    low, high = _DIGITS.index("二" if first == "两" else first), _DIGITS.index(second)
    return high == low + 1 or first + second == "三五"


def _rest(printed: str, multiplier: Decimal) -> Decimal | None:
    """What 5千 adds in 3万5千; None if it is no lesser step: 3万5万."""
    if not printed:
        return Decimal(0)
    figures = printed.rstrip("百千万")
    step = MULTIPLIERS[printed[len(figures) :]]
    rest = Decimal(figures) * step
    if step == 1 and (multiplier != MULTIPLIERS["万"] or rest < MULTIPLIERS["千"]):
        return None
    return rest if rest < multiplier else None
