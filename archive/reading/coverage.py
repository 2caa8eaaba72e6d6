"""
What the published articles cover. In: which things which articles name. Out: of each thing how many
articles name it and from which years they are.

Pairs of numbers and one table of dates are read from indexes and counted here: joining facts with articles
makes SQLite read every text.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from archive.models import Article

ThingT = TypeVar("ThingT", bound=Hashable)
Dates = Mapping[int, dt.date | None]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many published articles, and the first and last day any of them may be from."""

    articles: int
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def years(self) -> str:
        """The years covered; empty where no article's year is known."""
        if self.first is None or self.last is None:
            return ""
        first, last = self.first.year, self.last.year
        return str(first) if first == last else f"{first}—{last}"

    @property
    def first_year(self) -> int | None:
        """The first year covered, if any is known."""
        return self.first.year if self.first else None

    @property
    def last_year(self) -> int | None:
        """The last year covered, if any is known."""
        return self.last.year if self.last else None


def read_dates() -> Dates:
    """The published articles, each with the first day its date may mean."""
    return dict(Article.objects.published().order_by().values_list("pk", "published_on"))


def cover(pairs: Iterable[tuple[ThingT, int]], dates: Dates) -> dict[ThingT, Coverage]:
    """The coverage of each thing; pairs with an article that is not in `dates` do not count."""
    articles: dict[ThingT, set[int]] = defaultdict(set)
    for thing, article in pairs:
        if article in dates:
            articles[thing].add(article)
    return {thing: _cover(found, dates) for thing, found in articles.items()}


def _cover(articles: set[int], dates: Dates) -> Coverage:
    known = [day for article in articles if (day := dates[article]) is not None]
    if not known:
        return Coverage(len(articles))
    return Coverage(len(articles), min(known), max(known))
