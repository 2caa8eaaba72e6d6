"""
What the index holds of an article besides its text: its date, its size and the values of its facets.

Rows of the characters file come in; orders, sets and counts over any set of ids go out. Every value
of a facet keeps the set of its articles, so that a count is the size of an intersection and costs
the same for three hits as for a hundred thousand.
"""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, islice

from search.index.documents import UNDATED, Facet, IndexedDocument
from search.index.idsets import IdSet
from search.text.folding import fold

SCHEMA = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, version INTEGER NOT NULL, published TEXT, facets TEXT NOT NULL,
    characters INTEGER NOT NULL, reprint_group INTEGER, dated INTEGER NOT NULL
);
CREATE INDEX documents_by_date
    ON documents (published DESC, id DESC, characters, reprint_group, dated);
CREATE TABLE facet_values (
    facet TEXT NOT NULL, value TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
    ids BLOB NOT NULL,
    UNIQUE (facet, value)
);
"""
# Below this share of all articles, picking hits out of the order beats walking the order.
SPARSE = 0.2
# Values of at most so many articles are counted by the articles of a result that have them.
RARE = 16


class Order(StrEnum):
    """An order that needs no ranking. Undated articles come last whichever way time runs."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of a set of articles have this value."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The most frequent values of a facet in a set of articles, and how many values there are in all."""

    values: tuple[FacetCount, ...] = ()
    distinct: int = 0


@dataclass(frozen=True, slots=True)
class FacetSet:
    """The articles of a set that have this value."""

    value: str
    name: str
    ids: IdSet


@dataclass(frozen=True, slots=True)
class _Value:
    value: str
    name: str
    folded: str
    ids: IdSet


@dataclass(frozen=True, slots=True)
class _Counted:
    """The values of a facet as they are counted, each told by its place among the values."""

    values: list[_Value]
    common: list[int]  # values of many articles
    sets: list[IdSet]  # those articles
    rare_of: dict[
        int, list[int]
    ]  # articles with their other values: most programs and towns are such
    among: IdSet  # those articles

    def sizes(self, ids: IdSet) -> list[tuple[int, int]]:
        """How many of `ids` each value has that any has, and its place."""
        common = zip(map(ids.intersection_cardinality, self.sets), self.common, strict=True)
        rare = Counter(chain.from_iterable(map(self.rare_of.__getitem__, self.among & ids)))
        return [one for one in common if one[0]] + [(size, at) for at, size in rare.items()]


class Columns:
    """Dates and facets of one state of the index, read once and kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        dated: list[int] = []
        undated: list[int] = []
        saying: list[int] = []  # their date themselves
        rows = connection.execute(
            "SELECT id, published IS NULL, characters, reprint_group, dated FROM documents"
            " ORDER BY published DESC, id DESC"
        )
        self._characters: dict[int, int] = {}
        self._groups: dict[int, IdSet] = {}
        self._group_of: dict[int, int] = {}
        for identity, without_date, characters, group, is_dated in rows:
            (undated if without_date else dated).append(identity)
            self._characters[identity] = characters
            if is_dated:
                saying.append(identity)
            if group is not None:
                self._groups.setdefault(group, IdSet()).add(identity)
                self._group_of[identity] = group
        self._newest = [*dated, *undated]
        self._saying = IdSet(saying)
        self._dated = len(dated)
        self._oldest = [*reversed(dated), *reversed(undated)]
        self._rank = {identity: at for at, identity in enumerate(self._newest)}
        share = 1 / max(len(self._newest), 1)
        self._freshness = {identity: 1 - at * share for identity, at in self._rank.items()}
        self._facets: dict[Facet, list[_Value]] = {facet: [] for facet in Facet}
        for facet, value, name, folded, ids in connection.execute(
            "SELECT facet, value, name, folded, ids FROM facet_values ORDER BY value"
        ):
            self._facets[Facet(facet)].append(_Value(value, name, folded, IdSet.deserialize(ids)))
        self._counted = {facet: _counted(values) for facet, values in self._facets.items()}
        self._grouped = IdSet(list(self._group_of))
        self.ids = IdSet(self._newest)

    def freshness(self, identity: int) -> float:
        """1 for the newest article, 0 for the oldest and for what the index does not hold."""
        return self._freshness.get(identity, 0.0)

    def characters(self, ids: IdSet) -> int:
        """How many characters those articles print together, white space left out."""
        return sum(map(self._characters.__getitem__, ids & self.ids))

    def versions(self, ids: IdSet) -> list[list[int]]:
        """The groups of printings of one report with two and more among `ids`, the oldest print first."""
        groups = dict.fromkeys(map(self._group_of.__getitem__, self._grouped & ids))
        held = (self._groups[group] & ids for group in groups)
        return [
            sorted(group, key=lambda one: (self._undated(one), -self._rank[one]))
            for group in held
            if len(group) > 1
        ]

    def _undated(self, identity: int) -> bool:
        return self._rank[identity] >= self._dated

    def split(self, facet: Facet, ids: IdSet) -> list[FacetSet]:
        """`ids` by the values of `facet`, in the order of the values; one article may stand in several."""
        among = ((one, one.ids & ids) for one in self._facets[facet])
        return [FacetSet(one.value, one.name, held) for one, held in among if held]

    def with_value(self, facet: Facet, value: str) -> IdSet:
        """The articles whose `facet` has exactly this value."""
        return next((one.ids for one in self._facets[facet] if one.value == value), IdSet())

    def with_name(self, facet: Facet, folded: str) -> IdSet:
        """The articles with a value of `facet` whose name holds `folded`."""
        return IdSet.union(
            IdSet(), *(one.ids for one in self._facets[facet] if folded in one.folded)
        )

    def in_years(self, first: int, last: int) -> IdSet:
        """The articles printed in those years, both included."""
        years = (one for one in self._facets[Facet.YEAR] if one.value.isdigit())
        return IdSet.union(IdSet(), *(one.ids for one in years if first <= int(one.value) <= last))

    def counts(
        self, facets: Collection[Facet], ids: IdSet, limit: int | None = None
    ) -> dict[Facet, FacetCounts]:
        """The values of each facet among `ids`, most frequent first; an article counts once a value."""
        return {facet: self._counts(facet, ids, limit) for facet in facets}

    def _counts(self, facet: Facet, ids: IdSet, limit: int | None) -> FacetCounts:
        counted = self._counted[facet]
        sizes = counted.sizes(ids)
        first = heapq.nsmallest(limit or len(sizes), _worth_sorting(sizes, limit))
        return FacetCounts(
            tuple(
                FacetCount(counted.values[at].value, counted.values[at].name, -size)
                for size, at in first
            ),
            len(sizes),
        )

    def dated_years(self, ids: IdSet) -> dict[str, int]:
        """How many of `ids` say themselves that they are of a year, for each year that has such."""
        counts = self._counts(Facet.YEAR, ids & self._saying, None)
        return {one.value: one.count for one in counts.values if one.value != UNDATED}

    def sort(self, ids: IdSet, order: Order, limit: int | None = None) -> list[int]:
        """`ids` in that order, the first `limit`; what the index does not hold is left out."""
        if order is Order.TOWN:
            return list(islice(self._by_town(ids & self.ids), limit))
        walk = self._newest if order is Order.NEWEST else self._oldest
        if limit is not None and len(ids) < SPARSE * len(walk):
            return self._picked(ids & self.ids, order, limit)
        return list(islice((identity for identity in walk if identity in ids), limit))

    def _picked(self, ids: IdSet, order: Order, limit: int) -> list[int]:
        if order is Order.NEWEST:
            return heapq.nsmallest(limit, ids, key=self._rank.__getitem__)
        # Among the dated the last first, and after them the same among the undated.
        last, among = self._dated - 1, len(self._newest)
        return heapq.nsmallest(limit, ids, key=lambda one: (last - self._rank[one]) % among)

    def _by_town(self, ids: IdSet) -> Iterator[int]:
        """By the first town each article names, those without a town last, the newest first in each."""
        left = IdSet(ids)
        for town in self._facets[Facet.TOWN]:  # in the order of their codes
            here = town.ids & left
            yield from sorted(here, key=self._rank.__getitem__)
            left -= here
        yield from sorted(left, key=self._rank.__getitem__)


