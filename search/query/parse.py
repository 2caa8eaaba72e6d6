"""
The query language. The typed text comes in, the tree it means goes out.

    词 词          all must occur            "…" “…”        exactly so
    -词  NOT 词    must not occur            A OR B  A|B  A 或 B
    (…) 标题:(…)   groups                    标题: 作者: 镇: 县: 市: 省: 做法: 来源: 年:2019..2022

No text is an error of grammar: a lone quotation mark or bracket, or an operator with nothing to
work on, is dropped, and the page says so. What is too much for
one question is refused with the limit it passes. There is no wildcard, pattern or fuzzy operator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from django.utils.translation import gettext as _

from search.index.documents import Facet, Field
from search.query.terms import Both, Either, Everything, Literal, Named, Node, Run, Without, Years
from search.query.tokens import (
    BARS,
    Mark,
    Token,
    Typed,
    Unpaired,
    tokenize,
    without_dangling,
    without_edges,
)
from search.text.folding import fold
from search.text.words import holds_word

MAX_CHARACTERS = 100
MAX_TERMS = 12
MAX_DEPTH = 3

HEADLINE = (Field.TITLE, Field.SUBTITLE, Field.KICKER)
TEXT_FIELDS = {
    "标题": HEADLINE,
    "title": HEADLINE,
    "作者": (Field.BYLINE,),
    "author": (Field.BYLINE,),
}
NAME_FIELDS = {
    "镇": Facet.TOWN,
    "town": Facet.TOWN,
    "县": Facet.COUNTY,
    "county": Facet.COUNTY,
    "市": Facet.CITY,
    "city": Facet.CITY,
    "省": Facet.PROVINCE,
    "province": Facet.PROVINCE,
    "做法": Facet.PROGRAM,
    "program": Facet.PROGRAM,
    "来源": Facet.SOURCE,
    "source": Facet.SOURCE,
}
YEAR_FIELDS = ("年", "year")
MUNICIPALITIES = ("北京", "天津", "上海", "重庆")
FIELD_NAMES = frozenset([*TEXT_FIELDS, *NAME_FIELDS, *YEAR_FIELDS])

YEARS = re.compile(r"(?:(\d{4})年?)?(?:(\.\.|-|—|–|~|至|到)(?:(\d{4})年?)?)?")
FIRST_YEAR, LAST_YEAR = 1, 9998


class QueryRefused(Exception):
    """A question past a limit, or with nothing to look for; the message says which."""


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed and what it means. `plain` tells that marks without partner were dropped."""

    text: str
    node: Node
    plain: bool = False


def parse_query(text: str) -> Query:
    """
    What `text` asks for; of nothing typed, everything.

    Raises QueryRefused if it passes a limit or holds nothing that could occur in an article.
    """
    text = text.strip()
    if not text:
        return Query("", Everything())
    if len(text) > MAX_CHARACTERS:
        raise QueryRefused(
            _("检索词有 %(length)d 个字，最多 %(limit)d 个。请只留关键的一句。")
            % {"length": len(text), "limit": MAX_CHARACTERS}
        )
    try:
        return Query(text, _Parser(tokenize(text, FIELD_NAMES)).parse())
    except Unpaired:
        return Query(text, _Parser(_mended(text)).parse(), plain=True)


def _mended(text: str) -> list[Token]:
    """The tokens of a text whose marks do not pair up: lone ones dropped, all as words if none is left."""
    parted = "".join(" " if one in BARS else one for one in text)
    words: list[Token] = [Typed(word) for word in parted.split()] or [Typed(text, quoted=True)]
    try:
        tokens = tokenize(without_edges(text, FIELD_NAMES), FIELD_NAMES)
    except Unpaired:
        tokens = words
    return without_dangling(_without_stray_marks(tokens)) or words


def make_literal(text: str, fields: tuple[Field, ...] = ()) -> Literal:
    """The literal for these characters."""
    return Literal(text, fold(text), fields)


