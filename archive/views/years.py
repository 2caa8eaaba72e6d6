"""Articles by year. In: a year, or none. Out: the years' bars and table, and one year's articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Article
from archive.models.article import ArticleQuerySet
from archive.reading.course import year_chart
from archive.reading.crumbs import Crumb
from archive.reading.ledger import count_months, count_years
from archive.views.list_state import Choice, ListState, chosen
from archive.views.lists import MONTHS, NO_MONTH, month_words
from archive.views.pages import turn_page


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
    months = _choose_month(request, found)
    asked = chosen(months).value
    if asked:
        found = found.without_month() if asked == NO_MONTH else found.in_month(int(asked))
    return _listing(request, _("{year} 年").format(year=year), found.newest_first(), months)


@require_safe
def undated(request: HttpRequest) -> HttpResponse:
    """The articles of which not even the year is known."""
    found = Article.objects.published().undated()
    return _listing(request, _("年份不详"), found.newest_first())


def _choose_month(request: HttpRequest, articles: ArticleQuerySet) -> list[Choice]:
    """The months of a year with their articles; those of unknown month apart."""
    counts = count_months(articles)
    labels: dict[str, Any] = {"": _("全年")}
    labels |= {month: month_words(month) for month in MONTHS}
    numbers = {"": sum(counts.values()), NO_MONTH: counts.get(None, 0)}
    numbers |= {str(month): count for month, count in counts.items() if month}
    choices = ListState.of(request, "month").choose("month", labels)
    return [
        replace(choice, count=numbers.get(choice.value, 0))
        for choice in choices
        if numbers.get(choice.value) or choice.current
    ]


def _listing(
    request: HttpRequest, heading: str, articles: ArticleQuerySet, months: Sequence[Choice] = ()
) -> HttpResponse:
    month = next((each for each in months if each.current and each.value), None)
    return render(
        request,
        "year.html",
        {
            "section": "years",
            "crumbs": [Crumb(_("年份"), reverse("years")), Crumb(heading)],
            "heading": heading,
            "months": months,
            "month": month,
            "take_away": request.path.rstrip("/"),
            "narrowed": f"?month={month.value}" if month else "",
            "tabled": True,
            "turn": turn_page(request, articles),
        },
    )
