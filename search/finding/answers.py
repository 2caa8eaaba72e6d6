"""
What an engine is asked and what it must give. Only types go out; no engine is imported here.

A Haystack connection serves this site if its backend is an `Engine`: everything a page, an export or a
feed shows comes from `find`. `search.finding.haystack` turns SearchQuerySets into Requests and Answers
into Haystack's results for any such backend; tests/search/conformance holds every engine to
the same laws.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from search.index.columns import FacetCounts, Order
from search.index.documents import Facet
from search.query.terms import Node

FACET_VALUES = 100  # listed of each facet; a longer list is narrowed, not read


@dataclass(frozen=True, slots=True)
class Request:
    """A page of results asked for; no `order` is by relevance, `size` None is all from `start`."""

    node: Node
    narrow: tuple[Node, ...] = ()  # facet values chosen on top of what was typed
    order: Order | None = None
    start: int = 0
    size: int | None = None
    facets: tuple[Facet, ...] = ()
    together: bool = False  # printings of one report as one entry of the page


@dataclass(frozen=True, slots=True)
class Found:
    """One hit. `score` is 0 where no word of the query gave one; `versions` are the hits that stand under it."""

    article_id: int
    score: float
    versions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """
    The page asked for, with the count and the facets of the whole result.

    `dated_years` says how many hits of a year carry that date themselves; the others' is inferred.
    """

    node: Node  # what was typed, its runs decided
    count: int
    page: tuple[Found, ...]
    facets: Mapping[Facet, FacetCounts]
    build: str
    documents: int
    nearest: tuple[Found, ...] = ()  # where nothing holds all that was asked: what holds most of it
    dated_years: Mapping[str, int] = field(default_factory=dict)
    spare: int = 0  # hits that stand under another one, where printings stand together

    @property
    def entries(self) -> int:
        """How many entries the pages of the result list."""
        return self.count - self.spare


class Engine(Protocol):
    """
    What the backend of a Haystack connection must be able to do, besides Haystack's own writing.

    `find` promises:

    - the result is exactly the published articles of `make_document` that answer the tree: a literal
      occurs, folded, inside one of its fields; runs are decided by `search.finding.reading.resolve`.
      Articles in `hidden_ids()` are in no page, count or facet, whatever the engine still holds.
    - `count` and `facets` are of the whole result, the page is the slice [start, start + size) of one
      order that does not depend on the slice. An article stands in it once.
    - with `together`, articles that share a `reprint_group` are one entry of that order, at the place of the
      best of them; the others are its `versions`. The slice counts entries; `count` and `facets` count
      articles all the same, and `spare` says how many of them are versions of another.
    - the order of `Order` is the same on every engine (see `Order`); relevance is the engine's own.
    - of each facet asked for the most frequent values, equal ones by value, at most FACET_VALUES of
      them, and how many there are. Where years are among them, `dated_years` says of every year how
      many of its hits carry their date themselves; years with none are left out.

    It raises SearchUnavailable where it cannot answer, and never gives less instead.
    """

    @abstractmethod
    def find(self, request: Request) -> Answer:
        """The answer to `request`."""
