"""
Which articles answer a query, in what order. A tree and an open index come in, an Answer goes out.

Characters decide, words rank: the set of hits is made of literals alone, and the order of the same
set is made of words, fields and dates. Articles the archive hides leave results, counts and facets
here, whatever the index still holds.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice

from archive.pipeline.values import Script
from search.finding.aliases import programs_also_called
from search.finding.answers import FACET_VALUES, Answer, Found, Request
from search.finding.ranking import BEST, closeness
from search.finding.reading import cut_runs, resolve
from search.finding.versions import Versions
from search.index.columns import Columns, Order
from search.index.documents import Facet, Field
from search.index.idsets import IdSet
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
    conditions,
    sought_literals,
    typed_runs,
)
from search.text.folding import is_traditional
from search.text.words import cut_for_ranking

HEADLINE = (Field.TITLE, Field.SUBTITLE)
# Who types Traditional is more likely after pages that print it; Simplified is everybody's.
SAME_SCRIPT = 1.5
# Between two equally good hits the newer; never enough to lift a worse one over a better one.
FRESHNESS = 0.05
# Nearly every article holds some word of a long sentence; the rarest of its words tell which are near.
NEAREST_POSTINGS = 40_000
FEW = 10  # with fewer hits, what holds most of a cut run is shown too


@dataclass(frozen=True, slots=True)
class Selection:
    """The visible articles that answer a question, and the state of the index that says so."""

    node: Node  # what was typed, its runs decided
    ids: IdSet
    documents: int  # how many visible articles there are
    columns: Columns
    index: OpenIndex


@dataclass(slots=True)
class Finder:
    """Answers requests from one open index."""

    index: OpenIndex
    hidden: IdSet

    def answer(self, request: Request) -> Answer:
        """The answer to `request`. Raises IndexBroken if a file of the index cannot be read."""
        with self.index.characters.snapshot() as columns:
            return _Search(self.index, columns, self.hidden).answer(request)

    @contextmanager
    def select(self, request: Request) -> Iterator[Selection]:
        """
        Every article that answers `request`, unordered, in one state of the index that stands still
        for as long as the block runs. Raises IndexBroken if a file of the index cannot be read.
        """
        with self.index.characters.snapshot() as columns:
            search = _Search(self.index, columns, self.hidden)
            node = search.resolve(request.node)
            yield Selection(
                node=node,
                ids=search.select(node, request.narrow),
                documents=len(columns.ids - self.hidden),
                columns=columns,
                index=self.index,
            )

    def ids(self, node: Node) -> IdSet:
        """The visible articles that answer a tree without runs."""
        with self.index.characters.snapshot() as columns:
            return _Search(self.index, columns, self.hidden).ids(node)


@dataclass(slots=True)
class _Search:
    """One state of the index and one question."""

    index: OpenIndex
    columns: Columns
    hidden: IdSet
    _literals: dict[Literal, IdSet] = field(default_factory=dict)

    def answer(self, request: Request) -> Answer:
        node = self.resolve(request.node)
        ids = self.select(node, request.narrow)
        few = len(ids) < FEW and any(cut_runs(node))
        nearest = self._nearest(node, ids, request) if few or not ids else ()
        versions = Versions(self.columns.versions(ids) if request.together else ())
        return Answer(
            node=node,
            count=len(ids),
            page=self._page(node, ids, request, versions),
            facets=self.columns.counts(request.facets, ids, FACET_VALUES),
            build=self.index.build.name,
            documents=len(self._visible(self.columns.ids)),
            nearest=nearest,
            dated_years=self.columns.dated_years(ids) if Facet.YEAR in request.facets else {},
            spare=versions.spare,
        )

    def resolve(self, node: Node) -> Node:
        """`node` with its runs decided by what occurs."""
        return resolve(node, lambda literal: bool(self.ids(literal)))

    def select(self, node: Node, narrow: Iterable[Node]) -> IdSet:
        """The visible articles that answer a resolved tree and everything in `narrow`."""
        return reduce(IdSet.__and__, (self.ids(part) for part in (node, *narrow)))

    def _nearest(self, node: Node, ids: IdSet, request: Request) -> tuple[Found, ...]:
        """The best of the articles that hold only some of the words asked for; `ids` hold all."""
        if not request.size or not any(sought_literals(node)):
            return ()
        among = reduce(
            IdSet.__and__,
            (self.ids(part) for part in (*conditions(node), *request.narrow)),
            self._visible(self.columns.ids) - ids,
        )
        scores = self._weighed(node, among, request.size, postings=NEAREST_POSTINGS)
        best = heapq.nlargest(request.size, scores, key=scores.__getitem__)
        return tuple(Found(article, scores[article]) for article in best)

    def ids(self, node: Node) -> IdSet:
        """The visible articles that answer a resolved tree."""
        if isinstance(node, Literal):
            return self._holding(node)
        if isinstance(node, Run):
            return self._holding(node.literal)
        if isinstance(node, Both | Words):
            parts = node.parts if isinstance(node, Both) else node.words
            return reduce(IdSet.__and__, (self.ids(part) for part in parts))
        if isinstance(node, Either):
            return reduce(IdSet.__or__, (self.ids(part) for part in node.parts))
        if isinstance(node, Without):
            return self._visible(self.columns.ids) - self.ids(node.part)
        return self._visible(self._with_property(node))

    def _with_property(self, node: Years | Named | Valued | Everything) -> IdSet:
        if isinstance(node, Years):
            return self.columns.in_years(node.first, node.last)
        if isinstance(node, Named):
            return self._with_name(node)
        if isinstance(node, Valued):
            return self.columns.with_value(node.facet, node.value)
        return self.columns.ids

    def _with_name(self, node: Named) -> IdSet:
        named = self.columns.with_name(node.facet, node.folded)
        if node.facet is Facet.PROGRAM:
            for slug in programs_also_called(node.folded):
                named |= self.columns.with_value(node.facet, slug)
        return named

    def _holding(self, literal: Literal) -> IdSet:
        if literal not in self._literals:
            found = self.index.characters.find(literal.folded, literal.fields)
            self._literals[literal] = self._visible(found)
        return self._literals[literal]

    def _visible(self, ids: IdSet) -> IdSet:
        return ids - self.hidden

    def _page(
        self, node: Node, ids: IdSet, request: Request, versions: Versions
    ) -> tuple[Found, ...]:
        end = None if request.size is None else request.start + request.size
        if not ids or end == 0:
            return ()
        # No more than the spare hits can fall out of the order before the page ends.
        reach = None if end is None else end + versions.spare
        literals = tuple(dict.fromkeys(sought_literals(node)))
        ranked = not request.order and literals
        scores: Mapping[int, float] = {}
        if ranked:
            headline = self._in_headline(literals, ids)
            scores = self._weighed(node, ids, reach, headline)
            order = self._by_relevance(headline, ids, scores, reach)
        else:
            order = self.columns.sort(ids, request.order or Order.NEWEST, reach)
        page = list(islice(versions.entries(order), request.start, end))
        scores = scores or self._scores(literals, IdSet([entry.article_id for entry in page]))
        return tuple(
            Found(entry.article_id, scores.get(entry.article_id, 0.0), entry.versions)
            for entry in page
        )

    def _scores(self, literals: Collection[Literal], ids: IdSet) -> dict[int, float]:
        return self.index.words.score(_words(literals), ids)

    def _weighed(
        self,
        node: Node,
        ids: IdSet,
        reach: int | None,
        headline: Collection[int] = (),
        *,
        postings: int | None = None,
    ) -> dict[int, float]:
        """
        The words' scores, with script and freshness, the best read again for closeness.

        What can be neither among the first `reach` of these scores nor in `headline` is left out. With `postings`
        only the rarest words count, as many as have so many.
        """
        literals = tuple(dict.fromkeys(typed_runs(node)))
        words = _words(literals)
        if postings is not None:
            words = self.index.words.rarest(words, postings)
        scores = self.index.words.score(words, ids)
        preferred = self._same_script(literals) & ids
        freshness = self.columns.freshness
        most = (SAME_SCRIPT if preferred else 1.0) * (1 + FRESHNESS)
        least = _threshold(scores, reach) / most
        scores = {
            one: score
            * (SAME_SCRIPT if one in preferred else 1.0)
            * (1 + FRESHNESS * freshness(one))
            for one, score in scores.items()
            if score >= least or one in headline
        }
        best = heapq.nlargest(BEST, scores, key=scores.__getitem__)
        close = closeness([one.folded for one in literals], best, self.index.characters)
        for one, more in close.items():
            scores[one] += more
        return scores

    def _in_headline(self, literals: Collection[Literal], ids: IdSet) -> Counter[int]:
        """How many of `literals` the headline of each of `ids` holds, where it holds any."""
        headline: Counter[int] = Counter()
        for literal in literals:
            headline.update(self.index.characters.find(literal.folded, HEADLINE) & ids)
        return headline

    def _by_relevance(
        self,
        headline: Counter[int],
        ids: IdSet,
        scores: Mapping[int, float],
        end: int | None,
    ) -> list[int]:
        """The first of `ids`: more literals in the headline first, then the score, then the newest."""
        ranked = sorted(
            headline.keys() | scores.keys(),
            key=lambda one: (
                -headline[one],
                -scores.get(one, 0.0),
                -self.columns.freshness(one),
            ),
        )
        if end is not None and len(ranked) >= end:
            return ranked[:end]
        rest = self.columns.sort(ids - IdSet(ranked), Order.NEWEST, end and end - len(ranked))
        return ranked + rest

    def _same_script(self, literals: Collection[Literal]) -> IdSet:
        """Articles in Traditional script, where the query was typed in it."""
        if any(is_traditional(literal.text) for literal in literals):
            return self.columns.with_value(Facet.SCRIPT, Script.HANT)
        return IdSet()


def _words(literals: Iterable[Literal]) -> list[str]:
    """What the literals are ranked by."""
    return [word for literal in literals for word in cut_for_ranking(literal.folded)]


def _threshold(scores: Mapping[int, float], reach: int | None) -> float:
    """The score of the last that can be read again or reached; 0 where all can."""
    wanted = max(BEST, reach or 0)
    if reach is None or len(scores) <= wanted:
        return 0.0
    return heapq.nlargest(wanted, scores.values())[-1]
