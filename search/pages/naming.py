"""
What the card of a result names. Articles come in; their files, towns and programs, by first mention, go out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection
from django.db.models import Min, QuerySet

from archive.models import Article, PlaceMention, ProgramMention, Review, Source
from archive.models.facts import FactQuerySet
from archive.models.place import Level, place_address
from search.pages.parameters import DEEPEST

PLACES = tuple(range(-1, -DEEPEST - 1, -1))  # stand in a statement where the articles' numbers will
MOST_STATEMENTS = 128


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
        if not towns:
            return towns
        statement, given = _towns_question(len(towns))
        ids = iter(towns)
        with connection.cursor() as cursor:
            cursor.execute(statement, [next(ids) if isinstance(one, int) else one for one in given])
            for article, code, name, _at in cursor.fetchall():
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


@lru_cache(MOST_STATEMENTS)
def _towns_question(articles: int) -> tuple[str, tuple[Any, ...]]:
    """The statement that asks for the towns of so many articles, with its values: every page asks, so it is kept."""
    mentions = PlaceMention.objects.filter(article__in=PLACES[:articles], place__level=Level.TOWN)
    return _named_first(mentions, "place_id", "place__name").query.sql_with_params()


def _firsts(mentions: FactQuerySet[Any], key: str, name: str) -> Iterator[tuple[int, str, str]]:
    """Article, key and name of what is mentioned, once each, by first mention."""
    for article, one, called, _at in _named_first(mentions, key, name):
        yield article, one, called


def _named_first(mentions: FactQuerySet[Any], key: str, name: str) -> QuerySet[Any, Any]:
    """The rows of `_firsts`, each with where it is first mentioned."""
    counted = mentions.exclude(review=Review.REJECTED).order_by()
    rows: QuerySet[Any, Any] = counted.values_list("article_id", key, name).annotate(
        at=Min("start")
    )
    return rows.order_by("article_id", "at", key)
