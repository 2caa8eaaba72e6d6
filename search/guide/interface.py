"""The page 数据接口 and the OpenAPI document. A request comes in; both written from the same list go out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Article, Metric, PlaceMention, ProgramMention
from archive.models.place import Level
from archive.views.public import JSON_TEXT
from search.guide.contract import ADDRESSES, Address
from search.guide.openapi import describe

PLAIN = "/:?=&"  # stays as it is in an address one can copy


@dataclass(frozen=True, slots=True)
class Row:
    """One address of the interface with an example that answers now (empty: the archive has none)."""

    address: Address
    url: str
    curl: str


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """Every address, what it gives, and how to ask for it."""
    found = find_examples()
    rows = [_row(one, found.get(one.name, one.example), request) for one in ADDRESSES]
    context = {
        "section": "api",
        "rows": rows,
        "first": rows[0],
        "typed": _by_hand(rows[0].address.example, request),
        "exports": ["csv", "xlsx", "bib", "ris", "txt", "atom"],
    }
    return render(request, "guide/api.html", context)


@require_safe
def openapi_json(request: HttpRequest) -> HttpResponse:
    """The description of the interface for programs."""
    return JsonResponse(describe(request.build_absolute_uri("/")), json_dumps_params=JSON_TEXT)


def find_examples() -> dict[str, str]:
    """For each address with a key a path that answers now, from the newest articles."""
    mentions = PlaceMention.objects.public().exclude(place=None).order_by("-article_id")
    town = mentions.filter(level=Level.TOWN).select_related("place").first()
    village = mentions.filter(level=Level.VILLAGE).select_related("place").first()
    named = ProgramMention.objects.public().order_by("-article_id").select_related("program")
    program = named.first()
    figures = Metric.objects.public().exclude(indicator=None).order_by("-pk")
    figure = figures.select_related("indicator").first()
    return {
        **_article_examples(),
        "undated": "/years/undated.json",
        "town": _twin(town.place if town else None),
        "village": _twin(village.place if village else None),
        "program": _twin(program.program if program else None),
        "indicator": _twin(figure.indicator if figure else None),
        "columns": _twin(figure.indicator if figure else None, "csv-metadata.json"),
    }


def _article_examples() -> dict[str, str]:
    articles = Article.objects.published().last_come()
    days = articles.exclude(published_on=None).values_list("published_on", flat=True)
    day: dt.date | None = days.first()
    return {"article": _twin(articles.first()), "year": f"/years/{day.year}.json" if day else ""}


def _twin(row: Any, form: str = "json") -> str:
    """The address of a page in another form."""
    return f"{row.get_absolute_url().rstrip('/')}.{form}" if row else ""


def _by_hand(example: str, request: HttpRequest) -> str:
    """The command for an address with its Chinese characters as one types them: curl writes them as an address must."""
    path, _mark, parameters = example.partition("?")
    given = "".join(f" --data-urlencode '{one}'" for one in parameters.split("&"))
    return f"curl -G '{request.build_absolute_uri(path)}'{given}"


def _row(address: Address, example: str, request: HttpRequest) -> Row:
    url = quote(example, safe=PLAIN + "%")
    absolute = request.build_absolute_uri(url) if url else ""
    return Row(address, url, f"curl '{absolute}'" if url else "")
