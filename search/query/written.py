"""
A tree as text. A query's tree comes in; text that means the same goes out, for links to other queries.
"""

from __future__ import annotations

from search.index.documents import Facet, Field
from search.query.parse import FIRST_YEAR, LAST_YEAR
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
)

NAMES = {
    Facet.TOWN: "镇",
    Facet.COUNTY: "县",
    Facet.CITY: "市",
    Facet.PROVINCE: "省",
    Facet.PROGRAM: "做法",
    Facet.SOURCE: "来源",
}


def write_query(node: Node) -> str:
    """Text that `parse_query` reads as `node`; a cut run is written as it was typed."""
    if isinstance(node, Both):
        return " ".join(_grouped(part) for part in node.parts)
    if isinstance(node, Either):
        return " OR ".join(_grouped(part) for part in node.parts)
    if isinstance(node, Without):
        return f"-{_grouped(node.part)}"
    return _single(node)


def _grouped(node: Node) -> str:
    written = write_query(node)
    return f"({written})" if isinstance(node, Both | Either) else written


def _single(node: Node) -> str:
    if isinstance(node, Literal):
        return f'{_prefix(node)}"{node.text}"'
    if isinstance(node, Run | Words):
        literal = node.literal if isinstance(node, Run) else node.run
        return f"{_prefix(literal)}{literal.text}"
    if isinstance(node, Years):
        first = "" if node.first == FIRST_YEAR else f"{node.first:04}"
        last = "" if node.last == LAST_YEAR else f"{node.last:04}"
        return f"年:{first}..{last}"
    if isinstance(node, Named):
        return f'{NAMES[node.facet]}:"{node.text}"'
    if isinstance(node, Everything | Valued):
        return ""
    raise TypeError(node)


def _prefix(literal: Literal) -> str:
    if not literal.fields:
        return ""
    return "作者:" if literal.fields == (Field.BYLINE,) else "标题:"
