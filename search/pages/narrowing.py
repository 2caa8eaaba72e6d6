"""
Fewer results: a condition more, or one taken back. Typed texts come in; the text of the narrower or
wider search goes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from search.finding.names import facet_name
from search.finding.reading import say
from search.pages.parameters import Asked
from search.query.parse import Query, QueryRefused, parse_query
from search.query.terms import (
    Both,
    Either,
    Everything,
    Literal,
    Named,
    Node,
    Run,
    Without,
    Years,
)
from search.query.written import write_query
from search.text.folding import IGNORED_MARKS


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition and the state without it."""

    label: str
    name: str
    asked: Asked


def join_conditions(before: str, more: str) -> str:
    """
    The text that asks for both, as it was typed wherever that means the same side by side.

    Raises QueryRefused if one of them is refused by itself.
    """
    wanted = _both(parse_query(before).node, parse_query(more).node)
    typed = f"{_grouped(before)} {_grouped(more)}"
    return typed if _means(typed, wanted) else _write(wanted)


def typed_chips(query: Query, asked: Asked) -> Iterator[Chip]:
    """Each condition that was typed, where there is more than one; 含“支部” and 2021 年 are two."""
    parts = query.node.parts if isinstance(query.node, Both) else (query.node,)
    if isinstance(query.node, Everything) or (len(parts) == 1 and not asked.chosen):
        return
    for nth, part in enumerate(parts):
        rest = parts[:nth] + parts[nth + 1 :]
        text = _write(rest[0] if len(rest) == 1 else Both(rest)) if rest else ""
        yield Chip(_typed_label(part), say(part), replace(asked, text=text, page=1))


def _typed_label(part: Node) -> str:
    if isinstance(part, Years):
        return _("年份")
    if isinstance(part, Named):
        return facet_name(part.facet)
    return _("检索词")


def _both(*nodes: Node) -> Node:
    parts = [part for node in nodes for part in (node.parts if isinstance(node, Both) else (node,))]
    return Both(tuple(parts))


def _grouped(text: str) -> str:
    """`text` so that another condition can stand beside it."""
    return f"({text})" if isinstance(parse_query(text).node, Either) else text


def _write(node: Node) -> str:
    """Text that is read as `node`."""
    text = write_query(node)
    return text if _means(text, node) else write_query(_bare(node))


def _means(text: str, wanted: Node) -> bool:
    try:
        query = parse_query(text)
    except QueryRefused:
        return False
    return not query.plain and _folded(query.node) == _folded(wanted)


def _folded(node: Node) -> object:
    """What of a tree decides the results: its shape and its folded texts."""
    if isinstance(node, Both | Either):
        return type(node).__name__, tuple(_folded(part) for part in node.parts)
    if isinstance(node, Without):
        return "Without", _folded(node.part)
    if isinstance(node, Run):
        return "Run", node.literal.folded, node.literal.fields
    if isinstance(node, Literal):
        return "Literal", node.folded, node.fields
    if isinstance(node, Named):
        return "Named", node.facet, node.folded
    return node


def _bare(node: Node) -> Node:
    """`node` without the quotation marks inside its texts, which mean nothing and could close a literal."""
    if isinstance(node, Both | Either):
        return type(node)(tuple(_bare(part) for part in node.parts))
    if isinstance(node, Without):
        return Without(_bare(node.part))
    if isinstance(node, Run):
        return Run(_bare_literal(node.literal))
    if isinstance(node, Literal):
        return _bare_literal(node)
    if isinstance(node, Named):
        return replace(node, text=_without_marks(node.text))
    return node


def _bare_literal(literal: Literal) -> Literal:
    return replace(literal, text=_without_marks(literal.text))


def _without_marks(text: str) -> str:
    return "".join(character for character in text if character not in IGNORED_MARKS)
