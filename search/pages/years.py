"""
Results by year. The counts of the year facet come in; bars, and the rows of their table, go out.

Every year from the first to the last has its place, also those without a result; what has no year is
counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.reading.charts import BarChart, Datum, draw_bars
from search.index.columns import FacetCounts
from search.index.documents import UNDATED, Facet
from search.pages.parameters import Asked
from search.query.terms import Valued

MOST_YEARS = 120  # a misread year must not draw a thousand bars


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year, how many results are of it, and the state that keeps only those."""

    year: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class YearChart:
    """The bars, their table without empty years, and the results of no known year."""

    bars: BarChart
    rows: tuple[YearRow, ...]
    undated: YearRow | None


def draw_years(counts: FacetCounts | None, asked: Asked) -> YearChart | None:
    """The chart of a result; None where all of it is of one year."""
    found = {one.value: one.count for one in counts.values} if counts else {}
    years = sorted(int(value) for value in found if value.isdigit())
    if len(years) < 2:  # noqa: PLR2004
        return None
    first = max(years[0], years[-1] - MOST_YEARS + 1)
    rows = [_row(str(year), found.get(str(year), 0), asked) for year in range(first, years[-1] + 1)]
    bars = draw_bars([Datum(row.year, row.count, url=row.url if row.count else "") for row in rows])
    undated = found.get(UNDATED, 0)
    return YearChart(
        bars,
        tuple(_row(str(year), found[str(year)], asked) for year in years),
        _row(UNDATED, undated, asked) if undated else None,
    )


def _row(year: str, count: int, asked: Asked) -> YearRow:
    return YearRow(year, count, asked.choosing(Valued(Facet.YEAR, year)).query_string())
