"""
The charts beside a table of figures. In: the rows of its page, and every figure that stands with them. Out: the rows,
numbered where they are drawn, the charts, and how many figures are not drawn for which reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from archive.models import Metric, Review, Scope
from archive.models.article import MONTH_KNOWN
from archive.reading.dotclouds import CloudPlot, Dot, plot_all
from archive.reading.dotplots import DotPlot, Point, plot_places, plot_years
from archive.reading.figures import FigureRow
from archive.reading.surveys import FACTS, Terms, Told, unit_of


@dataclass(frozen=True, slots=True)
class Charted:
    """A page of a table and its charts. `unreviewed` and `unlike` count figures, of all pages, the charts leave out."""

    rows: tuple[FigureRow, ...]
    drawn: int  # of the page
    whole: int  # that may be drawn, of all pages
    by_place: DotPlot
    by_year: DotPlot
    overall: CloudPlot  # all that may be drawn, if this page has not all of it
    unreviewed: int
    unlike: int  # aims, plans and standards: never in one picture with what is


def chart_rows(rows: Sequence[FigureRow], kept: Sequence[Told], terms: Terms) -> Charted:
    """
    Number the rows a chart may show, from 1, and draw those; in a third chart all of `kept` it may show.

    Unreviewed ones only if the terms ask for them; aims and plans only if the terms ask for one sort alone.
    """
    like = [told for told in kept if terms.status or told.status in FACTS]
    whole = [told for told in like if terms.unreviewed or told.review == Review.CONFIRMED]
    drawable = {told.pk for told in whole}
    shown = [row for row in rows if row.metric.pk in drawable]
    numbers = {row.metric.pk: n for n, row in enumerate(shown, start=1)}
    numbered = tuple(replace(row, number=numbers.get(row.metric.pk)) for row in rows)
    points = [_point(row) for row in numbered if row.number is not None]
    sign = "%" if unit_of(terms.measure) == "percent" else ""
    codes = {numbers[row.metric.pk]: row.metric.place_id or "~" for row in shown}
    in_order = sorted(points, key=lambda p: (codes[p.number], p.year or 0, p.number))
    return Charted(
        rows=numbered,
        drawn=len(points),
        whole=len(whole),
        by_place=plot_places(in_order, sign),
        by_year=plot_years(points, sign),
        overall=plot_all(_dots(whole), sign) if len(whole) > len(points) else CloudPlot(),
        unreviewed=len(like) - len(whole),
        unlike=len(kept) - len(like),
    )


def _dots(whole: Sequence[Told]) -> list[Dot]:
    """All that is drawn, as it came into print."""
    return [
        Dot(told.year, told.value, told.high, told.review, told.comparator)
        for told in sorted(whole, key=attrgetter("printed_on", "pk"))
    ]


def _point(row: FigureRow) -> Point:
    metric = row.metric
    told = metric.period_last or metric.period_first
    printed = metric.article.published_on
    day = told or printed
    return Point(
        number=row.number or 0,
        place=metric.place_name or (metric.place.name if metric.place else ""),
        when=str(day.year) if day else "",
        words=row.normalised,
        value=metric.value,
        high=metric.value_max,
        comparator=metric.comparator,
        review=metric.review,
        year=day.year if day else None,
        year_printed=told is not None and metric.period_basis != Scope.INFERRED,
        day=_day_within(metric, day.year) if day else None,
    )


def _day_within(metric: Metric, year: int) -> dt.date | None:
    """The day that orders a figure among others of its year; of a whole year that of its article, if that is of it."""
    first, last = metric.period_first, metric.period_last
    ends = dt.date(year, 12, 31)
    if (
        first is not None
        and first.year == year
        and (first, last or ends) != (dt.date(year, 1, 1), ends)
    ):
        return first
    if last is not None and last.year == year and last != ends:
        return last
    article = metric.article
    printed = article.published_on if article.published_precision in MONTH_KNOWN else None
    return printed if printed is not None and printed.year == year else None
