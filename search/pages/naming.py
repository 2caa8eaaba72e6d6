"""
What the card of a result names. Articles come in; their files, towns and programs, by first mention, go out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Min

from archive.models import Article, PlaceMention, ProgramMention, Review, Source
from archive.models.facts import FactQuerySet
from archive.models.place import Level, place_address


@dataclass(frozen=True, slots=True)
class TownName:
    """A town of a result."""

    code: str
    name: str

    @property
    def url(self) -> str:
        """Its page."""
        return place_address(Level.TOWN, self.code)


@dataclass(frozen=True, slots=True)
class ProgramName:
    """A program of a result."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """The file an article came in, and the distinct towns and programs it names."""

    source: str
    towns: list[TownName] = field(default_factory=list)
    programs: list[ProgramName] = field(default_factory=list)


def read_named(articles: Collection[Article]) -> dict[int, Named]:
    """What each article names, in three queries that load no row."""
    sources = Source.objects.filter(pk__in={one.source_id for one in articles})
    files = dict(sources.order_by().values_list("pk", "name"))
    named = {one.pk: Named(files[one.source_id]) for one in articles}
    towns = PlaceMention.objects.filter(article__in=named, place__level=Level.TOWN)
    for article, code, name in _firsts(towns, "place_id", "place__name"):
        named[article].towns.append(TownName(code, name))
    programs = ProgramMention.objects.filter(article__in=named)
    for article, slug, name in _firsts(programs, "program__slug", "program__name"):
        named[article].programs.append(ProgramName(slug, name))
    return named


def _firsts(mentions: FactQuerySet[Any], key: str, name: str) -> Iterator[tuple[int, str, str]]:
    """Article, key and name of what is mentioned, once each, by first mention."""
    counted = mentions.exclude(review=Review.REJECTED).order_by()
    rows = counted.values_list("article_id", key, name).annotate(at=Min("start"))
    for article, one, called, _at in rows.order_by("article_id", "at", key):
        yield article, one, called
