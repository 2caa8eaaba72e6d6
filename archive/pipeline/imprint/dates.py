"""
Step 2c: when it was printed, and where. Lines in; stamps, datelines and an inferred year out.

A date is never made more precise than the page: an event's date is no date of publication, and a year
is inferred only from words of the page itself. A year outside YEARS is a misprint and none at all. The founding years are in rules/dates.toml, the labels
in rules/bylines.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from archive.pipeline.text.numerals import parse_chinese
from archive.pipeline.text.sieve import Guarded
from archive.pipeline.values import Passage, Precision, Span

RULES = Path(__file__).parent.parent / "rules" / "dates.toml"

YEARS = range(
    1921, 2101
)  # from the founding of the Party; no clock is read, so the end is fixed too
MONTHS = 12
CHINESE_DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
DATE = re.compile(
    r"(?<!\d)(?P<y>\d{4})\s?(?:[-/.]|年)\s?(?P<m>\d{1,2})\s?(?:[-/.]|月)\s?(?P<d>\d{1,2})(?!\d)(?:\s?[日号])?"
    r"|(?P<cy>[一二三四五六七八九][〇○零Ｏ一二三四五六七八九]{3})年(?P<cm>[一二三四五六七八九十]{1,2})月(?P<cd>[一二三四五六七八九十]{1,3})日"
)
# 二〇二四年第五期, 2021年6月: a journal's issue, a date without its day.
ISSUE = re.compile(
    r"(?<!\d)(?P<y>\d{4}|[一二三四五六七八九][〇○零Ｏ一二三四五六七八九]{3})年"
    r"(?:第?[\d一二三四五六七八九十]{1,3}期|(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月(?![\d一二三四五六七八九十]))"
)
TIME = re.compile(r"[T\s]{0,3}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
WEEKDAY = re.compile(
    r"(?:星期|周|礼拜)[一二三四五六日天]|农历(?:[一-龥]{2,4}年)?[一-龥]{1,3}月[一-龥]{2,3}|(?<![\w])总?第\s?\d{1,6}\s?期"
)
# 2019,党旗辉映谱华章;2020,继往开来 and 告别2019年，迎接2020年; a life told by years prints 年 after each.
TURN_OF_YEAR = Guarded(
    r"(?<!\d)(?P<old>(?:19|20)\d{2})[,，][^;；。]{1,30}[;；](?P<new>(?:19|20)\d{2})[,，]"
    r"|(?:回首|回顾|回望|告别|辞别|走过)(?P<past>(?:19|20)\d{2})年?[^。]{0,30}"
    r"(?:展望|迎来|喜迎|迎接|走进|开启|迈进|奋进)(?P<coming>(?:19|20)\d{2})"
)
YEAR_IN_TITLE = re.compile(r"《((?:19|20)\d{2})年[^》]{1,40}》")
THIS_YEAR = re.compile(r"今年[(（]((?:19|20)\d{2})年?[)）]")
ANNIVERSARY_THIS_YEAR = re.compile(r"今年(?:是|系|正值|恰逢|适逢|正逢|迎来)")
COUNT = r"(?:成立|诞生|誕生|建立|胜利|勝利)?(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,5})周年"


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day as printed (of an issue the month or year alone), ISO 8601, and where."""

    value: str
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class InferredYear:
    """A year the page lets one conclude, and the words that do."""

    year: int
    evidence: tuple[Span, ...]


def find_day(text: str) -> Day | None:
    """The first full date in `text` that the calendar could hold, in a year of YEARS."""
    for match in DATE.finditer(text):
        value = _iso(match)
        if value:
            return Day(value, match.span())
    return None


def find_issue(text: str) -> Day | None:
    """The month or year of the first issue or dayless date in `text`, if it lies in YEARS."""
    for match in ISSUE.finditer(text):
        year = int(match["y"].translate(CHINESE_DIGITS))
        month = _count(match["m"]) if match["m"] else 0
        if year in YEARS and month <= MONTHS:
            return Day(f"{year}-{month:02d}" if month else str(year), match.span())
    return None


def holds_date(text: str) -> bool:
    """Whether `text` prints a date or an issue, be it one that cannot be."""
    return DATE.search(text) is not None or ISSUE.search(text) is not None


def without_dates(text: str) -> str:
    """`text` with dates, times and weekdays taken out."""
    return WEEKDAY.sub(" ", ISSUE.sub(" ", TIME.sub(" ", DATE.sub(" ", text))))


def infer_year(short_lines: Iterable[Passage], prose: Iterable[Passage]) -> InferredYear | None:
    """
    The year the page was printed in, from its own words.

    `short_lines` are banners and headlines: an anniversary there is being celebrated (庆祝中国共产党成立
    100周年特刊). In prose it counts only as 今年是…周年. Two sources that disagree give nothing.
    """
    found: list[InferredYear] = []
    for passage in short_lines:
        found += _anniversaries(passage, 0)
    for passage in prose:
        found += _years_in_prose(passage)
    found = [each for each in found if each.year in YEARS]
    years = {each.year for each in found}
    if len(years) != 1:
        return None
    spans = tuple(span for each in found for span in each.evidence)
    return InferredYear(years.pop(), spans)


def _years_in_prose(passage: Passage) -> list[InferredYear]:
    found: list[InferredYear] = []
    for match in ANNIVERSARY_THIS_YEAR.finditer(passage.text):
        found += _anniversaries(passage, match.end(), match.end() + 30)
    for match in THIS_YEAR.finditer(passage.text):
        found.append(InferredYear(int(match[1]), (passage.to_source(*match.span()),)))
    for match in TURN_OF_YEAR.finditer(passage.text):
        old, new = int(match["old"] or match["past"]), int(match["new"] or match["coming"])
        if new == old + 1:
            found.append(InferredYear(old, (passage.to_source(*match.span()),)))
    return found


def _anniversaries(passage: Passage, start: int, end: int | None = None) -> list[InferredYear]:
    found = []
    for match in _anniversary().finditer(passage.text, start, end or len(passage.text)):
        count = _count(match["n"])
        if count:
            year = _founded()[match["what"]] + count
            found.append(InferredYear(year, (passage.to_source(*match.span()),)))
    return found


def year_titles(prose: Iterable[Passage], year: int) -> tuple[Span, ...]:
    """Where documents of `year` are named (《2019年…方案》): they bear out a year, alone they give none."""
    return tuple(
        passage.to_source(*match.span())
        for passage in prose
        for match in YEAR_IN_TITLE.finditer(passage.text)
        if int(match[1]) == year
    )


def precision_of(value: str) -> Precision:
    """How exact an ISO 8601 date is by its length."""
    return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(value)]


def _iso(match: re.Match[str]) -> str | None:
    if match["y"]:
        parts = (match["y"], match["m"], match["d"])
    else:
        parts = (match["cy"].translate(CHINESE_DIGITS), match["cm"], match["cd"])
    try:
        day = date(*map(_count, parts))
    except ValueError:  # no such day
        return None
    return day.isoformat() if day.year in YEARS else None


def _count(text: str) -> int:
    """The value of digits or of a Chinese numeral; 0 for what is neither."""
    return int(text) if text.isdecimal() else int(parse_chinese(text) or 0)


@cache
def _founded() -> dict[str, int]:
    table: dict[str, int] = tomllib.loads(RULES.read_text("utf-8"))["founded"]
    return table


@cache
def _anniversary() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _founded()), key=len, reverse=True))
    return re.compile(rf"(?P<what>{names}){COUNT}")
