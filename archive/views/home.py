"""The first page. In: nothing. Out: what is in the archive, and one real sentence that explains the marks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Article, Indicator, Program
from archive.models.place import Level
from archive.reading.course import year_chart
from archive.reading.ledger import count_years, place_tree, read_ledger
from archive.reading.specimen import find_specimen

SHOWN_PROGRAMS = 12
SHOWN_INDICATORS = 8
TOWNS_SHOWN = 60  # with more, the first page lists provinces only


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search box, ledger, one sentence with its marks, and four ways in."""
    ledger, years = read_ledger(), count_years()
    programs = list(Program.objects.in_print()[:SHOWN_PROGRAMS])
    return render(
        request,
        "home.html",
        {
            "ledger": ledger,
            "specimen": find_specimen(),
            "places": place_tree(
                down_to=Level.TOWN if ledger.towns <= TOWNS_SHOWN else Level.PROVINCE
            ),
            "programs": programs,
            "tries": [program.name for program in programs[:3]],
            "indicators": Indicator.objects.in_print()[:SHOWN_INDICATORS],
            "years": years,
            "chart": year_chart(years),
            "undated": Article.objects.published().undated().count(),
            "newest": Article.objects.published().last_come()[:5],
        },
    )
