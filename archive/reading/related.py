"""
Where to read on from an article. In: an article and its facts. Out: similar reports, and those before and after
it in its town.

Similar is what names the same programs and places; what few articles name counts more than what all name.
Printings of the article itself are no similar reports: they are its versions.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.models import Article, Metric, Place, PlaceMention, ProgramMention
from archive.models.place import Level
from archive.reading.annotation import Facts

SHOWN = 6
CANDIDATES = 3 * SHOWN
MOST_ROWS = 2000  # of mentions looked at, of each kind
MOST_NAMES = 40  # of an article asked about, of each kind
INDICATOR_WEIGHT = 0.2
NAMED = 4  # shared names told of each


@dataclass(frozen=True, slots=True)
class Similar:
    """Another report and the names both have, the rarest first."""

    article: Article
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Along:
    """The reports before and after an article, by date, among those that name its town."""

    town: Place
    before: Article | None
    after: Article | None


def read_similar(article: Article, facts: Facts, known: Iterable[int]) -> tuple[Similar, ...]:
    """Up to six reports that name most of what `article` names, without those `known` as its versions."""
    names = _names(facts)
    sharing = _sharing(article, facts)
    weights = {name: 1 / math.log2(1 + n) for name, n in Counter(_each(sharing)).items()}
    scores = {pk: sum(weights[name] for name in shared) for pk, shared in sharing.items()}
    for pk in known:
        scores.pop(pk, None)
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))[:CANDIDATES]
    for pk, indicator in _counting(best, facts):
        scores[pk] += INDICATOR_WEIGHT
        sharing[pk].add(("indicator", indicator))
    rows = Article.objects.published().for_lists().order_by().in_bulk(best)
    best.sort(key=lambda pk: (-scores[pk], -pk))
    found = [
        Similar(
            row,
            tuple(
                names[name]
                for name in sorted(sharing[pk], key=lambda name: -weights.get(name, 0))[:NAMED]
            ),
        )
        for pk in best
        if (row := rows.get(pk)) is not None and not _printed_together(row, article)
    ]
    name_untitled(each.article for each in found[:SHOWN])
    return tuple(found[:SHOWN])


def name_untitled(articles: Iterable[Article]) -> None:
    """Read the text of those without a title, all at once: its first words stand for one."""
    untitled = {one.pk: one for one in articles if not one.title}
    texts = Article.objects.filter(pk__in=untitled).values_list("pk", "content") if untitled else ()
    for pk, content in texts:
        untitled[pk].content = content


def read_along(article: Article, facts: Facts) -> Along | None:
    """The neighbours by date in the town the article names most; None without a date, a town or neighbours."""
    named = [one for one in facts.places if one.place is not None and one.level == Level.TOWN]
    if not named or article.published_on is None:
        return None
    code = Counter(one.place_id for one in named).most_common(1)[0][0]
    town = next(one.place for one in named if one.place_id == code)
    mentions = PlaceMention.objects.not_rejected().filter(place_id=code)
    named_there = Article.objects.published().filter(pk__in=mentions.values("article"))
    # Chosen here: asked for the next by date, SQLite looks through all dates for one of the town's.
    dated = named_there.exclude(published_on=None).order_by().values_list("published_on", "pk")
    days = list(dated)
    here = (article.published_on, article.pk)
    before = max((one for one in days if one < here), default=(None, 0))[1]
    after = min((one for one in days if one > here), default=(None, 0))[1]
    rows = Article.objects.published().for_lists().order_by().in_bulk({before, after} - {0})
    name_untitled(rows.values())
    return Along(town, rows.get(before), rows.get(after)) if town and rows else None


_Name = tuple[str, str | int]


def _names(facts: Facts) -> dict[_Name, str]:
    names: dict[_Name, str] = {
        ("program", one.program_id): one.program.name for one in facts.programs
    }
    names |= {("place", one.place_id): one.name for one in facts.places if one.place_id}
    for one in facts.metrics:
        if one.indicator is not None:
            names["indicator", one.indicator.pk] = one.indicator.name
    return names


def _sharing(article: Article, facts: Facts) -> dict[int, set[_Name]]:
    """By article, which of the programs, towns and villages it names too."""
    programs = {one.program_id for one in facts.programs}
    places = {one.place_id for one in facts.places if one.level in {Level.TOWN, Level.VILLAGE}}
    sharing: dict[int, set[_Name]] = defaultdict(set)
    asked = ProgramMention.objects.not_rejected().filter(
        program_id__in=sorted(programs)[:MOST_NAMES]
    )
    for pk, program in (
        asked.exclude(article=article)
        .order_by()
        .values_list("article_id", "program_id")
        .distinct()[:MOST_ROWS]
    ):
        sharing[pk].add(("program", program))
    codes = sorted(code for code in places if code)[:MOST_NAMES]
    located = PlaceMention.objects.not_rejected().filter(place_id__in=codes)
    for pk, place in (
        located.exclude(article=article)
        .order_by()
        .values_list("article_id", "place_id")
        .distinct()[:MOST_ROWS]
    ):
        sharing[pk].add(("place", place or ""))
    return sharing


def _each(sharing: dict[int, set[_Name]]) -> Iterator[_Name]:
    for shared in sharing.values():
        yield from shared


def _counting(candidates: list[int], facts: Facts) -> list[tuple[int, int]]:
    """Which candidate has a figure of which indicator of the article."""
    indicators = {one.indicator_id for one in facts.metrics if one.indicator_id}
    asked = Metric.objects.not_rejected().filter(article__in=candidates, indicator__in=indicators)
    return list(asked.order_by().values_list("article_id", "indicator_id").distinct())


def _printed_together(one: Article, other: Article) -> bool:
    return one.reprint_group is not None and one.reprint_group == other.reprint_group
