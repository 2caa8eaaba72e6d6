"""The first page. In: nothing. Out: what is in the archive, and one real sentence that explains the marks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.reading.course import year_chart
from archive.reading.front import read_front


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search box, ledger, one sentence with its marks, and four ways in."""
    front = read_front()
    context = {
        "ledger": front.ledger,
        "specimen": front.specimen,
        "places": front.places,
        "flat": not any(place.children for place in front.places),
        "programs": front.programs,
        "tries": [program.name for program in front.programs[:3]],
        "indicators": front.indicators,
        "years": front.years,
        "chart": year_chart(front.years),
        "undated": front.undated,
        "newest": front.newest,
    }
    return render(request, "home.html", context)
