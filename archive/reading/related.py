"""
Where to read on from an article. In: its facts and what is known of articles near it. Out: similar reports, the town
that leads on by date.

Similar is what names the same programs and places; what few articles name counts more than what all name.
Printings of the article itself are no similar reports: they are its versions.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.models import Article, Place
from archive.models.place import Level
from archive.reading.article_facts import Facts
from archive.reading.versions import together

SHOWN = 6
CANDIDATES = 3 * SHOWN
MOST_NAMES = 40  # of an article asked about, of each kind
INDICATOR_WEIGHT = 0.2
NAMED = 4  # shared names told of each

Name = tuple[str, str]  # its kind and the number or code of the row
Sharing = dict[int, set[Name]]  # by article, what it names too


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


@dataclass(frozen=True, slots=True)
class Ranking:
    """The articles that share the most names: which names, and how much they weigh."""

    sharing: Sharing
    weights: Mapping[Name, float]
    best: tuple[int, ...]


def programs_asked(facts: Facts) -> list[int]:
    """The programs others are asked for."""
    return sorted({one.program_id for one in facts.programs})[:MOST_NAMES]


def places_asked(facts: Facts) -> list[str]:
    """The townships and villages others are asked for."""
    levels = {Level.TOWN, Level.VILLAGE}
    codes = {one.place_id for one in facts.places if one.place_id and one.level in levels}
    return sorted(codes)[:MOST_NAMES]


def rank_similar(sharing: Sharing, known: Iterable[int]) -> Ranking:
    """The candidates without those `known` as versions."""
    counts = Counter(name for shared in sharing.values() for name in shared)
    weights = {name: 1 / math.log2(1 + n) for name, n in counts.items()}
    left_out = set(known)
    scores = {
        pk: math.fsum(weights[name] for name in shared)
        for pk, shared in sharing.items()
        if pk not in left_out
    }
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))[:CANDIDATES]
    return Ranking({pk: sharing[pk] for pk in best}, weights, tuple(best))


def choose_similar(
    article: Article,
    facts: Facts,
    ranking: Ranking,
    counting: Iterable[tuple[int, int | None]],
    rows: Mapping[int, Article],
) -> tuple[Similar, ...]:
    """Up to six of the candidates; `counting` says which has a figure of which indicator."""
    names = _names(facts)
    shared = {pk: set(ranking.sharing[pk]) for pk in ranking.best}
    for pk, indicator in counting:
        if ("indicator", str(indicator)) in names:
            shared[pk].add(("indicator", str(indicator)))
    order = {name: at for at, name in enumerate(names)}

    def score(pk: int) -> float:
        return math.fsum(ranking.weights.get(name, INDICATOR_WEIGHT) for name in shared[pk])

    def rarest(name: Name) -> tuple[float, int]:
        return -ranking.weights.get(name, 0), order[name]

    best = sorted(ranking.best, key=lambda pk: (-score(pk), -pk))
    shown = [pk for pk in best if pk in rows and not together(rows[pk], article)][:SHOWN]
    return tuple(
        Similar(rows[pk], tuple(names[name] for name in sorted(shared[pk], key=rarest)[:NAMED]))
        for pk in shown
    )


def town_along(article: Article, facts: Facts) -> Place | None:
    """The town the article names most; None without one or without a date."""
    named = [one for one in facts.places if one.place is not None and one.level == Level.TOWN]
    if not named or article.published_on is None:
        return None
    code = Counter(one.place_id for one in named).most_common(1)[0][0]
    return next(one.place for one in named if one.place_id == code)


def beside_in_time(
    article: Article, days: Sequence[tuple[str, int]]
) -> tuple[int | None, int | None]:
    """The one before and the one after the article among `days`, dates with numbers of articles."""
    if article.published_on is None:
        return None, None
    here = (article.published_on.isoformat(), article.pk)
    before = max((day for day in days if day < here), default=(None, None))[1]
    after = min((day for day in days if day > here), default=(None, None))[1]
    return before, after


def _names(facts: Facts) -> dict[Name, str]:
    names: dict[Name, str] = {
        ("program", str(one.program_id)): one.program.name for one in facts.programs
    }
    names |= {("place", one.place_id): one.name for one in facts.places if one.place_id}
    for one in facts.metrics:
        if one.indicator is not None:
            names["indicator", str(one.indicator_id)] = one.indicator.name
    return names
