"""
What a query came to. Its tree comes in; the tree as answered, and the sentence that says so, go out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from search.finding.names import facet_name
from search.index.documents import Field
from search.query.parse import FIRST_YEAR, LAST_YEAR, make_literal
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
from search.text.words import cut_words

# Where a pasted run falls apart before any dictionary is asked; + % . belong to what they stand by.
BREAKS = re.compile(r"[,;:?!()、。…—]+")


def resolve(node: Node, occurs: Callable[[Literal], bool]) -> Node:
    """
    Decide each run of `node`: a literal if it occurs anywhere, else its words.

    A run that is excluded stays a literal: excluding its words would throw out far more than was asked.
    """
    if isinstance(node, Run):
        return node.literal if occurs(node.literal) else _cut(node.literal, occurs)
    if isinstance(node, Both):
        return Both(tuple(resolve(part, occurs) for part in node.parts))
    if isinstance(node, Either):
        return Either(tuple(resolve(part, occurs) for part in node.parts))
    if isinstance(node, Without):
        return Without(resolve(node.part, lambda _literal: True))
    return node


def _cut(run: Literal, occurs: Callable[[Literal], bool]) -> Node:
    words: list[Literal] = []
    for piece in BREAKS.split(run.folded):
        literal = make_literal(piece, run.fields)
        if piece and piece != run.folded and occurs(literal):
            words.append(literal)
        else:
            words.extend(make_literal(word, run.fields) for word in cut_words(piece))
    distinct = tuple(dict.fromkeys(words))
    return run if len(distinct) <= 1 else Words(run, distinct)


def cut_runs(node: Node) -> Iterator[Words]:
    """The runs of a resolved tree that had to be cut."""
    if isinstance(node, Words):
        yield node
    elif isinstance(node, Both | Either):
        for part in node.parts:
            yield from cut_runs(part)
    elif isinstance(node, Without):
        yield from cut_runs(node.part)


def say(node: Node) -> str:
    """`node` in words: 同时含“支部”和“积分”，2021—2023 年."""
    if isinstance(node, Both):
        return _say_both(node)
    if isinstance(node, Either):
        return _("，或").join(say(part) for part in node.parts)
    if isinstance(node, Without):
        return _say_without(node.part)
    if isinstance(node, Words):
        return _("同时含%(words)s") % {"words": _list(node.words)}
    return _say_single(node)


def _say_both(node: Both) -> str:
    literals = [part for part in node.parts if isinstance(part, Literal) and not part.fields]
    others = [part for part in node.parts if part not in literals]
    said = []
    if len(literals) > 1:
        said.append(_("同时含%(words)s") % {"words": _list(literals)})
    else:
        said.extend(say(literal) for literal in literals)
    said.extend(
        _("（%(part)s）") % {"part": say(part)} if isinstance(part, Either) else say(part)
        for part in others
    )
    return _("，").join(said)


def _say_without(part: Node) -> str:
    if isinstance(part, Literal) and not part.fields:
        return _("不含“%(text)s”") % {"text": _inner(part.text)}
    return _("不是（%(part)s）") % {"part": say(part)}


def _say_single(node: Node) -> str:
    if isinstance(node, Literal | Run):
        literal = node if isinstance(node, Literal) else node.literal
        where = _("署名里") if literal.fields == (Field.BYLINE,) else _("标题里")
        return (where if literal.fields else "") + _("含“%(text)s”") % {
            "text": _inner(literal.text)
        }
    if isinstance(node, Years):
        return say_years(node)
    if isinstance(node, Named):
        return _("%(facet)s名含“%(text)s”") % {
            "facet": facet_name(node.facet),
            "text": _inner(node.text),
        }
    if isinstance(node, Valued):
        return f"{facet_name(node.facet)} {node.value}"
    if isinstance(node, Everything):
        return _("全部报道")
    raise TypeError(node)


def say_years(years: Years) -> str:
    """2021 年, or 2021—2023 年."""
    if years.first == years.last:
        return _("%(year)s 年") % {"year": years.first}
    if years.last == LAST_YEAR:
        return _("%(year)s 年及以后") % {"year": years.first}
    if years.first == FIRST_YEAR:
        return _("%(year)s 年及以前") % {"year": years.last}
    return _("%(first)s—%(last)s 年") % {"first": years.first, "last": years.last}


def _list(literals: list[Literal] | tuple[Literal, ...]) -> str:
    quoted = [f"“{_inner(literal.text)}”" for literal in literals]
    if len(quoted) == 1:
        return quoted[0]
    return _("、").join(quoted[:-1]) + _("和") + quoted[-1]


def _inner(text: str) -> str:
    """`text` as it stands between quotation marks: “五星”支部 becomes ‘五星’支部."""
    return text.replace("“", "‘").replace("”", "’")
