"""
The terms to count. What was typed into one box comes in, one to five literals go out.

Terms are parted by spaces or by the marks Chinese lists have; a term that itself holds one of them stands
between quotation marks. There are no operators: every term is looked for as it is written, folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.query.parse import QueryRefused
from search.query.terms import Literal
from search.query.tokens import PAIRS
from search.query.written import write_query
from search.text.folding import fold
from search.text.words import holds_word

MAX_TERMS = 5
MAX_TERM_CHARACTERS = 40
MAX_TYPED_CHARACTERS = 300
SHOWN_OF_LONG = 20

# A comma inside a number parts nothing: 1,000.
PARTING = r"(?:[\s、，；;]|,(?!(?<=\d,)\d))"
QUOTED = "|".join(
    f"{re.escape(opening)}([^{re.escape(closing)}]*){re.escape(closing)}"
    for opening, closing in PAIRS.items()
)
TERM = re.compile(rf"(?:{QUOTED})(?={PARTING}|$)|(?:(?!{PARTING}).)+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Term:
    """One literal to count: as typed, and as it is compared."""

    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms in the order typed, each once; `merged` are those that say the same as one before."""

    terms: tuple[Term, ...]
    merged: tuple[Term, ...] = ()

    def named(self, folded: str) -> Term | None:
        """The term with this folded form."""
        return next((term for term in self.terms if term.folded == folded), None)


def read_terms(typed: str) -> Terms:
    """
    The terms of `typed`; none if it is blank.

    Raises QueryRefused if they are too many or too long, or if one holds nothing but punctuation.
    """
    if len(typed) > MAX_TYPED_CHARACTERS:
        raise QueryRefused(
            _("一共填了 %(length)d 个字，最多 %(limit)d 个。请只留要数的词。")
            % {"length": len(typed), "limit": MAX_TYPED_CHARACTERS}
        )
    terms: dict[str, Term] = {}
    merged = []
    for found in TERM.finditer(typed):
        inside = next((group for group in found.groups() if group is not None), found[0])
        term = _checked(inside.strip() or found[0])
        if term.folded in terms:
            merged.append(term)
        else:
            terms[term.folded] = term
    if len(terms) > MAX_TERMS:
        raise QueryRefused(
            _("填了 %(count)d 个词，一次最多数 %(limit)d 个。请去掉几个，或分几次数。")
            % {"count": len(terms), "limit": MAX_TERMS}
        )
    return Terms(tuple(terms.values()), tuple(merged))


def make_term_literal(term: Term) -> Literal:
    """`term` for a query, without the marks folding drops: they would end the quotation."""
    return Literal("".join(one for one in term.text if fold(one)), term.folded)


def write_literal(term: Term) -> str:
    """The query that finds `term`."""
    return write_query(make_term_literal(term))


def _checked(text: str) -> Term:
    if len(text) > MAX_TERM_CHARACTERS:
        raise QueryRefused(
            _("“%(start)s…”有 %(length)d 个字，一个词最多 %(limit)d 个字。长句请到检索页去查。")
            % {"start": text[:SHOWN_OF_LONG], "length": len(text), "limit": MAX_TERM_CHARACTERS}
        )
    term = Term(text, fold(text))
    if not holds_word(term.folded):
        raise QueryRefused(
            _("“%(text)s”里没有汉字、字母或数字，数不出词频。请去掉它。") % {"text": text}
        )
    return term
