"""
Step 2g: publication and date of an article. What its source lines, dateline and bylines say in, the two out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.pipeline.imprint.bylines import Byline
from archive.pipeline.imprint.dates import InferredYear, find_day, precision_of
from archive.pipeline.imprint.stamps import Dateline, Stamp, month_and_day
from archive.pipeline.text.script import simplify
from archive.pipeline.values import Basis, Passage, Precision, Publication, Published, Span

REPRINT_DAYS = 3  # a page may print a report this much later than its dateline without conflict


@dataclass(frozen=True, slots=True)
class Stamped:
    """A source line and where it stands."""

    stamp: Stamp
    passage: Passage


@dataclass(frozen=True, slots=True)
class Datelined:
    """A dateline and where it stands."""

    dateline: Dateline
    passage: Passage


def find_publication(
    stamps: Sequence[Stamped], dateline: Datelined | None, bylines: Sequence[Byline]
) -> Publication | None:
    """The paper or site that printed the article: stated by a source line, else inferred, else None."""
    for stamped in stamps:
        if stamped.stamp.medium:
            return Publication(simplify(stamped.stamp.medium), Basis.STATED)
    if dateline and dateline.dateline.medium:
        return Publication(simplify(dateline.dateline.medium), Basis.INFERRED)
    for byline in bylines:
        if byline.affiliation:
            return Publication(simplify(byline.affiliation), Basis.INFERRED)
    return None


def find_published(
    stamps: Sequence[Stamped], dateline: Datelined | None, year: InferredYear | None
) -> Published:
    """
    When the article was printed.

    A source line's date is stated and wins; a dateline that prints the year is stated too; a year the
    page lets one infer gives the year alone, with a dateline's month the month, never the day.
    """
    printed = dateline.dateline.date if dateline else None
    for stamped in stamps:
        day = stamped.stamp.day
        if day:
            exact = precision_of(day.value) is Precision.DAY
            differs = exact and printed is not None and _differs(printed, day.value)
            return Published(
                day.value,
                precision_of(day.value),
                Basis.STATED,
                (stamped.passage.to_source(*day.at),),
                printed if differs else None,
                conflict=differs and _far(printed or "", day.value),
            )
    if dateline and printed:
        return _from_dateline(dateline, printed, year)
    if year:
        return Published(str(year.year), Precision.YEAR, Basis.INFERRED, year.evidence)
    return Published()


def _from_dateline(dateline: Datelined, printed: str, year: InferredYear | None) -> Published:
    span = _place_of(printed, dateline.passage)
    day = find_day(printed)
    if day:
        return Published(day.value, Precision.DAY, Basis.STATED, (span,))
    if not year:
        return Published(dateline=printed)
    month = month_and_day(printed)
    value = f"{year.year}-{month[0]:02d}" if month else str(year.year)
    return Published(value, precision_of(value), Basis.INFERRED, (*year.evidence, span), printed)


def _place_of(printed: str, passage: Passage) -> Span:
    at = passage.text.index(printed)
    return passage.to_source(at, at + len(printed))


def _differs(printed: str, value: str) -> bool:
    return _month_day(printed, value) != (int(value[5:7]), int(value[8:10]))


def _far(printed: str, value: str) -> bool:
    """Whether the dateline lies more than a reprint's delay before the page's own date."""
    month, day = _month_day(printed, value)
    return abs((int(value[5:7]) - month) * 30 + int(value[8:10]) - day) > REPRINT_DAYS


def _month_day(printed: str, value: str) -> tuple[int, int]:
    found = month_and_day(printed)
    if found:
        return found
    digits = "".join(c for c in printed if c.isdecimal())
    return int(value[5:7]), int(digits[-2:] or 0)
