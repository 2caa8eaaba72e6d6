"""
Where an article stands among the results. A trip and the article come in; its place and neighbours go out.

The trip's rank says where to look, so three results are asked for; only where the results have changed
since are the first thousand, as far as pages can be turned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from archive.models import Article
from archive.reading.forms import TextForm
from search.finding.answers import Answer
from search.pages.parameters import DEEPEST
from search.pages.results import find_stretch
from search.pages.trip import Trip
from search.query.terms import Node


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The result before or after, and its address on the same trip."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """What the search came to, and where the article stands in it; rank 0 is nowhere."""

    node: Node  # what was typed, its runs decided
    count: int  # of entries: printings of one report may be one
    rank: int
    before: Neighbour | None = None
    after: Neighbour | None = None


def find_place(article: Article, trip: Trip) -> Place:
    """The place of `article` in the results of `trip`. Raises QueryRefused or SearchUnavailable."""
    if trip.rank:
        start = max(trip.rank - 2, 0)
        answer = find_stretch(trip.asked, start, 3)
        if _entry_of(article, answer) == trip.rank - 1 - start:
            return _place(answer, trip, start, trip.rank - 1 - start)
    answer = find_stretch(trip.asked, 0, DEEPEST)
    at = _entry_of(article, answer)
    return Place(answer.node, answer.entries, 0) if at is None else _place(answer, trip, 0, at)


def _entry_of(article: Article, answer: Answer) -> int | None:
    """Which entry of the page holds the article, by itself or among the versions of another."""
    entries = ((found.article_id, *found.versions) for found in answer.page)
    return next((at for at, ids in enumerate(entries) if article.pk in ids), None)


def _place(answer: Answer, trip: Trip, start: int, at: int) -> Place:
    ids = [found.article_id for found in answer.page]
    rank = start + at + 1
    before = ids[at - 1] if at else None
    after = ids[at + 1] if at + 1 < len(ids) and rank < DEEPEST else None
    wanted = [one for one in (before, after) if one is not None]
    rows = Article.objects.published().defer("source").in_bulk(wanted)

    def neighbour(pk: int | None, rank: int) -> Neighbour | None:
        row = rows.get(pk) if pk is not None else None
        if row is None:
            return None
        # Only literals make hits; where there are none the fragment leads to the head.
        form = trip.form if trip.form == TextForm.SIMPLIFIED else TextForm.CLEAN
        url = replace(trip, rank=rank, at=0, within="", form=form).query_string()
        return Neighbour(row.display_title, f"{row.get_absolute_url()}{url}#h1")

    return Place(
        answer.node, answer.entries, rank, neighbour(before, rank - 1), neighbour(after, rank + 1)
    )
