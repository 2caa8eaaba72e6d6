"""
The parts a query is made of. Nothing comes in; only types go out.

The parser builds a tree of them, the finder evaluates it, the reader-back puts it in words and the
highlighter marks its literals: one tree, so that what is said, found and marked cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from search.index.documents import Facet, Field


@dataclass(frozen=True, slots=True)
class Literal:
    """Characters that must occur, one after another, in one of `fields` (all, if none is given)."""

    text: str = field(compare=False)  # as typed, without its quotation marks: only ever shown
    folded: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters typed without quotation marks: a literal if it occurs anywhere, else cut into words."""

    literal: Literal


@dataclass(frozen=True, slots=True)
class Words:
    """A run that occurs nowhere, cut: all its words must occur."""

    run: Literal
    words: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """Printed in one of these years, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Named:
    """Has a value of `facet` whose name holds `folded`: 镇:岳村."""

    facet: Facet
    text: str = field(compare=False)  # only ever shown
    folded: str


@dataclass(frozen=True, slots=True)
class Valued:
    """Has exactly this value of `facet`: what a facet's link asks for."""

    facet: Facet
    value: str


@dataclass(frozen=True, slots=True)
class Everything:
    """Any article."""


@dataclass(frozen=True, slots=True)
class Both:
    """Every part must hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One part must hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """The part must not hold."""

    part: Node


Node = Literal | Run | Words | Years | Named | Valued | Everything | Both | Either | Without


def sought_literals(node: Node) -> Iterator[Literal]:
    """The literals `node` asks for, left to right; not those it excludes."""
    if isinstance(node, Literal):
        yield node
    elif isinstance(node, Run):
        yield node.literal
    elif isinstance(node, Words):
        yield from node.words
    elif isinstance(node, Both | Either):
        for part in node.parts:
            yield from sought_literals(part)


def typed_runs(node: Node) -> Iterator[Literal]:
    """What was sought as it was typed: of a cut run the run, not its words."""
    if isinstance(node, Words):
        yield node.run
    elif isinstance(node, Both | Either):
        for part in node.parts:
            yield from typed_runs(part)
    else:
        yield from sought_literals(node)


def conditions(node: Node) -> Iterator[Node]:
    """What `node` demands besides words: years, names, values, and what must not hold."""
    if isinstance(node, Both):
        for part in node.parts:
            yield from conditions(part)
    elif isinstance(node, Years | Named | Valued | Without):
        yield node
