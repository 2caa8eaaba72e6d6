"""
The charts beside a table of figures. In: the table's rows. Out: the rows, numbered where they are drawn,
the two charts, and how many rows are not drawn for which reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.models import Review, Scope
from archive.reading.dotplots import DotPlot, Point, plot_places, plot_years
from archive.reading.figures import FigureRow
from archive.reading.surveys import FACTS, Terms


@dataclass(frozen=True, slots=True)
class Charted:
    """A table and its charts. `unreviewed` and `unlike` count rows the charts leave out."""

    rows: tuple[FigureRow, ...]
    drawn: int
    by_place: DotPlot
    by_year: DotPlot
    unreviewed: int
    unlike: int  # aims, plans and standards: never in one picture with what is


def chart_rows(rows: Sequence[FigureRow], terms: Terms) -> Charted:
    """
    Number the rows a chart may show, from 1, and draw those.

    Unreviewed ones only if the terms ask for them; aims and plans only if the terms ask for one sort alone.
    """
    like = [row for row in rows if terms.status or row.metric.status in FACTS]
    shown = [row for row in like if terms.unreviewed or row.metric.review == Review.CONFIRMED]
    numbers = {row.metric.pk: n for n, row in enumerate(shown, start=1)}
    numbered = tuple(replace(row, number=numbers.get(row.metric.pk)) for row in rows)
    points = [_point(row) for row in numbered if row.number is not None]
    sign = "%" if any(row.metric.unit == "percent" for row in shown) else ""
    codes = {numbers[row.metric.pk]: row.metric.place_id or "~" for row in shown}
    in_order = sorted(points, key=lambda p: (codes[p.number], p.year or 0, p.number))
    return Charted(
        rows=numbered,
        drawn=len(points),
        by_place=plot_places(in_order, sign),
        by_year=plot_years(points, sign),
        unreviewed=len(like) - len(shown),
        unlike=len(rows) - len(like),
    )


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
    )
