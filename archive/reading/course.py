"""
How long and how often something is in print. In: the articles that name it. Out: the first and the last
of them, and how many each year has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, Subquery

from archive.models import Article
from archive.models.article import ArticleQuerySet
from archive.reading.charts import BarChart, Datum, draw_bars
from archive.reading.ledger import YearCount, split_years

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


def read_course(articles: ArticleQuerySet) -> Course:
    """The course of those articles, in two queries."""
    years, undated = split_years(articles)
    dated = articles.exclude(published_on=None).order_by("published_on", "pk")
    ends = Q(pk=Subquery(dated.values("pk")[:1])) | Q(pk=Subquery(dated.reverse().values("pk")[:1]))
    needed = ("published", "published_on", "published_basis")
    found = list(Article.objects.filter(ends).only(*needed).order_by("published_on", "pk"))
    return Course(
        articles=undated + sum(year.articles for year in years),
        first=found[0] if found else None,
        last=found[-1] if found else None,
        years=tuple(years),
        undated=undated,
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
