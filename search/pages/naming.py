"""
What the card of a result names. Articles come in; their files, towns and programs, by first mention, go out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
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


class Named:
    """
    What each of some articles names, distinct, by first mention, and the file each came in.

    Each is one query that loads no row. Pages show the towns alone: the rest is read when asked for.
    """

    def __init__(self, articles: Collection[Article]) -> None:
        self._sources = {one.pk: one.source_id for one in articles}
        self.towns = self._read_towns()

    @cached_property
    def files(self) -> dict[int, str]:
        """The name of each article's file."""
        sources = Source.objects.filter(pk__in=set(self._sources.values()))
        names = dict(sources.order_by().values_list("pk", "name"))
        return {article: names[source] for article, source in self._sources.items()}

    def _read_towns(self) -> dict[int, list[TownName]]:
        towns: dict[int, list[TownName]] = {one: [] for one in self._sources}
        mentions = PlaceMention.objects.filter(article__in=towns, place__level=Level.TOWN)
        for article, code, name in _firsts(mentions, "place_id", "place__name"):
            towns[article].append(TownName(code, name))
        return towns

    @cached_property
    def programs(self) -> dict[int, list[ProgramName]]:
        """The programs each article names."""
        programs: dict[int, list[ProgramName]] = {one: [] for one in self._sources}
        mentions = ProgramMention.objects.filter(article__in=programs)
        for article, slug, name in _firsts(mentions, "program__slug", "program__name"):
            programs[article].append(ProgramName(slug, name))
        return programs


def _firsts(mentions: FactQuerySet[Any], key: str, name: str) -> Iterator[tuple[int, str, str]]:
    """Article, key and name of what is mentioned, once each, by first mention."""
    counted = mentions.exclude(review=Review.REJECTED).order_by()
    rows = counted.values_list("article_id", key, name).annotate(at=Min("start"))
    for article, one, called, _at in rows.order_by("article_id", "at", key):
        yield article, one, called
