"""
The articles beside one. In: an article and its facts. Out: its printings, similar reports, those before and after it in
its town, the others of its source. Always in three questions, whatever there is to find.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, FloatField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from archive.models import Article, Metric, PairKind, PlaceMention, ProgramMention, ReprintPair
from archive.models.article import HIDDEN, ArticleQuerySet
from archive.models.facts import hidden_ids
from archive.models.questions import NO_NUMBER, NO_TEXT, Question, Union
from archive.reading import related
from archive.reading.article_facts import Facts
from archive.reading.related import Along, Ranking, Sharing, Similar
from archive.reading.versions import SHOWN, Version, compare_versions, text_of, together

MOST_ROWS = 2000  # of mentions looked at, of each kind
LAST = "9999-99-99"  # where an undated one stands among days


@dataclass(frozen=True, slots=True)
class Beside:
    """What leads on from an article; versions the oldest first, texts alike the likeliest first, siblings in page order."""

    versions: tuple[Version, ...]
    alike: tuple[Version, ...]
    similar: tuple[Similar, ...]
    along: Along | None
    siblings: tuple[Article, ...]


@dataclass(slots=True)
class _Near:
    """Numbers of articles, by why they are near; days and shares beside them."""

    sharing: Sharing = field(default_factory=lambda: defaultdict(set))
    days: list[tuple[str, int]] = field(default_factory=list)
    printings: list[tuple[str, int]] = field(default_factory=list)
    shares: dict[int, float] = field(default_factory=dict)
    alike: list[tuple[float, int, int]] = field(default_factory=list)


def read_beside(article: Article, facts: Facts) -> Beside:
    """Everything beside the article."""
    town = related.town_along(article, facts)
    near = _look_around(article, facts, town.code if town else NO_TEXT)
    printings = [pk for _day, pk in sorted(near.printings)[:SHOWN]]
    alike = [pk for _share, _pair, pk in sorted(near.alike)[:SHOWN]]
    before, after = related.beside_in_time(article, near.days)
    # Whether one alike is a printing too is known with its row only.
    ranking = related.rank_similar(near.sharing, {*printings, *alike})
    wanted = {*printings, *alike, *ranking.best, article.pk}
    wanted |= {pk for pk in (before, after) if pk}
    rows = {row.pk: row for row in _ROWS.rows(sorted(wanted), article.source_id)}
    own = rows.pop(article.pk, article)
    compared = text_of(own), near.shares
    apart = [rows[pk] for pk in alike if pk in rows and not together(rows[pk], article)]
    return Beside(
        versions=compare_versions(article, [rows[pk] for pk in printings if pk in rows], *compared),
        alike=compare_versions(article, apart, *compared),
        similar=_similar(article, facts, ranking, rows),
        along=_along(town, rows, before, after),
        siblings=_siblings(article, rows),
    )


def _similar(
    article: Article, facts: Facts, ranking: Ranking, rows: Mapping[int, Article]
) -> tuple[Similar, ...]:
    counting = ((one.article_id, one.indicator_id) for one in _FIGURES.rows(ranking.best))
    return related.choose_similar(article, facts, ranking, counting, rows)


def _along(
    town: Any, rows: Mapping[int, Article], before: int | None, after: int | None
) -> Along | None:
    earlier, later = rows.get(before or 0), rows.get(after or 0)
    return Along(town, earlier, later) if town and (earlier or later) else None


def _siblings(article: Article, rows: Mapping[int, Article]) -> tuple[Article, ...]:
    same = (row for row in rows.values() if row.source_id == article.source_id)
    return tuple(sorted(same, key=lambda row: row.position))


def _look_around(article: Article, facts: Facts, town: str) -> _Near:
    near = _Near()
    found = _NEAR.rows(
        article.pk,
        related.programs_asked(facts),
        related.places_asked(facts) or [NO_TEXT],
        town,
        NO_NUMBER if article.reprint_group is None else article.reprint_group,
    )
    for why, pk, key, share in found:
        if why in {"program", "place"}:
            near.sharing[pk].add((why, key))
        elif why == "day":
            near.days.append((key, pk))
        elif why == "printing":
            near.printings.append((key or LAST, pk))
        else:
            near.shares[pk] = share
            if why == PairKind.ALIKE:
                near.alike.append((-share, int(key), pk))
    return near


def _compose_near(
    article: int, programs: Sequence[int], places: Sequence[str], town: str, group: int
) -> tuple[QuerySet[Any, Any], ...]:
    """Why an article is near, its number, what of (as text), and which share of the text both have."""
    naming = ProgramMention.objects.not_rejected().filter(program_id__in=programs)
    located = PlaceMention.objects.not_rejected().filter(place_id__in=places)
    there = PlaceMention.objects.public().filter(place_id=town)
    printed = Article.objects.filter(reprint_group=group).exclude(pk__in=hidden_ids())
    pairs = ReprintPair.objects.filter(Q(low=article) | Q(high=article))
    other = Case(When(low=article, then=F("high")), default=F("low"))
    return (
        _told("program", naming.exclude(article=article), "program_id")[:MOST_ROWS],
        _told("place", located.exclude(article=article), "place_id")[:MOST_ROWS],
        _told("day", there.exclude(article__published_on=None), "article__published_on"),
        _told("printing", printed.exclude(pk=article), "published_on", "pk"),
        pairs.order_by().values_list(F("kind"), other, Cast("pk", TextField()), F("shared")),
    )


def _told(
    why: str, rows: QuerySet[Any], key: str, article: str = "article_id"
) -> QuerySet[Any, Any]:
    said, none = Value(why, TextField()), Value(0.0, FloatField())
    values = rows.order_by().values_list(said, F(article), Cast(key, TextField()), none)
    return values.distinct()


def _compose_rows(ids: Sequence[int], source: int) -> ArticleQuerySet:
    """Those articles and all of the source, published, as lists print them."""
    asked = Article.objects.filter(Q(pk__in=ids) | Q(source_id=source))
    # By the states left out: asked for the one left, SQLite walks every published article.
    shown = asked.exclude(state__in=HIDDEN).order_by()
    return shown.for_lists().select_related("reprint_text")


def _compose_figures(articles: Iterable[int]) -> QuerySet[Metric]:
    # Of which indicator is looked at afterwards: asked here too, SQLite walks all figures of the indicator.
    figures = Metric.objects.not_rejected().filter(article__in=articles).order_by()
    return figures.only("article_id", "indicator_id")


_NEAR = Union(_compose_near)
_ROWS = Question(_compose_rows)
_FIGURES = Question(_compose_figures)
