"""Articles by year. In: a year, or none. Out: the years' bars and table, and one year's articles."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Article
from archive.models.article import ArticleQuerySet
from archive.reading.course import year_chart
from archive.reading.ledger import count_years
from archive.views.pages import Crumb, turn_page


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
