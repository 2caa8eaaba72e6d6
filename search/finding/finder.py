"""
Which articles answer a query, in what order. A tree and an open index come in, an Answer goes out.

Characters decide, words rank: the set of hits is made of literals alone, and the order of the same
set is made of words, fields and dates. Articles the archive hides leave results, counts and facets
here, whatever the index still holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from archive.pipeline.values import Script
from search.finding.reading import resolve
from search.index.characters import FacetCount, Order
from search.index.documents import Facet, Field
from search.index.open_index import OpenIndex
from search.query.terms import (
    Both,
    Either,
    Everything,
    Literal,
    Named,
    Node,
    Run,
    Valued,
    Without,
    Words,
    Years,
    sought_literals,
)
from search.text.folding import is_traditional
from search.text.words import cut_words

HEADLINE = (Field.TITLE, Field.SUBTITLE)
# Who types Traditional is more likely after pages that print it; Simplified is everybody's.
SAME_SCRIPT = 1.5


@dataclass(frozen=True, slots=True)
class Request:
    """A page of results asked for; no `order` is by relevance, `size` None is all from `start`."""

    node: Node
    narrow: tuple[Node, ...] = ()  # facet values chosen on top of what was typed
    order: Order | None = None
    start: int = 0
    size: int | None = None
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One hit. `score` is 0 where no word of the query gave one."""

    article_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The page asked for, with the count and the facets of the whole result."""

    node: Node  # what was typed, its runs decided
    count: int
    page: tuple[Found, ...]
    facets: Mapping[Facet, Sequence[FacetCount]]
    build: str
    documents: int


@dataclass(slots=True)
class Finder:
    """Answers requests from one open index."""

    index: OpenIndex
    hidden: frozenset[int]
    _literals: dict[Literal, set[int]] = field(default_factory=dict)

    def answer(self, request: Request) -> Answer:
        """The answer to `request`. Raises IndexBroken if a file of the index cannot be read."""
        node = resolve(request.node, lambda literal: bool(self.ids(literal)))
        ids = reduce(set.__and__, (self.ids(part) for part in (node, *request.narrow)))
        page = self._page(node, ids, request)
        characters = self.index.characters
        return Answer(
            node=node,
            count=len(ids),
            page=page,
            facets=characters.facet_counts(request.facets, ids) if request.facets else {},
            build=self.index.build.name,
            documents=characters.count(without=self.hidden),
        )

    def ids(self, node: Node) -> set[int]:
        """The visible articles that answer a resolved tree."""
        if isinstance(node, Literal):
            return self._holding(node)
        if isinstance(node, Run):
            return self._holding(node.literal)
        if isinstance(node, Both | Words):
            parts = node.parts if isinstance(node, Both) else node.words
            return reduce(set.__and__, (self.ids(part) for part in parts))
        if isinstance(node, Either):
            return reduce(set.__or__, (self.ids(part) for part in node.parts))
        if isinstance(node, Without):
            return self._visible(self.index.characters.all_ids()) - self.ids(node.part)
        return self._visible(self._with_property(node))

    def _with_property(self, node: Years | Named | Valued | Everything) -> set[int]:
        characters = self.index.characters
        if isinstance(node, Years):
            return characters.in_years(node.first, node.last)
        if isinstance(node, Named):
            return characters.with_name(node.facet, node.folded)
        if isinstance(node, Valued):
            return characters.with_value(node.facet, node.value)
        return characters.all_ids()

    def _holding(self, literal: Literal) -> set[int]:
        if literal not in self._literals:
            found = self.index.characters.find(literal.folded, literal.fields)
            self._literals[literal] = self._visible(found)
        return self._literals[literal]

    def _visible(self, ids: set[int]) -> set[int]:
        return ids - self.hidden

    def _page(self, node: Node, ids: set[int], request: Request) -> tuple[Found, ...]:
        end = None if request.size is None else request.start + request.size
        if not ids or end == 0:
            return ()
        literals = tuple(dict.fromkeys(sought_literals(node)))
        if request.order or not literals:
            order = self.index.characters.sort(ids, request.order or Order.NEWEST)
            page = order[request.start : end]
            scores = self._scores(literals, page)
        else:
            scores = self._scores(literals, ids)
            page = self._by_relevance(literals, ids, scores)[request.start : end]
        return tuple(Found(article, scores.get(article, 0.0)) for article in page)

    def _scores(self, literals: Collection[Literal], ids: Collection[int]) -> dict[int, float]:
        words = [word for literal in literals for word in cut_words(literal.folded)]
        return self.index.words.score(words, ids)

    def _by_relevance(
        self, literals: Collection[Literal], ids: set[int], scores: Mapping[int, float]
    ) -> list[int]:
        """All of `ids`: more literals in the headline first, then the score, then the newest."""
        headline: dict[int, int] = {}
        for literal in literals:
            for article in self.index.characters.find(literal.folded, HEADLINE) & ids:
                headline[article] = headline.get(article, 0) + 1
        weight = dict.fromkeys(self._same_script(literals), SAME_SCRIPT)
        newest = self.index.characters.sort(ids, Order.NEWEST)
        return sorted(
            newest,
            key=lambda i: (-headline.get(i, 0), -scores.get(i, 0.0) * weight.get(i, 1.0)),
        )

    def _same_script(self, literals: Collection[Literal]) -> set[int]:
        """Articles in Traditional script, where the query was typed in it."""
        if any(is_traditional(literal.text) for literal in literals):
            return self.index.characters.with_value(Facet.SCRIPT, Script.HANT)
        return set()
