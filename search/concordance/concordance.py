"""
The concordance page's content. A state of the page comes in; lines, counts and links go out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.concordance.counting import Counted, Frequency, count_terms
from search.concordance.lines import ConcordanceLine, read_slots
from search.concordance.ordering import (
    BY_CONTEXT,
    ContextSorter,
    order_articles,
    order_lines,
)
from search.concordance.parameters import DEEPEST_PAGE, LINES_A_PAGE, Inquiry
from search.concordance.selecting import Narrowed, select, tell_narrowing
from search.concordance.terms import Term, Terms, read_terms
from search.finding.finder import Selection
from search.index.idsets import IdSet


@dataclass(frozen=True, slots=True)
class Share:
    """A term and its frequency in all articles counted."""

    term: Term
    frequency: Frequency
    inquiry: Inquiry  # its lines alone
    is_only: bool  # whether they are what is shown


@dataclass(frozen=True, slots=True)
class Concordance:
    """What there is to show: the terms, their frequencies, and the lines of one page."""

    inquiry: Inquiry
    terms: Terms
    shown: tuple[Term, ...]
    narrowed: Narrowed
    shares: tuple[Share, ...]
    count: int  # of the lines of the shown terms
    articles: int  # that hold a shown term
    lines: tuple[ConcordanceLine, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages can be turned to."""
        return min(-(-self.count // LINES_A_PAGE), DEEPEST_PAGE)

    @property
    def is_cut(self) -> bool:
        """Whether there are more lines than can be turned to."""
        return self.count > DEEPEST_PAGE * LINES_A_PAGE


def find_concordance(inquiry: Inquiry) -> Concordance:
    """The page for `inquiry`. Raises QueryRefused or SearchUnavailable."""
    terms = read_terms(inquiry.typed)
    shown = _shown(terms, inquiry)
    start = (inquiry.page - 1) * LINES_A_PAGE
    end = start + LINES_A_PAGE
    with select(inquiry) as selection:
        if inquiry.order in BY_CONTEXT:
            sorter = ContextSorter(selection, shown, inquiry.order, end)
            counted = count_terms(selection, terms.terms, sorter.watch)
            slots = sorter.slots()
        else:
            counted = count_terms(selection, terms.terms)
            slots = order_lines(selection, _of(shown, counted), inquiry.order, end)
        found = _tell(inquiry, terms, selection, counted)
    return replace(found, lines=tuple(read_slots(slots[start:], shown, inquiry.context)))


def find_holding(inquiry: Inquiry) -> tuple[Concordance, list[int]]:
    """The concordance without lines, and the articles that hold one, in order. Raises as above."""
    terms = read_terms(inquiry.typed)
    with select(inquiry) as selection:
        counted = count_terms(selection, terms.terms)
        found = _tell(inquiry, terms, selection, counted)
        return found, order_articles(selection, _of(found.shown, counted), inquiry.order)


def _shown(terms: Terms, inquiry: Inquiry) -> tuple[Term, ...]:
    only = terms.named(inquiry.only)
    return (only,) if only else terms.terms


def _of(shown: Sequence[Term], counted: Sequence[Counted]) -> list[Counted]:
    return [one for one in counted if one.term in shown]


def _tell(
    inquiry: Inquiry, terms: Terms, selection: Selection, counted: Sequence[Counted]
) -> Concordance:
    shown = _shown(terms, inquiry)
    shares = tuple(
        Share(
            one.term,
            one.within(selection.ids),
            inquiry.showing(one.term.folded),
            shown == (one.term,),
        )
        for one in counted
    )
    return Concordance(
        inquiry=inquiry,
        terms=terms,
        shown=shown,
        narrowed=tell_narrowing(inquiry, selection, ()),
        shares=shares,
        count=sum(share.frequency.occurrences for share in shares if share.term in shown),
        articles=len(IdSet.union(IdSet(), *(one.ids for one in _of(shown, counted)))),
    )
