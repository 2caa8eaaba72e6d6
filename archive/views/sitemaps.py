"""What search engines are told to look at. In: nothing. Out: sitemaps of the public pages, and robots.txt."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from archive.models import Article, Indicator, Metric, Place, PlaceMention, Program
from archive.reading.ledger import DOSSIERS

PAGE = 5000  # addresses a file; the protocol allows 50,000
# Machine twins, exports and staff pages; narrowed searches and lit pages say noindex themselves.
CLOSED = ("/staff/", "/search.", "/display/", "/articles/*/compare/", "/healthz")


class _Gathered(Sitemap[Any]):
    """Pages that show what articles say: they changed when the last article did."""

    limit = PAGE

    def get_latest_lastmod(self) -> dt.datetime | None:
        latest: dt.datetime | None = Article.objects.aggregate(at=Max("updated_at"))["at"]
        return latest


class Articles(Sitemap[Article]):
    """Every published article."""

    limit = PAGE

    def items(self) -> QuerySet[Article]:
        return Article.objects.published().defer("content", "set_aside").order_by("pk")

    def lastmod(self, item: Article) -> dt.datetime:
        return item.updated_at


class Towns(_Gathered):
    """Every township and village an article names."""

    def items(self) -> QuerySet[Place]:
        named = PlaceMention.objects.public().exclude(place=None).values("place")
        return Place.objects.filter(pk__in=named, level__in=DOSSIERS).order_by("pk")


class Programs(_Gathered):
    """Every program in print."""

    def items(self) -> QuerySet[Program]:
        return Program.objects.in_print().order_by("pk")


class Indicators(_Gathered):
    """Every indicator with figures."""

    def items(self) -> QuerySet[Indicator]:
        counted = Metric.objects.public().exclude(indicator=None).values("indicator")
        return Indicator.objects.filter(pk__in=counted).order_by("pk")


class Entrances(_Gathered):
    """The pages that lead to all others, and the years."""

    def items(self) -> list[str]:
        years = Article.objects.published().exclude(published_on=None).dates("published_on", "year")
        names = ("home", "places", "programs", "indicators", "years")
        return [
            *(reverse(name) for name in names),
            *(reverse("year", args=[day.year]) for day in years),
        ]

    def location(self, item: str) -> str:
        return item


SECTIONS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "entrances": Entrances,
    "articles": Articles,
    "towns": Towns,
    "programs": Programs,
    "indicators": Indicators,
}


@require_safe
@conditional_page
def index(request: HttpRequest) -> HttpResponseBase:
    """The list of sitemaps."""
    return sitemaps.index(request, SECTIONS, sitemap_url_name="sitemap_section")


@require_safe
@conditional_page
def section(request: HttpRequest, section: str) -> HttpResponseBase:
    """One of them, by pages of PAGE addresses (?p=)."""
    return sitemaps.sitemap(request, SECTIONS, section)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers leave alone, and where the sitemap is."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
