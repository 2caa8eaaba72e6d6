"""
Fewer results: a condition more, or one taken back. Typed texts come in; the text of the narrower or
wider search goes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from search.finding.names import facet_name
from search.finding.reading import resolve, say
from search.pages.parameters import Asked
from search.query.parse import Query, QueryRefused, parse_query
from search.query.terms import (
    Both,
    Either,
    Everything,
    Named,
    Node,
    Run,
    Without,
    Years,
)
from search.query.written import write_query
from search.text.folding import IGNORED_MARKS
from search.text.words import holds_word


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
    nodes = parse_query(before).node, parse_query(more).node
    if any(isinstance(node, Everything) for node in nodes):  # blanks ask for nothing
        return f"{before} {more}".strip()
    wanted = _both(*nodes)
    typed = f"{_grouped(before)} {_grouped(more)}"
    texts = (typed, write_query(_bare(wanted)), write_query(wanted))
    # A bracket inside a run can end the group it stands in: then all is put in quotation marks.
    quoted = write_query(resolve(wanted, lambda _literal: True))
    return next((text for text in texts if _means(text, wanted)), quoted)


def typed_chips(query: Query, asked: Asked) -> Iterator[Chip]:
    """Each condition that was typed, where there is more than one; 含“支部” and 2021 年 are two."""
    parts = query.node.parts if isinstance(query.node, Both) else (query.node,)
    if isinstance(query.node, Everything) or (len(parts) == 1 and not asked.chosen):
        return
    for nth, part in enumerate(parts):
        rest = parts[:nth] + parts[nth + 1 :]
        text = write_query(rest[0] if len(rest) == 1 else Both(rest)) if rest else ""
        yield Chip(_typed_label(part), _said(part), replace(asked, text=text, page=1))


def _typed_label(part: Node) -> str:
    if isinstance(part, Years):
        return _("年份")
    if isinstance(part, Named):
        return facet_name(part.facet)
    return _("检索词")


def _said(part: Node) -> str:
    """A condition in words, each run taken as it was typed."""
    return say(resolve(part, lambda _literal: True))


def _both(*nodes: Node) -> Both:
    asking = (node for node in nodes if not isinstance(node, Everything))
    parts = (
        part for node in asking for part in (node.parts if isinstance(node, Both) else (node,))
    )
    return Both(tuple(_beside(part) for part in parts))


def _beside(part: Node) -> Node:
    """`part` so that it counts beside others: a sign that was looked for by itself would be dropped."""
    if isinstance(part, Both | Either):
        return type(part)(tuple(_beside(one) for one in part.parts))
    if isinstance(part, Without):
        return Without(_beside(part.part))
    if isinstance(part, Run) and not holds_word(part.literal.text):
        return part.literal
    return part


def _bare(node: Both) -> Both:
    """`node` with its runs without the quotation marks in them, which folding ignores."""
    return Both(tuple(_bare_run(part) if isinstance(part, Run) else part for part in node.parts))


def _bare_run(run: Run) -> Run:
    text = "".join(one for one in run.literal.text if one not in IGNORED_MARKS)
    return Run(replace(run.literal, text=text))


def _grouped(text: str) -> str:
    """`text` so that another condition can stand beside it."""
    return f"({text})" if isinstance(parse_query(text).node, Either) else text


def _means(text: str, wanted: Node) -> bool:
    try:
        query = parse_query(text)
    except QueryRefused:
        return False
    return not query.plain and query.node == wanted
