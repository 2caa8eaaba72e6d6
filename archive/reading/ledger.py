"""
What lists and counts on the pages ask of the rows. In: nothing or a place. Out: counted values.

Everything here counts published articles and facts nobody rejected; all numbers come from aggregates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear
from django.urls import reverse

from archive.models import Article, Metric, Place, PlaceMention
from archive.models.article import DATED, MONTH_KNOWN, ArticleQuerySet
from archive.models.facts import COUNTED, codes_below
from archive.models.place import Level, place_address
from archive.models.questions import Question, Union
from archive.pipeline.places.division_names import PSEUDO_NAMES

CODE_LENGTHS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWN: 9, Level.VILLAGE: 12}
DOSSIERS = (Level.TOWN, Level.VILLAGE)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is in the archive."""

    articles: int
    towns: int
    programs: int
    metrics: int
    first_year: int | None
    last_year: int | None
    publications: int
    dated: int  # articles whose date is printed or given, not inferred


@dataclass(frozen=True, slots=True)
class YearCount:
    """Articles of one year, and how many of them carry a date of their own."""

    year: int
    articles: int
    dated: int

    @property
    def inferred(self) -> bool:
        """Whether no article of the year says its date itself."""
        return not self.dated

    @property
    def url(self) -> str:
        """The year's page."""
        return reverse("year", args=[self.year])


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A division that articles name, and those below it."""

    code: str
    name: str
    level: str
    articles: int
    children: tuple[PlaceNode, ...] = ()

    @property
    def line(self) -> tuple[PlaceNode, ...]:
        """This division and those below it for as long as each holds only one, of as many articles: 郑州市 › 中牟县."""
        if len(self.children) != 1:
            return (self,)
        [only] = self.children
        alike = only.level not in DOSSIERS and only.articles == self.articles
        return (self, *only.line) if alike else (self,)

    @property
    def under(self) -> tuple[PlaceNode, ...]:
        """What is listed below the line."""
        return self.line[-1].children

    @property
    def url(self) -> str:
        """The division's page."""
        return place_address(self.level, self.code)


def read_ledger(*, towns: int, programs: int) -> Ledger:
    """The archive's contents in numbers, where so many townships and programs are in print."""
    articles = Article.objects.published().aggregate(
        n=Count("pk"),
        first=Min("published_on"),
        last=Max("published_on"),
        dated=Count("pk", filter=Q(published_basis__in=DATED, published_on__isnull=False)),
        publications=Count("publication", distinct=True, filter=~Q(publication="")),
    )
    return Ledger(
        articles=articles["n"],
        towns=towns,
        programs=programs,
        metrics=Metric.objects.public().once().count(),
        first_year=articles["first"].year if articles["first"] else None,
        last_year=articles["last"].year if articles["last"] else None,
        publications=articles["publications"],
        dated=articles["dated"],
    )


def count_years() -> list[YearCount]:
    """Years with published articles, oldest first."""
    return split_years(Article.objects.published())[0]


def split_years(articles: ArticleQuerySet) -> tuple[list[YearCount], int]:
    """The years of those articles, oldest first, and how many articles are in none."""
    rows = list(
        articles.annotate(in_year=ExtractYear("published_on"))
        .values("in_year")
        .annotate(n=Count("pk"), dated=Count("pk", filter=Q(published_basis__in=DATED)))
        .order_by("in_year")
    )
    years = [YearCount(row["in_year"], row["n"], row["dated"]) for row in rows if row["in_year"]]
    return years, sum(row["n"] for row in rows if not row["in_year"])


def count_months(articles: ArticleQuerySet) -> dict[int | None, int]:
    """How many of the articles are of each month of the year; None are those whose month is unknown."""
    months = articles.filter(published_precision__in=MONTH_KNOWN).order_by()
    rows = months.annotate(in_month=ExtractMonth("published_on")).values_list("in_month")
    counts: dict[int | None, int] = dict(rows.annotate(n=Count("pk")))
    unknown = articles.without_month().count()
    return counts | ({None: unknown} if unknown else {})


@dataclass(frozen=True, slots=True)
class Vicinity:
    """Around a township or village: where it lies, from the top, and what articles name in and beside it."""

    above: tuple[PlaceNode, ...]
    villages: tuple[PlaceNode, ...]
    neighbours: tuple[PlaceNode, ...]


def read_vicinity(place: Place) -> Vicinity:
    """
    The villages of a township and the other townships of its county, or the other villages of a
    village's township, the most named first. In two queries.
    """
    own = CODE_LENGTHS[Level(place.level)]
    above = place.code[: CODE_LENGTHS[Level.COUNTY if place.level == Level.TOWN else Level.TOWN]]
    counts: Counter[str] = Counter()
    for code, articles in _COUNTS.rows(*codes_below(above)):
        counts[code] = max(counts[code], articles)
        beside = code[:own]  # a township whose villages alone are named is a neighbour too
        if len(code) > own and beside != place.code:
            counts[beside] = max(counts[beside], articles)
    del counts[place.code]
    inside = {c for c in counts if len(c) > own and c.startswith(place.code)}
    over = {place.code[:length] for length in CODE_LENGTHS.values() if length < own}
    rows = _PLACES.rows(sorted(inside | over | {c for c in counts if len(c) == own}))
    nodes = sorted(
        (PlaceNode(row.code, row.name, row.level, counts[row.code]) for row in rows),
        key=lambda node: (-node.articles, node.code),
    )
    above_it = (node for node in nodes if node.code in over and node.name not in PSEUDO_NAMES)
    return Vicinity(
        above=tuple(sorted(above_it, key=lambda node: node.code)),
        villages=tuple(node for node in nodes if node.code in inside),
        neighbours=tuple(node for node in nodes if node.code not in inside | over),
    )


def villages_of(town: Place) -> QuerySet[Place]:
    """The villages of a township that public articles name."""
    named = PlaceMention.objects.public().about(town.code).values("place")
    return Place.objects.filter(level=Level.VILLAGE, pk__in=named).order_by("code")


def _compose_counts(first: str, after: str) -> tuple[QuerySet[Any, Any]]:
    mentions = PlaceMention.objects.public().between(first, after).order_by()
    return (mentions.values_list("place_id").annotate(n=Count("article", distinct=True)),)


_COUNTS = Union(_compose_counts)
_PLACES: Question[Place] = Question(lambda codes: Place.objects.filter(code__in=codes).order_by())


def towns_named_in(articles: ArticleQuerySet) -> QuerySet[Place]:
    """
    The townships those articles, all of them published, name, with `article_count` among them, the most
    named first, and `first_on` and `last_on`, the dates of the first and the last.
    """
    # In one filter, so that both hold of the same mention; by the mentions' numbers, PostgreSQL may never end.
    named = Place.objects.filter(
        level=Level.TOWN, mentions__article__in=articles, mentions__review__in=COUNTED
    )
    counted = named.annotate(
        article_count=Count("mentions__article", distinct=True),
        first_on=Min("mentions__article__published_on"),
        last_on=Max("mentions__article__published_on"),
    )
    return counted.order_by("-article_count", "code")


def towns_of(mentions: Sequence[PlaceMention]) -> list[Place]:
    """The townships among the mentions, the most mentioned first; needs `place` loaded."""
    counts = Counter(
        mention.place_id for mention in mentions if mention.place and mention.level == Level.TOWN
    )
    places = {mention.place_id: mention.place for mention in mentions if mention.place}
    return [places[code] for code, _n in counts.most_common()]