class _Parser:
    """One pass over the tokens: alternatives of conjunctions of terms."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = _without_stray_marks(tokens)
        self._at = 0
        terms = sum(isinstance(token, Typed) for token in self._tokens)
        if self._tokens and not terms:
            raise Unpaired
        if not terms:
            raise QueryRefused(_("这里没有可以检索的字。请输入汉字、字母或数字。"))
        if terms > MAX_TERMS:
            raise QueryRefused(
                _("检索词分成了 %(count)d 项，最多 %(limit)d 项。要查一整句，请用引号括起来。")
                % {"count": terms, "limit": MAX_TERMS}
            )

    def parse(self) -> Node:
        """The whole tree. Raises Unpaired if an operator has nothing to work on."""
        node = self._alternatives(depth=0)
        if self._at < len(self._tokens):
            raise Unpaired
        return node

    def _alternatives(self, depth: int) -> Node:
        parts = [self._conjunction(depth)]
        while self._take(Mark.OR):
            parts.append(self._conjunction(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _conjunction(self, depth: int) -> Node:
        parts = [self._term(depth)]
        while self._take(Mark.AND) or self._next() not in (None, Mark.OR, Mark.CLOSE):
            parts.append(self._term(depth))
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _term(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise QueryRefused(
                _("括号和“不含”套了 %(depth)d 层，最多 %(limit)d 层。请拆成几次检索。")
                % {"depth": depth, "limit": MAX_DEPTH}
            )
        token = self._next()
        self._at += 1
        if token is Mark.NOT:
            node = self._term(depth + 1)
            return node.part if isinstance(node, Without) else Without(node)
        if token is Mark.OPEN:
            node = self._alternatives(depth + 1)
            if not self._take(Mark.CLOSE):
                raise Unpaired
            return node
        if not isinstance(token, Typed):
            raise Unpaired
        return _condition(token)

    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, mark: Mark) -> bool:
        taken = self._next() is mark
        self._at += taken
        return taken


def _without_stray_marks(tokens: list[Token]) -> list[Token]:
    """
    Leave out what folds to nothing, and punctuation standing alone beside words.

    A lone comma of a pasted sentence is no condition; typed by itself, + is looked for.
    """
    tokens = [token for token in tokens if not isinstance(token, Typed) or fold(token.text)]
    if any(isinstance(token, Typed) and holds_word(token.text) for token in tokens):
        tokens = [
            token
            for token in tokens
            if not isinstance(token, Typed) or token.quoted or holds_word(token.text)
        ]
    return tokens


def _condition(typed: Typed) -> Node:
    """What one typed term asks for."""
    if typed.field in YEAR_FIELDS:
        years = _years(fold(typed.text))
        return years or _literal_or_run(make_literal(f"{typed.field}:{typed.text}"), typed)
    if typed.field in NAME_FIELDS:
        return _named(NAME_FIELDS[typed.field], typed.text)
    return _literal_or_run(make_literal(typed.text, TEXT_FIELDS.get(typed.field, ())), typed)


def _named(facet: Facet, text: str) -> Node:
    """What has a value of that name. A municipality is a city to people and a province to the divisions' codes."""
    named = Named(facet, text, fold(text))
    if facet is Facet.CITY and named.folded.removesuffix(fold("市")) in _municipalities():
        return Either((named, replace(named, facet=Facet.PROVINCE)))
    return named


@cache
def _municipalities() -> frozenset[str]:
    return frozenset(map(fold, MUNICIPALITIES))


def _literal_or_run(literal: Literal, typed: Typed) -> Node:
    return literal if typed.quoted else Run(literal)


def _years(text: str) -> Years | None:
    found = YEARS.fullmatch(text)
    if not found or not (found[1] or found[3]):
        return None
    first = int(found[1] or FIRST_YEAR)
    last = int(found[3] or LAST_YEAR) if found[2] else first
    return Years(min(first, last), max(first, last))
