"""Places. In: a code, or none. Out: the tree of divisions in print, one division, one township's dossier."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import PlaceMention
from archive.models.place import Level
from archive.reading import place_tree

TOWNS_IN_TREE = 300  # more towns than this are listed on their counties' pages


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """All divisions that articles name."""
    towns = PlaceMention.objects.public().filter(place__level=Level.TOWN)
    count = towns.values("place").distinct().count()
    down_to = Level.TOWN if count <= TOWNS_IN_TREE else Level.COUNTY
    return render(
        request,
        "places.html",
        {
            "section": "places",
            "places": place_tree(down_to=down_to),
            "towns": count,
            "unresolved": PlaceMention.objects.public().unresolved().count(),
        },
    )
