"""
Ways on where a search finds nothing or little. Its tree and state come in; conditions to drop, near
spellings and places of the same name go out, each with what it gives.

Nothing here changes what was searched: every way on is a link with its count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from search.finding.names import facet_name
from search.finding.reading import say
from search.finding.visibility import hidden_ids
from search.index.builds import index_root
from search.index.documents import Facet
from search.index.errors import SearchUnavailable
from search.index.name_index import open_names
from search.index.named import NameKind
from search.pages.parameters import Asked
from search.query.parse import make_literal
from search.query.terms import (
    Both,
    Either,
    Everything,
    Literal,
    Named,
    Node,
    Run,
    Valued,
    Words,
)
from search.query.written import write_query
from search.suggesting.addresses import page_address
from search.suggesting.near import Near, Why, find_near, find_spelled
from search.text.folding import fold

TELLING = 3  # characters; what is shorter and occurs sounds like too much else to be a slip
FEW = 3  # hits; with as many, near spellings of what occurs more often are shown too
MOST_NEAR = 3
MOST_NAMESAKES = 8
NEAR_FACETS = {
    Facet.TOWN: {NameKind.TOWN},
    Facet.COUNTY: {NameKind.PLACE},
    Facet.CITY: {NameKind.PLACE},
    Facet.PROVINCE: {NameKind.PLACE},
    Facet.PROGRAM: {NameKind.PROGRAM},
    Facet.SOURCE: {NameKind.PUBLICATION},
}

Count = Callable[[Node, Asked], int]
Misspelt = Literal | Run | Words | Named  # conditions that may be a name
SIGNS = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A condition of a query that found nothing: how often it occurs alone, and what is left without it."""

    text: str
    alone: int
    without: int
    alone_asked: Asked
    without_asked: Asked | None


@dataclass(frozen=True, slots=True)
class NearSpelling:
    """
    A name that a condition may have meant, and the whole query with it instead; the name alone where the
    whole query finds nothing with it either.
    """

    typed: str
    text: str
    why: Why
    count: int
    asked: Asked
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Namesake:
    """A town of the archive with the name asked for."""

    name: str
    above: str  # the divisions it lies in
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class WaysOn:
    """What to try instead."""

    dropped: tuple[Dropped, ...] = ()
    near: tuple[NearSpelling, ...] = ()
    namesakes: tuple[Namesake, ...] = ()

    @property
    def best_drops(self) -> tuple[Dropped, ...]:
        """Conditions without which something is found, the most first."""
        giving = [one for one in self.dropped if one.without]
        return tuple(sorted(giving, key=lambda one: -one.without)[:MOST_NEAR])


def ways_on(
    node: Node, asked: Asked, found: int, names: Mapping[Valued, str], count: Count
) -> WaysOn:
    """What to try instead of `asked`, which found so many; nothing where it found enough."""
    if found >= FEW or asked.page > 1:
        return WaysOn()
    count = _remembering(count, node, asked, found)
    near = tuple(_near_spellings(node, asked, found, count))
    if found:
        return WaysOn(near=near)
    dropped = (*_dropped(node, asked, count), *_dropped_values(node, asked, names, count))
    return WaysOn(dropped, near, tuple(_namesakes(node, asked, names)))


def _remembering(count: Count, node: Node, asked: Asked, found: int) -> Count:
    """`count`, which asks nothing twice, nor what is known: that `node` finds so many."""
    known = {(node, asked.chosen): found}

    def counted(node: Node, asked: Asked) -> int:
        question = node, asked.chosen
        if question not in known:
            known[question] = count(node, asked)
        return known[question]

    return counted


def _dropped(node: Node, asked: Asked, count: Count) -> Iterator[Dropped]:
    """For each condition typed: what it finds alone, and what all the others find."""
    parts = node.parts if isinstance(node, Both) else (node,)
    parts = node.words if isinstance(node, Words) else parts
    for part in parts:
        others = tuple(other for other in parts if other != part)
        rest = Both(others) if len(others) > 1 else others[0] if others else None
        yield Dropped(
            text=say(part),
            alone=count(part, asked.unchosen),
            alone_asked=replace(asked.unchosen, text=write_query(part)),
            without=count(rest, asked) if rest else 0,
            without_asked=replace(asked, text=write_query(rest), page=1) if rest else None,
        )


def _dropped_values(
    node: Node, asked: Asked, names: Mapping[Valued, str], count: Count
) -> Iterator[Dropped]:
    """The same for each facet value chosen."""
    for one in asked.chosen:
        alone, without = replace(asked.dropping(one), text="", chosen=(one,)), asked.dropping(one)
        yield Dropped(
            text=f"{facet_name(one.facet)} {names[one]}",
            alone=count(Everything(), alone),
            alone_asked=alone,
            without=count(node, without),
            without_asked=without,
        )


