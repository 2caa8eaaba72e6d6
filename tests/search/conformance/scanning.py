"""
A search engine that is slow and obviously right. A Request comes in, an Answer goes out.

It has no index: every question looks at every published article whether it answers. What the contract
promises of any engine is here in its plainest form, to compare the others with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from haystack.backends import BaseEngine

from archive.models import Article
from search.finding.answers import FACET_VALUES, Answer, Found, Request
from search.finding.haystack import AnsweringBackend, TreeQuery
from search.finding.reading import resolve
from search.finding.versions import Versions
from search.index.columns import FacetCount, FacetCounts, Order
from search.index.documents import (
    Facet,
    FacetValue,
    Field,
    IndexedDocument,
    load_articles,
    make_document,
)
from search.index.errors import SearchUnavailable
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
from search.text.folding import fold

HEADLINE = (Field.TITLE, Field.SUBTITLE)


@dataclass(frozen=True, slots=True)
class Scanned:
    """One article as read for one question."""

    identity: int
    texts: dict[Field, str]  # folded
    published_on: date | None
    facets: tuple[FacetValue, ...]
    reprint_group: int | None
    dated: bool

    def holds(self, literal: Literal) -> bool:
        """Whether one of the fields asked for holds the literal."""
        return any(literal.folded in self.texts.get(field, "") for field in literal.fields or Field)

    def answers(self, node: Node) -> bool:
        """Whether the article is a result of a resolved tree."""
        if isinstance(node, Literal | Run):
            return self.holds(node if isinstance(node, Literal) else node.literal)
        if isinstance(node, Words):
            return all(self.holds(word) for word in node.words)
        if isinstance(node, Both):
            return all(self.answers(part) for part in node.parts)
        if isinstance(node, Either):
            return any(self.answers(part) for part in node.parts)
        if isinstance(node, Without):
            return not self.answers(node.part)
        return isinstance(node, Everything) or any(_fits(node, one) for one in self.facets)


class ScanningBackend(AnsweringBackend):
    """Answers by reading everything; there is nothing to write."""

    def __init__(self, connection_alias: str, **connection_options: Any) -> None:
        super().__init__(connection_alias, **connection_options)
        self._closed = False
        self._read: dict[tuple[int, int], Scanned] = {}  # by article and version

    def close(self) -> None:
        """Answer nothing any more."""
        self._closed = True

    def find(self, request: Request) -> Answer:
        """The answer, from the rows as they are now. Raises SearchUnavailable once closed."""
        if self._closed:
            raise SearchUnavailable("the scan is closed")
        articles = self._articles()
        node = resolve(request.node, lambda literal: any(one.holds(literal) for one in articles))
        found = [
            one for one in articles if all(one.answers(part) for part in (node, *request.narrow))
        ]
        versions = _versions(found) if request.together else Versions()
        ordered = [one.identity for one in _ordered(found, node, request.order)]
        entries = list(versions.entries(ordered))
        end = None if request.size is None else request.start + request.size
        return Answer(
            node=node,
            count=len(found),
            page=tuple(
                Found(one.article_id, 0.0, one.versions) for one in entries[request.start : end]
            ),
            facets={facet: _count(facet, found) for facet in request.facets},
            build="rows",
            documents=len(articles),
            dated_years=_dated_years(found) if Facet.YEAR in request.facets else {},
            spare=versions.spare,
        )

    def _articles(self) -> list[Scanned]:
        """Every published article; one that has not changed since it was read is not read again."""
        now = list(Article.objects.published().values_list("pk", "version"))
        unread = [pk for pk, version in now if (pk, version) not in self._read]
        for document in map(make_document, load_articles(unread)):
            self._read[document.article_id, document.version] = _scanned(document)
        return [self._read[key] for key in now]

    def update(self, index: object, iterable: Iterable[Article], commit: bool = True) -> None:  # noqa: FBT001, FBT002
        """Nothing: rows are read when asked."""

    def remove(self, obj_or_string: Article | str, commit: bool = True) -> None:  # noqa: FBT001, FBT002
        """Nothing: rows are read when asked."""

    def clear(self, models: Collection[type] | None = None, commit: bool = True) -> None:  # noqa: FBT001, FBT002
        """Nothing: rows are read when asked."""


class ScanningEngine(BaseEngine):  # type: ignore[misc]  # Haystack ships no types
    """The engine others are compared with."""

    backend = ScanningBackend
    query = TreeQuery


def _scanned(document: IndexedDocument) -> Scanned:
    folded = {field: fold(text) for field, text in document.texts.items()}
    return Scanned(
        document.article_id,
        folded,
        document.published_on,
        document.facets,
        document.reprint_group,
        document.dated,
    )


def _fits(node: Years | Named | Valued, one: FacetValue) -> bool:
    if isinstance(node, Years):
        year = one.value if one.facet is Facet.YEAR and one.value.isdigit() else None
        return year is not None and node.first <= int(year) <= node.last
    if one.facet is not node.facet:
        return False
    if isinstance(node, Named):
        return node.folded in fold(one.name)
    return node.value == one.value


def _ordered(found: Sequence[Scanned], node: Node, order: Order | None) -> list[Scanned]:
    newest = sorted(found, key=_newest_first, reverse=True)
    if order is Order.NEWEST:
        return newest
    if order is Order.OLDEST:
        return sorted(
            found, key=lambda one: (one.published_on is None, one.published_on or 0, one.identity)
        )
    if order is Order.TOWN:
        return sorted(newest, key=_first_town)
    literals = list(sought_literals(node))
    return sorted(newest, key=lambda one: _weight(one, literals), reverse=True)


def _newest_first(one: Scanned) -> Any:
    return (one.published_on is not None, one.published_on or 0, one.identity)


def _first_town(one: Scanned) -> tuple[bool, str]:
    towns = [value.value for value in one.facets if value.facet is Facet.TOWN]
    return (not towns, min(towns, default=""))


def _versions(found: Sequence[Scanned]) -> Versions:
    """Printings of one report among the articles found, the oldest first, undated ones last."""
    oldest = _ordered(found, Everything(), Order.OLDEST)
    groups: dict[int, list[int]] = {}
    for one in oldest:
        if one.reprint_group is not None:
            groups.setdefault(one.reprint_group, []).append(one.identity)
    return Versions([group for group in groups.values() if len(group) > 1])


def _weight(one: Scanned, literals: Sequence[Literal]) -> tuple[int, int]:
    """How many literals the headline holds, then how often any occurs."""
    headline = "\n".join(one.texts.get(field, "") for field in HEADLINE)
    return (
        sum(literal.folded in headline for literal in literals),
        sum(text.count(literal.folded) for text in one.texts.values() for literal in literals),
    )


def _count(facet: Facet, found: Sequence[Scanned]) -> FacetCounts:
    names = {
        value.value: value.name for one in found for value in one.facets if value.facet is facet
    }
    counts = Counter(value.value for one in found for value in one.facets if value.facet is facet)
    first = sorted(counts, key=lambda value: (-counts[value], value))
    return FacetCounts(
        tuple(FacetCount(value, names[value], counts[value]) for value in first[:FACET_VALUES]),
        len(counts),
    )


def _dated_years(found: Sequence[Scanned]) -> dict[str, int]:
    return dict(
        Counter(str(one.published_on.year) for one in found if one.published_on and one.dated)
    )