def _worth_sorting(
    sizes: Iterable[tuple[int, int]], limit: int | None
) -> Iterator[tuple[int, int]]:
    """What may be among the first `limit`, the largest and of equal ones the foremost; sizes as negative numbers."""
    single = []
    several = 0
    for size, at in sizes:
        if size > 1:
            several += 1
            yield -size, at
        else:
            single.append(at)
    room = None if limit is None else max(limit - several, 0)
    yield from (
        (-1, at) for at in (sorted(single) if room is None else heapq.nsmallest(room, single))
    )


def _counted(values: list[_Value]) -> _Counted:
    common = [at for at, one in enumerate(values) if len(one.ids) > RARE]
    rare_of: dict[int, list[int]] = {}
    for at, one in enumerate(values):
        for article in one.ids if len(one.ids) <= RARE else ():
            rare_of.setdefault(article, []).append(at)
    return _Counted(
        values, common, [values[at].ids for at in common], rare_of, IdSet(list(rare_of))
    )


@dataclass(slots=True)
class _Change:
    name: str = ""
    added: IdSet = field(default_factory=IdSet)
    removed: IdSet = field(default_factory=IdSet)


class ColumnWriter:
    """Writes dates and facets inside the caller's transaction; `flush` before its commit."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._changes: dict[tuple[str, str], _Change] = {}

    def put(self, document: IndexedDocument) -> None:
        """Write an article that the columns do not hold."""
        identity = document.article_id
        published = document.published_on.isoformat() if document.published_on else None
        keys = json.dumps([[one.facet, one.value] for one in document.facets], ensure_ascii=False)
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                identity,
                document.version,
                published,
                keys,
                document.characters,
                document.reprint_group,
                document.dated,
            ],
        )
        for one in document.facets:
            change = self._changes.setdefault((one.facet, one.value), _Change())
            change.name = one.name
            change.added.add(identity)

    def remove(self, identity: int) -> None:
        """Take an article out; one that is not held is passed over."""
        row = self._connection.execute(
            "DELETE FROM documents WHERE id = ? RETURNING facets", [identity]
        ).fetchone()
        for facet, value in json.loads(row[0]) if row else ():
            change = self._changes.setdefault((facet, value), _Change())
            change.added.discard(identity)
            change.removed.add(identity)

    def flush(self) -> None:
        """Write what was gathered."""
        for (facet, value), change in self._changes.items():
            self._write(facet, value, change)
        self._changes.clear()

    def _write(self, facet: str, value: str, change: _Change) -> None:
        key = [facet, value]
        row = self._connection.execute(
            "SELECT ids, name FROM facet_values WHERE facet = ? AND value = ?", key
        ).fetchone()
        ids = ((IdSet.deserialize(row[0]) if row else IdSet()) - change.removed) | change.added
        self._connection.execute("DELETE FROM facet_values WHERE facet = ? AND value = ?", key)
        if ids:
            name = change.name or (row[1] if row else "")
            self._connection.execute(
                "INSERT INTO facet_values VALUES (?, ?, ?, ?, ?)",
                [*key, name, fold(name), ids.serialize()],
            )
