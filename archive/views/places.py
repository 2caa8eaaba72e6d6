"""Places. In: a code. Out: one division, one township's or village's dossier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet, Window
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from archive.models import Metric, Place, PlaceMention, Program, Town, Village
from archive.models.facts import codes_below
from archive.models.questions import Question, Union
from archive.pipeline.places.division_names import PSEUDO_NAMES
from archive.reading.article_rows import read_articles
from archive.reading.crumbs import Crumb
from archive.reading.dossiers import print_place, read_timeline
from archive.reading.figures import group_figures, read_figures
from archive.reading.ledger import (
    CODE_LENGTHS,
    DOSSIERS,
    read_vicinity,
)
from archive.reading.namesakes import read_namesakes
from archive.reading.place_list import list_places, place_tree
from archive.reading.spellings import place_spellings
from archive.views.named import row_or_404
from archive.views.pages import leaf_through, turn_page
from archive.views.public import JSON_TEXT

TIMELINE_LENGTH = 20
SHOWN_FIGURES = 30
SHOWN_PROGRAMS = 40


@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """A province, city or county: what is below it and the articles that name any of it."""
    found = get_object_or_404(Place, code=code)
    if found.level in DOSSIERS:
        return redirect(found, permanent=True)
    articles = PlaceMention.objects.public().about(code).articles()
    codes = [code[:length] for length in CODE_LENGTHS.values() if length < len(code)]
    above = Place.objects.filter(code__in=codes).exclude(name__in=PSEUDO_NAMES).order_by("code")
    context = {
        "section": "places",
        "crumbs": _crumbs(found, [Crumb(row.name, row.get_absolute_url()) for row in above]),
        "place": found,
        "below": place_tree(list_places(), code),
        "below_list": f"{reverse('places')}?{urlencode({'within': code})}",
        "figures": Metric.objects.public().about(code).once().count(),
        "programs": Program.objects.named_in(articles)[:SHOWN_PROGRAMS],
        "turn": turn_page(request, articles.newest_first()),
    }
    return render(request, "place.html", context)


@require_safe
def town(request: HttpRequest, code: str) -> HttpResponse:
    """A township's dossier: its articles by year, its figures, programs and names."""
    found = row_or_404(_TOWN, code)
    return _dossier(request, found)


@require_safe
def village(request: HttpRequest, code: str) -> HttpResponse:
    """A village's dossier: where it lies, its articles by year, its figures, programs and names."""
    found = row_or_404(_VILLAGE, code)
    return _dossier(request, found)


def _dossier(request: HttpRequest, found: Place) -> HttpResponse:
    """In as many questions for every place, whatever it has to show."""
    codes = codes_below(found.code)
    numbers = [number for (number,) in _NUMBERS.rows(*codes)]
    page = Paginator(numbers, TIMELINE_LENGTH).get_page(request.GET.get("page"))
    figures = _FIGURES.rows(*codes)
    articles = read_articles([*page, *(figure.article_id for figure in figures)])
    for figure in figures:
        figure.article = articles[figure.article_id]
    turn = leaf_through(request, page, [articles[number] for number in page])
    vicinity = read_vicinity(found)
    context = {
        "section": "places",
        "take_away": found.get_absolute_url().rstrip("/"),
        "fed": True,
        "crumbs": _crumbs(found, [Crumb(node.name, node.url) for node in vicinity.above]),
        "place": found,
        "turn": turn,
        "timeline": read_timeline(turn.rows, found.code),
        "figures": group_figures(read_figures(figures)),
        "shown_figures": SHOWN_FIGURES,
        "namesakes": read_namesakes(found),
        "figure_count": figures[0].of if figures else 0,  # type: ignore[attr-defined]  # annotated
        "programs": _PROGRAMS.rows(*codes),
        "spellings": place_spellings(found.code),
        "vicinity": vicinity,
    }
    return render(request, "town.html", context)


def _compose_numbers(first: str, after: str) -> tuple[QuerySet[Any, Any]]:
    articles = PlaceMention.objects.public().between(first, after).articles()
    return (articles.oldest_first().values_list("pk"),)


def _compose_figures(first: str, after: str) -> QuerySet[Metric]:
    figures = Metric.objects.public().between(first, after).once().newest_first()
    # The number of all of them comes with each row: no second look for it.
    counted = figures.select_related("indicator").annotate(of=Window(Count("pk")))
    return counted[:SHOWN_FIGURES]


def _compose_programs(first: str, after: str) -> QuerySet[Program]:
    articles = PlaceMention.objects.public().between(first, after).articles()
    return Program.objects.named_in(articles).seen()[:SHOWN_PROGRAMS]


_NUMBERS = Union(_compose_numbers)
_TOWN: Question[Town] = Question(lambda code: Town.objects.filter(code=code).order_by())
_VILLAGE: Question[Village] = Question(
    lambda code: Village.objects.select_related("parent").filter(code=code).order_by()
)
_FIGURES, _PROGRAMS = Question(_compose_figures), Question(_compose_programs)


@require_safe
def town_json(request: HttpRequest, code: str) -> HttpResponse:
    """The township's dossier as data."""
    found = get_object_or_404(Town, code=code)
    printed = print_place(found, request.build_absolute_uri)
    return JsonResponse(printed, json_dumps_params=JSON_TEXT)


@require_safe
def village_json(request: HttpRequest, code: str) -> HttpResponse:
    """The village's dossier as data."""
    found = get_object_or_404(Village, code=code)
    printed = print_place(found, request.build_absolute_uri)
    return JsonResponse(printed, json_dumps_params=JSON_TEXT)


def _crumbs(place: Place, above: Iterable[Crumb]) -> list[Crumb]:
    return [Crumb(pgettext("栏目", "地方"), reverse("places")), *above, Crumb(place.name)]
