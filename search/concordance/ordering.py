"""
In what order lines stand. Counted terms and an order come in; articles, or single lines, in order go out.

By date, place and source whole articles are put in order, which needs no text. By context every
occurrence is read, in one pass over the index that keeps no more than the lines asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from search.concordance.counting import Counted
from search.concordance.occurrences import compile_terms, find_occurrences, left_of, right_of
from search.concordance.parameters import LineOrder
from search.concordance.terms import Term
from search.finding.finder import Selection
from search.index.columns import Order
from search.index.documents import UNSIGNED, Facet
from search.index.idsets import IdSet

COMPARED = 20  # characters on each side
AHEAD = 1000  # lines kept before the last ones are dropped
BY_CONTEXT = (LineOrder.LEFT, LineOrder.RIGHT)
ARTICLE_ORDERS = {
    LineOrder.NEWEST: Order.NEWEST,
    LineOrder.OLDEST: Order.OLDEST,
    LineOrder.TOWN: Order.TOWN,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """Which line: the article, and the number of the occurrence in it, from 0."""

    article_id: int
    number: int


def order_articles(
    selection: Selection, counted: Sequence[Counted], order: LineOrder, limit: int | None = None
) -> list[int]:
    """The articles that hold any of the terms, the first `limit`; by date where context was asked for."""
    ids = IdSet.union(IdSet(), *(one.ids for one in counted))
    if order is LineOrder.SOURCE:
        return list(islice(_by_source(selection, ids), limit))
    return selection.columns.sort(ids, ARTICLE_ORDERS.get(order, Order.NEWEST), limit)


def order_lines(
    selection: Selection, counted: Sequence[Counted], order: LineOrder, end: int
) -> list[Slot]:
    """The first `end` lines in an order of articles."""
    lines = (
        Slot(identity, number)
        for identity in order_articles(selection, counted, order, end)
        for number in range(sum(one.occurrences.get(identity, 0) for one in counted))
    )
    return list(islice(lines, end))


class ContextSorter:
    """
    The first `end` lines by what stands left or right of them, of all articles it is shown.

    Equal contexts stand by the other side, then the newest first.
    """

    def __init__(
        self, selection: Selection, terms: Sequence[Term], order: LineOrder, end: int
    ) -> None:
        self._freshness = selection.columns.freshness
        self._patterns = compile_terms(terms)
        self._left_first = order is LineOrder.LEFT
        self._end = end
        self._keys: list[_Key] = []
        self._last = ""  # no first line has a greater context, once there are enough

    def watch(self, identity: int, lines: str) -> None:
        """Take in one article's folded lines."""
        freshness = self._freshness(identity)
        for number, one in enumerate(find_occurrences(lines, self._patterns)):
            left = left_of(lines, one.start, COMPARED)
            if self._left_first and self._last and left > self._last:
                continue
            right = right_of(lines, one.end, COMPARED)
            if not self._left_first and self._last and right > self._last:
                continue
            sides = (left, right) if self._left_first else (right, left)
            self._keys.append(_Key(*sides, -freshness, identity, number))
        if len(self._keys) > self._end * 2 + AHEAD:
            self._drop()

    def slots(self) -> list[Slot]:
        """The lines, in order."""
        self._drop()
        return [Slot(key.article_id, key.number) for key in self._keys]

    def _drop(self) -> None:
        self._keys.sort()
        del self._keys[self._end :]
        if len(self._keys) == self._end:
            self._last = self._keys[-1].near


class _Key(NamedTuple):
    near: str
    far: str
    age: float
    article_id: int
    number: int


def _by_source(selection: Selection, ids: IdSet) -> Iterator[int]:
    sets = selection.columns.split(Facet.SOURCE, ids)
    for one in sorted(sets, key=lambda one: (one.value == UNSIGNED, one.name)):
        yield from selection.columns.sort(one.ids, Order.NEWEST)
