"""
Among which articles terms are counted. A state of the pages comes in; the articles, and what to narrow by, go out.

They are narrowed as a search is, by the same query language and the same facets, in one state of the
index; what the archive hides is in none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.concordance.parameters import Inquiry
from search.concordance.terms import Term, make_term_literal
from search.finding.answers import Request
from search.finding.finder import Finder, Selection
from search.finding.names import facet_name, read_names
from search.finding.reading import say
from search.finding.visibility import hidden_ids
from search.index.builds import index_root
from search.index.columns import FacetCounts
from search.index.documents import Facet
from search.index.open_index import open_index
from search.pages.parameters import Asked
from search.query.parse import MAX_CHARACTERS, parse_query
from search.query.terms import Both, Everything, Literal, Node, Valued
from search.query.written import write_query

# Years, towns, counties and publications are links in the tables.
BOXES = (Facet.PROVINCE, Facet.CITY, Facet.PROGRAM, Facet.SCRIPT, Facet.METRICS)
LINKS = 20  # a box


@dataclass(frozen=True, slots=True)
class Link:
    """A value to narrow by, how many articles have it, and the state it leads to."""

    name: str
    count: int
    inquiry: Inquiry


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen value and the state without it."""

    label: str
    name: str
    inquiry: Inquiry


@dataclass(frozen=True, slots=True)
class Box:
    """One facet's values, most frequent first."""

    name: str
    links: tuple[Link, ...]
    unlisted: int


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The articles in words, and the ways to have fewer or more of them."""

    node: Node
    said: str
    articles: int
    documents: int  # in the whole archive
    build: str
    chips: tuple[Chip, ...]
    boxes: tuple[Box, ...]


@contextmanager
def select(inquiry: Inquiry) -> Iterator[Selection]:
    """
    The articles of `inquiry`, in one state of the index for as long as the block runs.

    Raises QueryRefused or SearchUnavailable.
    """
    request = Request(parse_query(inquiry.text).node, inquiry.chosen)
    with Finder(open_index(index_root()), hidden_ids()).select(request) as selection:
        yield selection


def tell_narrowing(
    inquiry: Inquiry, selection: Selection, facets: Sequence[Facet] = BOXES
) -> Narrowed:
    """What `selection` is, in words, and the values of `facets` it can be narrowed by."""
    counts = selection.columns.counts(facets, selection.ids, LINKS)
    names = read_names(inquiry.chosen, counts)
    everything = isinstance(selection.node, Everything) and inquiry.chosen
    said = [] if everything else [say(selection.node)]
    boxes = (_box(facet, values, inquiry, names) for facet, values in counts.items())
    return Narrowed(
        node=selection.node,
        said=_("，").join([*said, *(names[one] for one in inquiry.chosen)]),
        articles=len(selection.ids),
        documents=selection.documents,
        build=selection.index.build.name,
        chips=tuple(
            Chip(facet_name(one.facet), names[one], inquiry.dropping(one)) for one in inquiry.chosen
        ),
        # A box whose every value all articles have narrows nothing.
        boxes=tuple(
            box for box in boxes if any(one.count < len(selection.ids) for one in box.links)
        ),
    )


def search_for(term: Term, node: Node, inquiry: Inquiry) -> Asked | None:
    """The search that finds the articles with `term`; None if it is longer than a search may be."""
    text = write_query(_and(node, make_term_literal(term)))
    return Asked(text=text, chosen=inquiry.chosen) if len(text) <= MAX_CHARACTERS else None


def _box(facet: Facet, counts: FacetCounts, inquiry: Inquiry, names: Mapping[Valued, str]) -> Box:
    values = [Valued(facet, one.value) for one in counts.values]
    return Box(
        name=facet_name(facet),
        links=tuple(
            Link(names[value], one.count, inquiry.choosing(value))
            for value, one in zip(values, counts.values, strict=True)
            if value not in inquiry.chosen
        ),
        unlisted=counts.distinct - len(counts.values),
    )


def _and(node: Node, literal: Literal) -> Node:
    if isinstance(node, Everything):
        return literal
    return Both((*node.parts, literal)) if isinstance(node, Both) else Both((node, literal))
