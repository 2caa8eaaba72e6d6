"""
A tree as text. A query's tree comes in; text that means the same goes out, for links to other queries.

`parse_query(write_query(tree)).node == tree` for every tree a text was parsed to. What folding ignores
is written only where it does no harm: quotation marks inside a term would pair up with those around it.
"""

from __future__ import annotations

from search.index.documents import Facet, Field
from search.query.parse import FIELD_NAMES, FIRST_YEAR, LAST_YEAR, MAX_CHARACTERS
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
from search.query.tokens import BARS, CLOSE_BRACKETS, EDGES, MINUS, OPERATORS
from search.text.words import holds_word

NAMES = {
    Facet.TOWN: "镇",
    Facet.COUNTY: "县",
    Facet.CITY: "市",
    Facet.PROVINCE: "省",
    Facet.PROGRAM: "做法",
    Facet.SOURCE: "来源",
}
QUOTE = '"'


def write_query(node: Node) -> str:
    """Text that `parse_query` reads as `node`; a cut run is written as it was typed."""
    written = _write(node, " OR ")
    return written if len(written) <= MAX_CHARACTERS else _write(node, "|")


def _write(node: Node, either: str, *, grouped: bool = False) -> str:
    if isinstance(node, Both):
        return " ".join(_part(part, either, grouped=grouped) for part in node.parts)
    if isinstance(node, Either):
        return either.join(_alternative(part, either, grouped=grouped) for part in node.parts)
    if isinstance(node, Without):
        return f"-{_part(node.part, either, grouped=grouped)}"
    return _single(node, grouped=grouped)


def _part(node: Node, either: str, *, grouped: bool) -> str:
    """A term of a conjunction; what is made of several stands in brackets."""
    if isinstance(node, Both | Either):
        return f"({_write(node, either, grouped=True)})"
    return _write(node, either, grouped=grouped)


def _alternative(node: Node, either: str, *, grouped: bool) -> str:
    """One side of an OR, which binds less than a space does: 甲 乙 OR 丙 needs no brackets."""
    if isinstance(node, Both):
        return _write(node, either, grouped=grouped)
    return _part(node, either, grouped=grouped)


def _single(node: Node, *, grouped: bool) -> str:
    if isinstance(node, Literal):
        return _prefix(node) + _quoted(node.text)
    if isinstance(node, Run | Words):
        literal = node.literal if isinstance(node, Run) else node.run
        return _prefix(literal) + _run(literal.text, grouped=grouped)
    if isinstance(node, Years):
        return f"年:{_years(node)}"
    if isinstance(node, Named):
        # Unquoted, what holds no word is dropped beside other terms.
        plain = holds_word(node.text) and _run(node.text, grouped=grouped) == node.text
        return f"{NAMES[node.facet]}:{node.text if plain else _quoted(node.text)}"
    if isinstance(node, Everything | Valued):
        return ""
    raise TypeError(node)


def _prefix(literal: Literal) -> str:
    if not literal.fields:
        return ""
    return "作者:" if literal.fields == (Field.BYLINE,) else "标题:"


def _quoted(text: str) -> str:
    return f"{QUOTE}{text.replace(QUOTE, '')}{QUOTE}"


def _run(text: str, *, grouped: bool) -> str:
    """`text` so that it is read as one run; title marks, which folding ignores, hold it together."""
    text = "".join(text.replace(QUOTE, "").split())
    field = text.replace("：", ":").split(":")[0].lower()
    read_otherwise = (
        text in OPERATORS
        or not set(text).isdisjoint(BARS)
        or field in FIELD_NAMES
        or text[:1] in [*MINUS, *EDGES]
        or (
            text[-1:] in [*EDGES]
            and (grouped or text[-1:] not in CLOSE_BRACKETS or "(" not in text)
        )
    )
    return f"《{text}》" if read_otherwise else text


def _years(years: Years) -> str:
    if years.first == years.last:
        return f"{years.first:04}"
    first = "" if years.first == FIRST_YEAR else f"{years.first:04}"
    last = "" if years.last == LAST_YEAR and first else f"{years.last:04}"
    return f"{first}..{last}"