def _near_spellings(node: Node, asked: Asked, found: int, count: Count) -> Iterator[NearSpelling]:
    """For each condition that occurs little: names near to it with which the query finds more."""
    for part, text, kinds in _misspelt(node):
        occurs = 0 if isinstance(part, Words) else count(part, asked.unchosen)
        if occurs >= FEW or (occurs and len(text) < TELLING):
            continue
        shown = 0
        for text_meant, why in _meant(text, kinds, occurs):
            if (found and why is Why.EDIT) or shown >= MOST_NEAR:
                continue
            spelling = _instead(node, part, (text_meant, why), asked, count)
            if spelling.count > found:
                shown += 1
                yield spelling


def _instead(
    node: Node, part: Misspelt, near: tuple[str, Why], asked: Asked, count: Count
) -> NearSpelling:
    """`near` in the place of `part`, or alone where that finds nothing."""
    typed, (text, why) = _text_of(part), near
    meant = _replaced(node, part, text)
    better = replace(asked, text=write_query(meant), page=1)
    hits = count(meant, better)
    if hits:
        return NearSpelling(typed, text, why, hits, better)
    single = _written_otherwise(part, text)
    better = replace(asked.unchosen, text=write_query(single))
    return NearSpelling(typed, text, why, count(single, better), better, alone=True)


def _meant(text: str, kinds: Collection[NameKind], occurs: int) -> Iterator[tuple[str, Why]]:
    """What `text` may have meant: itself without the signs around it, names near to it, names its letters stand for."""
    bare = SIGNS.sub("", text)
    if not occurs and bare and bare != text:
        yield bare, Why.SIGNS
    for near in (*_names(find_near, text), *(() if occurs else _names(find_spelled, text))):
        if not kinds or near.kind in kinds:
            yield near.text, near.why


def _names(find: Callable[[str, Path], list[Near]], text: str) -> list[Near]:
    try:
        return find(text, index_root())
    except SearchUnavailable:  # an engine elsewhere answers; its names are not on this machine
        return []


def _misspelt(node: Node) -> Iterator[tuple[Misspelt, str, Collection[NameKind]]]:
    """The conditions that may be a name, with what was typed and the kinds of name it can be."""
    if isinstance(node, Literal | Run | Words | Named):
        kinds = NEAR_FACETS.get(node.facet, ()) if isinstance(node, Named) else ()
        yield node, _text_of(node), kinds
    elif isinstance(node, Both | Either):
        for part in node.parts:
            yield from _misspelt(part)


def _text_of(part: Misspelt) -> str:
    """What was typed."""
    if isinstance(part, Literal | Named):
        return part.text
    return part.run.text if isinstance(part, Words) else part.literal.text


def _replaced(node: Node, part: Misspelt, text: str) -> Node:
    """`node` with `text` in the place of `part`."""
    if node == part:
        return _written_otherwise(part, text)
    if isinstance(node, Both):
        return Both(tuple(_replaced(one, part, text) for one in node.parts))
    if isinstance(node, Either):
        return Either(tuple(_replaced(one, part, text) for one in node.parts))
    return node


def _written_otherwise(part: Misspelt, text: str) -> Node:
    if isinstance(part, Named):
        return Named(part.facet, text, fold(text))
    if isinstance(part, Literal):
        return make_literal(text, part.fields)
    literal = part.run if isinstance(part, Words) else part.literal
    return Run(make_literal(text, literal.fields))


def _namesakes(node: Node, asked: Asked, names: Mapping[Valued, str]) -> Iterator[Namesake]:
    """The towns of the archive that are called as one asked for, but for those chosen."""
    towns = [one for one in asked.chosen if one.facet is Facet.TOWN]
    called = [names[town].rsplit(" › ", 1)[-1] for town in towns]
    called += [
        text for _part, text, kinds in _misspelt(node) if not kinds or NameKind.TOWN in kinds
    ]
    chosen = {town.value for town in towns}
    try:
        stored = open_names(index_root())
    except SearchUnavailable:
        return
    unseen = hidden_ids()
    for text in dict.fromkeys(map(fold, called)):
        for name in stored.called(text, MOST_NAMESAKES) if text else ():
            articles = len(stored.ids(name) - unseen)
            if name.kind is NameKind.TOWN and name.key not in chosen and articles:
                url = page_address(name.kind, name.key)
                yield Namesake(name.label, name.detail, articles, url)
