"""What a dossier tells of a town, a program or an indicator. In: rows. Out: timeline entries, or JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from archive.models import (
    Article,
    Indicator,
    Metric,
    Place,
    PlaceMention,
    Program,
    ProgramMention,
)
from archive.models.article import ArticleQuerySet
from archive.models.facts import codes_below
from archive.models.place import Level
from archive.models.questions import Question
from archive.reading.article_json import print_metric
from archive.reading.excerpts import Excerpt, read_excerpts
from archive.reading.ledger import towns_named_in, villages_of
from archive.reading.program_parts import read_aliases, read_components

SHOWN_PROGRAMS = 12
JSON = dict[str, Any]
Absolute = Callable[[str], str]  # a path into a whole address


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One article of a town's years: the first sentence naming the town, and the programs it names."""

    article: Article
    excerpt: Excerpt | None
    programs: tuple[Program, ...]
    more_programs: int


def read_timeline(articles: Sequence[Article], code: str) -> list[TimelineEntry]:
    """An entry for each article as it names the place and what is below it, in two queries."""
    ids = [article.pk for article in articles]
    by_id = {article.pk: article for article in articles}
    namings = _NAMINGS.rows(*codes_below(code), ids)
    for mention in namings:
        mention.article = by_id[mention.article_id]
    # A name may stand in the headline or a caption only; the first one inside a paragraph is wanted.
    excerpts: dict[int, Excerpt] = {}
    for excerpt in sorted(read_excerpts(namings), key=lambda found: found.paragraph is None):
        excerpts.setdefault(excerpt.article.pk, excerpt)
    programs = _programs_by_article(ids)
    return [
        TimelineEntry(
            article=article,
            excerpt=excerpts.get(article.pk),
            programs=tuple(programs[article.pk][:SHOWN_PROGRAMS]),
            more_programs=max(len(programs[article.pk]) - SHOWN_PROGRAMS, 0),
        )
        for article in articles
    ]


def _programs_by_article(ids: Sequence[int]) -> dict[int, list[Program]]:
    programs: dict[int, list[Program]] = defaultdict(list)
    for mention in _NAMED.rows(ids):
        if mention.program not in programs[mention.article_id]:
            programs[mention.article_id].append(mention.program)
    return programs


def _compose_namings(first: str, after: str, articles: Sequence[int]) -> QuerySet[PlaceMention]:
    named = PlaceMention.objects.public().between(first, after).filter(article__in=articles)
    return named.order_by("inferred", "start")


def _compose_named(articles: Sequence[int]) -> QuerySet[ProgramMention]:
    mentions = ProgramMention.objects.public().filter(article__in=articles)
    return mentions.select_related("program").order_by("article_id", "start")


_NAMINGS, _NAMED = Question(_compose_namings), Question(_compose_named)


def print_place(town: Place, absolute: Absolute) -> JSON:
    """A township or village with all its articles, programs and figures, each fact once."""
    articles = PlaceMention.objects.public().about(town.code).articles()
    told = Metric.objects.public().about(town.code).once().newest_first()
    figures = list(told.select_related("place", "indicator"))
    return {
        "code": town.code,
        "name": town.name,
        "level": town.level,
        "parent": town.parent_id,
        "county": town.county,
        "city": town.city,
        "province": town.province,
        "url": absolute(town.get_absolute_url()),
        "articles": print_articles(articles, absolute),
        "programs": print_programs(Program.objects.named_in(articles), absolute),
        "villages": [
            {"code": row.code, "name": row.name, "url": absolute(row.get_absolute_url())}
            for row in (villages_of(town) if town.level == Level.TOWN else ())
        ],
        "metrics": list(print_figures(figures, absolute)),
    }


def print_programs(programs: Iterable[Program], absolute: Absolute) -> list[JSON]:
    """Programs by name, each with its page."""
    return [
        {"name": row.name, "kind": row.kind, "url": absolute(row.get_absolute_url())}
        for row in programs
    ]


def print_program(program: Program, absolute: Absolute) -> JSON:
    """A program with the articles and towns it stands in."""
    articles = ProgramMention.objects.public().filter(program=program).articles()
    return {
        "name": program.name,
        "kind": program.kind,
        "parent": program.parent.name if program.parent else None,
        "standing": program.standing,
        "aliases": [alias.form for alias in read_aliases(program)],
        "components": [
            {
                "name": part.name,
                "explained": part.explained or None,
                "article": part.article.pk,
                "url": absolute(part.url),
            }
            for part in read_components(program)
        ],
        "url": absolute(program.get_absolute_url()),
        "articles": print_articles(articles, absolute),
        "towns": [
            {"code": row.code, "name": row.name, "url": absolute(row.get_absolute_url())}
            for row in towns_named_in(articles)
        ],
    }


def print_indicator(indicator: Indicator, absolute: Absolute) -> JSON:
    """What an indicator is; its figures are printed one by one."""
    return {
        "slug": indicator.slug,
        "name": indicator.name,
        "family": indicator.family,
        "unit": indicator.unit,
        "description": indicator.description,
        "url": absolute(indicator.get_absolute_url()),
    }


def print_articles(articles: ArticleQuerySet, absolute: Absolute) -> list[JSON]:
    """The articles of a list, the oldest first."""
    return [
        {
            "id": article.pk,
            "title": article.display_title,
            "published": article.published or None,
            "published_basis": article.published_basis,
            "url": absolute(article.get_absolute_url()),
            "reprint_group": article.reprint_group,
        }
        for article in articles.oldest_first()
    ]


def print_figures(metrics: Sequence[Metric], absolute: Absolute) -> Iterator[JSON]:
    """Each figure with where it stands and where its article tells it again, in one query."""
    tellings: dict[int | None, list[Metric]] = defaultdict(list)
    told = Metric.objects.public().filter(same_as__in=[metric.pk for metric in metrics])
    for again in told.order_by("number_start"):
        tellings[again.same_as_id].append(again)
    for metric in metrics:
        yield {
            "article": metric.article_id,
            "url": absolute(reverse("article", args=[metric.article_id]) + f"#m{metric.pk}"),
            **print_metric(metric),
            "told_again": [
                {
                    "number": [again.number_start, again.number_end],
                    "url": absolute(reverse("article", args=[again.article_id]) + f"#m{again.pk}"),
                }
                for again in tellings[metric.pk]
            ],
        }
