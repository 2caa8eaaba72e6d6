"""
How long and how often something is in print. In: the articles that name it. Out: the first and the last
of them, and how many each year has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.models import Article
from archive.models.article import DATED, ArticleQuerySet
from archive.reading.charts import BarChart, Datum, draw_bars
from archive.reading.ledger import YearCount

LONGEST_GAP = 60  # years; a wider span is drawn without its empty years


@dataclass(frozen=True, slots=True)
class Course:
    """Articles by year; `first` and `last` are the earliest and the latest of known date."""

    articles: int
    first: Article | None
    last: Article | None
    years: tuple[YearCount, ...]
    undated: int
    chart: BarChart


@dataclass(frozen=True, slots=True)
class Printed:
    """When an article was printed: an ISO date (empty: unknown), and how that is known."""

    article: int
    day: str
    basis: str


def read_course(articles: ArticleQuerySet) -> Course:
    """The course of those articles, in two queries."""
    rows = articles.order_by().values_list("pk", "published_on", "published_basis")
    printed = [Printed(pk, day.isoformat() if day else "", basis) for pk, day, basis in rows]
    ends = first_and_last(printed)
    needed = ("published", "published_on", "published_basis")
    return lay_course(printed, Article.objects.only(*needed).order_by().in_bulk(ends))


def first_and_last(printed: Iterable[Printed]) -> set[int]:
    """The earliest and the latest of known date."""
    dated = sorted((one.day, one.article) for one in printed if one.day)
    return {dated[0][1], dated[-1][1]} if dated else set()


def lay_course(printed: Sequence[Printed], rows: Mapping[int, Article]) -> Course:
    """The course of articles printed then; `rows` holds the first and the last."""
    ends = sorted(first_and_last(printed), key=lambda pk: (rows[pk].published_on, pk))
    counts: Counter[str] = Counter(one.day[:4] for one in printed)
    dated: Counter[str] = Counter(one.day[:4] for one in printed if one.basis in DATED)
    years = [YearCount(int(year), counts[year], dated[year]) for year in sorted(counts) if year]
    return Course(
        articles=len(printed),
        first=rows[ends[0]] if ends else None,
        last=rows[ends[-1]] if ends else None,
        years=tuple(years),
        undated=counts[""],
        chart=year_chart(years),
    )


def year_chart(years: Sequence[YearCount]) -> BarChart:
    """One bar a year, empty years included; hollow where every date of the year is inferred."""
    if not years:
        return draw_bars([])
    found = {year.year: year for year in years}
    span = range(years[0].year, years[-1].year + 1)
    shown = span if len(span) <= LONGEST_GAP else list(found)
    return draw_bars(
        [
            Datum(str(year), found[year].articles, found[year].inferred, found[year].url)
            if year in found
            else Datum(str(year), 0)
            for year in shown
        ]
    )
