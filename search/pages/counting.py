"""
From a search to the frequencies of its words. Results come in; the parameters of that page go out.

The words become the terms and no longer narrow: a rate per ten thousand characters means something only
over articles that were not chosen for holding the word. All other conditions stay.
"""

from __future__ import annotations

from urllib.parse import urlencode

from search.pages.results import Results
from search.query.terms import Both, Either, Everything, Literal, Node, Run, Words, sought_literals
from search.query.written import write_query
from search.text.folding import fold

MOST = 5


def counting_parameters(found: Results) -> str:
    """The query string of the frequency page for the words of a search, the first five."""
    node = found.answer.node
    parts = node.parts if isinstance(node, Both) else (node,)
    words = {
        literal.folded: literal
        for part in parts
        if _only_words(part)
        for literal in sought_literals(part)
    }
    rest = tuple(part for part in parts if not _only_words(part))
    pairs = [
        ("terms", " ".join(_quoted(one) for one in list(words.values())[:MOST])),
        ("q", write_query(rest[0] if len(rest) == 1 else Both(rest)) if rest else ""),
        *((one.facet.value, one.value) for one in found.asked.chosen),
    ]
    return "?" + urlencode([pair for pair in pairs if pair[1]])


def _only_words(node: Node) -> bool:
    """Whether `node` asks for nothing but words anywhere in an article."""
    if isinstance(node, Both | Either):
        return all(_only_words(part) for part in node.parts)
    if isinstance(node, Run):
        return not node.literal.fields
    if isinstance(node, Literal):
        return not node.fields
    return isinstance(node, Words | Everything)


def _quoted(literal: Literal) -> str:
    """The literal as one term: without the marks folding drops, in quotation marks if it holds others."""
    text = "".join(one for one in literal.text if fold(one))
    return text if text.isalnum() else f'"{text}"'
