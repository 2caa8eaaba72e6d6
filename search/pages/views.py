"""
The search page and its JSON. A request comes in; results, a plain refusal or a 503 go out.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from search.index.errors import SearchUnavailable
from search.pages.cards import Cards
from search.pages.counting import counting_parameters
from search.pages.facets import print_boxes
from search.pages.narrowing import join_conditions
from search.pages.parameters import DEEPEST, TOGETHER, Asked, Sort, read_asked
from search.pages.report import print_failure, print_results
from search.pages.results import find_results
from search.query.parse import MAX_CHARACTERS, QueryRefused
from search.upkeep.health import measure_health

HTTP_BAD_REQUEST = 400
HTTP_UNAVAILABLE = 503
RETRY_SECONDS = 30
JSON_TEXT = {"ensure_ascii": False, "indent": 1}
SORTS = {
    Sort.RELEVANCE: gettext_lazy("相关"),
    Sort.NEWEST: gettext_lazy("由新到旧"),
    Sort.OLDEST: gettext_lazy("由旧到新"),
    Sort.TOWN: gettext_lazy("乡镇"),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The results page."""
    narrowed = _within(request)
    if narrowed:
        return narrowed
    shown: dict[str, Any] = {
        "section": "search",
        "typed": request.GET.get("q", "").strip(),
        "longest": MAX_CHARACTERS,
    }
    try:
        asked = read_asked(request.GET)
        found = find_results(asked)
    except QueryRefused as refusal:
        typed = _shortened(shown["typed"])
        return _page(request, {**shown, "typed": typed, "refusal": str(refusal)}, HTTP_BAD_REQUEST)
    except SearchUnavailable as reason:
        return _page(request, {**shown, "unavailable": str(reason)}, HTTP_UNAVAILABLE)
    # A search somebody may have linked is a page of its own; its turnings and narrowings are endless.
    lasting = bool(found.answer.count) and asked == Asked(text=asked.text)
    shown |= {"found": found, "asked": asked, "lasting": lasting}
    cards = Cards(asked, found.literals)
    shown |= {"cards": cards.print(found.results), "nearest": cards.print(found.nearest)}
    shown |= {"boxes": print_boxes(found.facets), "counting": counting_parameters(found)}
    return _page(request, {**shown, **turns(asked, found.pages)})


@require_safe
def search_json(request: HttpRequest) -> HttpResponse:
    """The same for machines."""
    started = time.perf_counter()
    try:
        asked = read_asked(request.GET)
        # To machines every article is a result of its own unless they ask for less.
        found = find_results(replace(asked, each=request.GET.get("versions") != TOGETHER))
    except QueryRefused as refusal:
        return _json(print_failure("refused", str(refusal)), HTTP_BAD_REQUEST)
    except SearchUnavailable as reason:
        return _json(print_failure("unavailable", str(reason)), HTTP_UNAVAILABLE)
    took_ms = (time.perf_counter() - started) * 1000
    return _json(print_results(found, took_ms, request.build_absolute_uri))


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Whether the archive can be used: 200, or 503 and what is wrong."""
    health = measure_health()
    response = _json(health.printed(), 200 if health.good else HTTP_UNAVAILABLE)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description with which a browser adds this site to its search engines."""
    address = request.build_absolute_uri(reverse("search"))
    return render(
        request,
        "search/opensearch.xml",
        {"address": address},
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


def _within(request: HttpRequest) -> HttpResponse | None:
    """With "search within" ticked, the address of both conditions together."""
    before, more = request.GET.get("was", "").strip(), request.GET.get("q", "").strip()
    if not (request.GET.get("within") and before and more and before != more):
        return None
    parameters = request.GET.copy()
    for name in ("within", "was", "page"):
        parameters.pop(name, None)
    try:
        parameters["q"] = join_conditions(before, more)
    except QueryRefused:
        parameters["q"] = f"{before} {more}"  # and the page says what is wrong with it
    return HttpResponseRedirect(f"{reverse('search')}?{parameters.urlencode()}")


def _shortened(typed: str) -> str:
    """What a page that refuses a text gives back of it."""
    return typed if len(typed) <= MAX_CHARACTERS else typed[:MAX_CHARACTERS] + "…"


def turns(asked: Asked, pages: int) -> dict[str, Any]:
    """The pages before and after, whether there are more than are given out, and the other orders."""
    reached = min(pages, asked.last_page)
    turn: dict[str, str | bool] = {
        name: asked.at_page(page).query_string()
        for name, page in (("previous", asked.page - 1), ("following", asked.page + 1))
        if 1 <= page <= reached
    }
    turn["cut"] = asked.page == reached < pages
    sorts = [(name, sort is asked.sort, asked.sorted_by(sort)) for sort, name in SORTS.items()]
    return {"turn": turn, "sorts": sorts, "deepest": DEEPEST}


def _page(request: HttpRequest, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, "search/results.html", shown, status=status)
    return _retry_later(response)


def _json(printed: dict[str, Any], status: int = 200) -> HttpResponse:
    return _retry_later(JsonResponse(printed, status=status, json_dumps_params=JSON_TEXT))


def _retry_later(response: HttpResponse) -> HttpResponse:
    if response.status_code == HTTP_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response
