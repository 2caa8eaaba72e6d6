"""Articles by year. In: a year, or none. Out: the years' bars and table, and one year's articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Article
from archive.models.article import ArticleQuerySet
from archive.reading.charts import BarChart, Datum, draw_bars
from archive.reading.ledger import YearCount, count_years
from archive.views.pages import Crumb, turn_page

LONGEST_GAP = 60  # years; a wider span is drawn without its empty years


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


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """All years with articles."""
    counted = count_years()
    return render(
        request,
        "years.html",
        {
            "section": "years",
            "years": counted,
            "chart": year_chart(counted),
            "undated": Article.objects.published().undated().count(),
        },
    )


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The articles of one year."""
    in_calendar = dt.MINYEAR <= year <= dt.MAXYEAR
    articles = Article.objects.published()
    found = articles.in_year(year) if in_calendar else articles.none()
    if not found.exists():
        raise Http404(_("{year} 年没有入档的报道。").format(year=year))
    return _listing(request, _("{year} 年").format(year=year), found.newest_first())


@require_safe
def undated(request: HttpRequest) -> HttpResponse:
    """The articles of which not even the year is known."""
    found = Article.objects.published().undated()
    return _listing(request, _("年份不详"), found.newest_first())


def _listing(request: HttpRequest, heading: str, articles: ArticleQuerySet) -> HttpResponse:
    return render(
        request,
        "year.html",
        {
            "section": "years",
            "crumbs": [Crumb(_("年份"), reverse("years")), Crumb(heading)],
            "heading": heading,
            "take_away": request.path.rstrip("/"),
            "turn": turn_page(request, articles),
        },
    )
