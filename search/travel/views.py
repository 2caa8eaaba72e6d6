"""
The article page for who comes from a search. A request comes in; the article, lit, goes out.

An address without a search is the archive's own affair.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.models import Article
from archive.reading.forms import Showing, TextForm, form_of
from archive.views import articles
from archive.views.articles import TEMPLATES, article_page
from archive.views.public import published_only
from search.pages.trip import Trip, address_of, is_trip, read_trip
from search.query.parse import MAX_CHARACTERS, QueryRefused
from search.travel.along import Along, look_along


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The article's page, lit if the address says what is looked for."""
    return _lit(request, pk) if is_trip(request.GET) else articles.article(request, pk)


@published_only
def _lit(request: HttpRequest, article: Article) -> HttpResponseBase:
    try:
        along = look_along(article, read_trip(request.GET))
    except QueryRefused as refusal:
        along = replace(look_along(article, Trip()), notes=(str(refusal),))
    return articles.ask_each_time(_render(request, article, along))


def _render(request: HttpRequest, article: Article, along: Along) -> HttpResponse:
    trip = along.trip
    form = form_of(article, trip.form)

    def address(other: TextForm) -> str:
        return address_of(article, replace(trip, form=other), trip.at)

    showing = Showing(form, address, along.clean_lights, along.raw_lights)
    page = article_page(request, article, showing)
    page |= {"along": along, **_ways(article, along)}
    return render(request, f"search/{TEMPLATES[form]}", page)


def _ways(article: Article, along: Along) -> dict[str, Any]:
    """Where the bar leads besides the hits, and the fields its form carries on."""
    trip = along.trip
    rank = along.place.rank if along.place else trip.rank
    back = trip.asked.at_page((max(rank, 1) - 1) // trip.asked.size + 1)
    return {
        "longest": MAX_CHARACTERS,
        "back_page": back.page,
        "back_url": f"{reverse('search')}{back.query_string()}#r{article.pk}",
        "whole_url": address_of(article, replace(trip, within=""), 0),
        "carried": replace(trip, within="", at=0).pairs(),
    }
