"""
The days a time phrase stands for. A folded phrase and the publication come in, two ISO days go out.

A phrase never gets days more exact than it prints: 2021年底 is told by the year it lies in, and what
is relative (今年, 上半年) has days only where the year of publication is known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from archive.pipeline.text.numerals import parse_chinese
from archive.pipeline.values import Basis, Published

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})年?|(?P<relative>今年|本年|去年|上年|前年|明年)度?"
_MONTH = r"(?P<month>[0-9]{1,2}|十[一二]?|[一二三四五六七八九])月份?"
_POINT = re.compile(
    rf"(?:{_YEAR})?(?:(?P<half>[上下])半年|(?P<quarters>前?)第?(?P<quarter>[一二三四])个?季度|"
    rf"{_MONTH}(?:(?P<day>[0-9]{{1,2}})日|(?P<third>[上中下])旬)?)?"
)
_BETWEEN = re.compile(r"(?:至|到|—{1,2}|[-－–~～])")
_FROM = re.compile(r"^[自从]")
_UNTIL = re.compile(r"^(?:截[至止]到?|到|至)|前$|[”五]末$")
_SINCE = re.compile(r"(?:以来|年来|至今|起)$")
_ENDING = re.compile(r"(?:[底末初]|度|期?间|以来|起|(?:之|以)?前)$")
_PLAN = re.compile(r"十(?P<number>[一二三四五])五")
_LAST_YEARS = re.compile(r"^近?(?P<years>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})年(?:来|间)?$")
_THIS_YEAR = {"全年", "年内", "年初", "年底", "年末", "年底前", "年末前", "年初以来", "开年以来"}
_BACK = {"今年": 0, "本年": 0, "去年": 1, "上年": 1, "前年": 2, "明年": -1}
_QUARTERS = "一二三四"
_MONTHS = range(1, 13)
# The day each congress opened: 中国共产党历次全国代表大会数据库, cpc.people.com.cn (2026-08).
_CONGRESSES = {
    "十六大": date(2002, 11, 8),
    "十七大": date(2007, 10, 15),
    "十八大": date(2012, 11, 8),
    "十九大": date(2017, 10, 18),
    "二十大": date(2022, 10, 16),
}


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both included; None where it is not told or there is no end."""

    first: date | None = None
    last: date | None = None
    by_publication: bool = False  # whether the date of publication was needed


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of the day of publication."""

    year: int
    month: int | None = None
    day: date | None = None


def anchor_of(published: Published) -> Anchor | None:
    """What `published` tells of the day of publication; None if not even the year."""
    if published.value is None or published.basis is Basis.NONE:
        return None
    parts = [int(part) for part in published.value.split("-")]
    month = parts[1] if len(parts) > 1 else None
    return Anchor(parts[0], month, date(*parts) if len(parts) == len("ymd") else None)


@lru_cache(maxsize=4096)
def days_of(phrase: str, anchor: Anchor | None) -> Days:
    """Give the days of a folded time phrase; both None where they cannot be told."""
    if phrase.endswith("前后"):
        return Days()
    for read in (_congress, _plan, _last_years, _now):
        days = read(phrase, anchor)
        if days is not None:
            return days
    return _dated(phrase, anchor)


def days_as_typed(phrase: str, anchor: Anchor | None) -> Days:
    """
    Give the days of a folded phrase a person typed; both None unless every character of it is read.

    A rule that finds a phrase in a text takes no more than it can read; a person may type anything.
    """
    if not phrase:
        return Days()
    for read in (_congress, _plan, _last_years, _now):
        days = read(phrase, anchor)
        if days is not None:
            return days
    parts = _BETWEEN.split(_ENDING.sub("", _bare(phrase)))
    told = all(part.isdecimal() or (part and _POINT.fullmatch(part)) for part in parts)
    if phrase in _THIS_YEAR or (told and len(parts) <= len(("first", "last"))):
        return _dated(phrase, anchor)
    return Days()


def _congress(phrase: str, anchor: Anchor | None) -> Days | None:
    for name, opened in _CONGRESSES.items():
        if name in phrase and phrase.endswith("以来"):
            return _open(Days(opened), anchor)
    return None


def _plan(phrase: str, anchor: Anchor | None) -> Days | None:
    """The eleventh plan covers 2006 to 2010; every plan lasts five years."""
    found = _PLAN.search(phrase)
    if found is None:
        return None
    start = 2006 + 5 * "一二三四五".index(found["number"])
    days = Days(date(start, 1, 1), date(start + 4, 12, 31))
    if phrase.endswith("以来"):
        return _open(days, anchor)
    return Days(None, days.last) if _UNTIL.search(phrase) else days


def _last_years(phrase: str, anchor: Anchor | None) -> Days | None:
    """三年来: from the year that lies as many before the year of publication."""
    found = _LAST_YEARS.match(phrase)
    if found is None:
        return None
    number = _number(found["years"])
    if anchor is None or not number:
        return Days()
    return _open(Days(date(anchor.year - number, 1, 1), by_publication=True), anchor)


def _now(phrase: str, anchor: Anchor | None) -> Days | None:
    if not phrase.endswith(("目前", "现在", "如今", "当前", "眼下")):
        return None
    if anchor is None or anchor.day is None:
        return Days()
    return Days(None, anchor.day, by_publication=True)


def _dated(phrase: str, anchor: Anchor | None) -> Days:
    """A phrase made of years, halves, quarters and months, or of two of them."""
    parts = _BETWEEN.split(_bare(phrase))
    is_open = _SINCE.search(phrase) is not None or (len(parts) == 1 and phrase[0] == "自")
    start = _stretch(parts[0], parts[1], anchor) if len(parts) > 1 else _point(parts[0], anchor)
    if start.first is None:
        return Days()
    if _UNTIL.search(phrase):
        return Days(None, start.last, start.by_publication)
    return _open(start, anchor) if is_open else start


def _bare(phrase: str) -> str:
    return _FROM.sub("", re.sub(r"^(?:截[至止]到?|到|至)", "", phrase)).removesuffix("至今")


def _stretch(first: str, last: str, anchor: Anchor | None) -> Days:
    """From one point to another; 1至6月 prints month and year once."""
    if first[-1:].isdigit() and ("年" in first or len(first) <= len("12")):
        first += "月"
    elif _POINT.fullmatch(first) is None:
        return Days()
    start = _point(first, anchor)
    has_year = re.match(r"(?:19|20)[0-9]{2}|今年|去年", last) is not None
    year = None if has_year or start.first is None else start.first.year
    end = _point(last, anchor if year is None else Anchor(year))
    if start.first is None or end.last is None or end.last < start.first:
        return Days()
    return Days(start.first, end.last, start.by_publication or end.by_publication)


def _point(phrase: str, anchor: Anchor | None) -> Days:
    """A year, half, quarter, month, third of a month or day."""
    if phrase in _THIS_YEAR:
        phrase = "今年"
    found = _POINT.match(phrase)
    if found is None or not found[0]:
        return Days()
    year, by_publication = _year(found, anchor)
    if year is None or re.match(r"[春夏秋冬]", phrase[found.end() :]):
        return Days()
    days = _within(year, found)
    if days is None:
        return Days()
    if by_publication and _lies_ahead(days[0], found, anchor):
        return Days()
    return Days(*days, by_publication)


def _year(found: re.Match[str], anchor: Anchor | None) -> tuple[int | None, bool]:
    if found["year"]:
        return int(found["year"]), False
    if anchor is None:
        return None, True
    return anchor.year - _BACK[found["relative"] or "今年"], True


def _lies_ahead(first: date, found: re.Match[str], anchor: Anchor | None) -> bool:
    """12月份 in a report of January is the December before, or the one to come: not told."""
    if found["relative"] or anchor is None or anchor.month is None:
        return False
    return (first.year, first.month) > (anchor.year, anchor.month)


def _within(year: int, found: re.Match[str]) -> tuple[date, date] | None:
    """The stretch of `year` that is printed; None for a day no calendar has."""
    if found["month"]:
        return _month(year, found)
    if found["half"]:
        first, last = (1, 6) if found["half"] == "上" else (7, 12)
    elif found["quarter"]:
        last = 3 * (_QUARTERS.index(found["quarter"]) + 1)
        first = 1 if found["quarters"] else last - 2
    else:
        first, last = 1, 12
    return date(year, first, 1), _month_end(year, last)


def _month(year: int, found: re.Match[str]) -> tuple[date, date] | None:
    month = _number(found["month"])
    if month is None or month not in _MONTHS:
        return None
    end = _month_end(year, month)
    if found["day"]:
        day = int(found["day"])
        return (date(year, month, day),) * 2 if 1 <= day <= end.day else None
    if found["third"]:
        start = 1 + 10 * "上中下".index(found["third"])
        last = end.day if found["third"] == "下" else start + 9
        return date(year, month, start), date(year, month, last)
    return date(year, month, 1), end


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _open(days: Days, anchor: Anchor | None) -> Days:
    """From its first day on, up to the day of publication where that is known."""
    last = anchor.day if anchor else None
    if last is not None and days.first is not None and last < days.first:
        last = None
    return Days(days.first, last, days.by_publication or last is not None)


def _number(printed: str) -> int | None:
    if printed.isdigit():
        return int(printed)
    value = parse_chinese(printed)
    return None if value is None else int(value)
