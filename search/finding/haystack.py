"""
Any engine as Haystack sees it. A SearchQuerySet's question comes in, the engine's Answer goes out.

An engine derives its backend from AnsweringBackend and its query from TreeQuery, and gives `find`
(search.finding.answers.Engine). `settings.SEARCH_CONNECTION` names the connection that pages ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from haystack.backends import BaseSearchBackend, BaseSearchQuery, SearchNode
from haystack.exceptions import SearchFieldError
from haystack.inputs import BaseInput, Exact, Not
from haystack.models import SearchResult
from haystack.query import SearchQuerySet

from archive.models import Article
from search.finding.answers import Answer, Engine, Request
from search.index.columns import Order
from search.index.documents import Facet
from search.query.parse import make_literal, parse_query
from search.query.terms import Both, Either, Everything, Node, Valued, Without, Years

ORDERS = {
    "-published": Order.NEWEST,
    "published": Order.OLDEST,
    "town": Order.TOWN,
}
NARROW = re.compile(r'(?P<facet>\w+?)(?:_exact)?:"?(?P<value>[^"]*)"?')
TEXT_FIELDS = ("content", "text")


class AnsweringBackend(BaseSearchBackend, Engine):
    """Haystack's `search` by way of the engine's `find`."""

    def search(self, query_string: str | Node, **kwargs: Any) -> dict[str, Any]:
        """
        Haystack's answer, with ours whole under "answer".

        `query_string` is text in the query language or a tree. Raises SearchUnavailable.
        """
        models = kwargs.get("models")
        if models and Article not in models:
            return {"results": [], "hits": 0, "facets": {}, "answer": None}
        start = kwargs.get("start_offset") or 0
        end = kwargs.get("end_offset")
        answer = self.find(
            Request(
                node=query_node(query_string),
                narrow=tuple(_narrow(one) for one in kwargs.get("narrow_queries") or ()),
                order=_order(kwargs.get("sort_by")),
                start=start,
                size=None if end is None else max(end - start, 0),
                facets=tuple(_facet(name) for name in kwargs.get("facets") or ()),
                together=bool(kwargs.get("together")),
            )
        )
        return _as_haystack(answer, kwargs.get("result_class") or SearchResult)

    def build_schema(self, fields: Mapping[str, object]) -> tuple[str, list[dict[str, str]]]:
        """The document field, and no others: engines take their fields from the rows."""
        return "text", [{"field_name": name} for name in fields]


class TreeQuery(BaseSearchQuery):
    """A SearchQuerySet's question as a tree; after it ran, `answer` says how it was understood."""

    answer: Answer | None = None

    def build_query(self) -> Node:
        """The tree of all filters."""
        return self._node(self.query_filter) if self.query_filter else Everything()

    def run(self, spelling_query: str | None = None, **kwargs: Any) -> None:
        """Ask the engine, and keep its whole answer."""
        found = self.backend.search(
            self.build_query(), **{**self.build_params(spelling_query), **kwargs}
        )
        self._results = found["results"]
        self._hit_count = found["hits"]
        self._facet_counts = self.post_process_facets(found)
        self._spelling_suggestion = None
        self.answer = found["answer"]

    def build_query_fragment(self, field: str, filter_type: str, value: object) -> Node:
        """The tree of one filter. Raises SearchFieldError for a field or lookup there is none of."""
        if field in TEXT_FIELDS:
            return _text_node(filter_type, value)
        facet = _facet(field)
        if filter_type in ("content", "exact"):
            return Valued(facet, str(value))
        if filter_type == "in" and isinstance(value, Iterable):
            return Either(tuple(Valued(facet, str(one)) for one in value))
        if filter_type == "range" and facet is Facet.YEAR and isinstance(value, Sequence):
            return Years(int(value[0]), int(value[1]))
        raise SearchFieldError(f"{field}__{filter_type} is not a filter of this engine")

    def _node(self, search_node: SearchNode) -> Node:
        parts = []
        for child in search_node.children:
            if isinstance(child, SearchNode):
                parts.append(self._node(child))
            else:
                expression, value = child
                field, filter_type = search_node.split_expression(expression)
                parts.append(self.build_query_fragment(field, filter_type, value))
        if len(parts) == 1:
            node = parts[0]
        elif search_node.connector == SearchNode.OR:
            node = Either(tuple(parts))
        else:
            node = Both(tuple(parts))
        return Without(node) if search_node.negated else node


class Questions(SearchQuerySet):
    """A SearchQuerySet on the connection that pages ask, which can give the engine's own answer."""

    def __init__(self, using: str | None = None, query: BaseSearchQuery | None = None) -> None:
        super().__init__(using or settings.SEARCH_CONNECTION, query)

    def counting(self, facets: Iterable[Facet]) -> Questions:
        """The same, with the counts of those facets: `facet` makes a copy for each."""
        counted: Questions = self._clone()
        for facet in facets:
            counted.query.add_field_facet(facet.value)
        return counted

    def answer(self, start: int = 0, size: int | None = None, *, together: bool = False) -> Answer:
        """
        The slice [start, start + size) with count and facets, asked once; all from `start` without `size`.

        With `together`, printings of one report are one entry of the slice.

        Raises SearchUnavailable, and TypeError if the connection's query is no TreeQuery.
        """
        query = self._clone().query
        query.set_limits(start, None if size is None else start + size)
        query.run(together=together)
        if not isinstance(query, TreeQuery) or query.answer is None:
            raise TypeError(f"connection {settings.SEARCH_CONNECTION} gives no Answer")
        return query.answer


def query_node(query: str | Node) -> Node:
    """The tree of a text in the query language; a tree stays, and * is everything."""
    if not isinstance(query, str):
        return query
    return Everything() if query == "*" else parse_query(query).node


def _text_node(filter_type: str, value: object) -> Node:
    if isinstance(value, Node):
        return value
    if filter_type == "exact" or isinstance(value, Exact):
        return make_literal(str(value))
    if isinstance(value, Not):
        return Without(query_node(str(value)))
    if filter_type in ("content", "contains"):
        return query_node(value.query_string if isinstance(value, BaseInput) else str(value))
    raise SearchFieldError(f"content__{filter_type} is not a filter of this engine")


def _facet(name: str) -> Facet:
    try:
        return Facet(name.removesuffix("_exact"))
    except ValueError as error:
        raise SearchFieldError(f"{name} is not a field of this engine") from error


def _narrow(query: str | Node) -> Node:
    """A chosen facet value, as a node or as Haystack writes it: year:2021, town:"410902101"."""
    found = NARROW.fullmatch(query) if isinstance(query, str) else None
    if found and found["facet"] in set(Facet):
        return Valued(Facet(found["facet"]), found["value"])
    return query_node(query)


def _order(fields: Sequence[str] | None) -> Order | None:
    if not fields:
        return None
    if len(fields) == 1 and fields[0] in ORDERS:
        return ORDERS[fields[0]]
    raise SearchFieldError(f"cannot order by {', '.join(fields)}; by {', '.join(ORDERS)}")


def _as_haystack(answer: Answer, result_class: type[SearchResult]) -> dict[str, Any]:
    meta = Article._meta
    return {
        "results": [
            result_class(meta.app_label, meta.model_name, found.article_id, found.score)
            for found in answer.page
        ],
        "hits": answer.count,
        "facets": {
            "fields": {
                facet.value: [(count.value, count.count) for count in counts.values]
                for facet, counts in answer.facets.items()
            },
            "dates": {},
            "queries": {},
        },
        "answer": answer,
    }
