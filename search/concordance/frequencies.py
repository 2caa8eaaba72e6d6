"""
How often terms occur by year, town, county and publication. A state of the page comes in; figures go out.

Page, JSON and exports print what stands here. Every article is in exactly one year and one publication,
so those add up; one that names three towns stands in each of the three.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.concordance.counting import Breakdown, Stratum, break_down, count_terms, measure
from search.concordance.parameters import Inquiry
from search.concordance.selecting import Narrowed, select, tell_narrowing
from search.concordance.terms import Terms, read_terms
from search.finding.names import facet_name, read_names
from search.index.documents import UNDATED, Facet
from search.query.terms import Valued

FACETS = (Facet.YEAR, Facet.TOWN, Facet.COUNTY, Facet.SOURCE)
OVERLAPPING = frozenset({Facet.TOWN, Facet.COUNTY})


@dataclass(frozen=True, slots=True)
class NamedStratum:
    """A stratum as people call it; `value` is empty for all articles and for those without a value."""

    group: str
    facet: Facet | None
    value: str
    name: str
    stratum: Stratum


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The terms, the articles they are counted in, and the figures; without terms no breakdowns."""

    inquiry: Inquiry
    terms: Terms
    narrowed: Narrowed
    whole: Stratum
    breakdowns: tuple[Breakdown, ...]

    def by(self, facet: Facet) -> Breakdown:
        """The figures by the values of `facet`."""
        return next(one for one in self.breakdowns if one.facet is facet)

    @property
    def undated(self) -> Stratum | None:
        """The articles of which no year is known, if there are any."""
        return self.by(Facet.YEAR).strata.get(UNDATED)


def find_frequencies(inquiry: Inquiry) -> Frequencies:
    """The figures for `inquiry`. Raises QueryRefused or SearchUnavailable."""
    terms = read_terms(inquiry.typed)
    with select(inquiry) as selection:
        counted = count_terms(selection, terms.terms)
        facets = FACETS if counted else ()
        return Frequencies(
            inquiry=inquiry,
            terms=terms,
            narrowed=tell_narrowing(inquiry, selection),
            whole=measure(selection, counted, selection.ids),
            breakdowns=tuple(break_down(selection, counted, facet) for facet in facets),
        )


def name_strata(found: Frequencies) -> Iterator[NamedStratum]:
    """Everything counted, as a table lists it: all together, then each breakdown to its end."""
    whole = _("全部")
    yield NamedStratum(whole, None, "", whole, found.whole)
    for breakdown in found.breakdowns:
        facet, group = breakdown.facet, facet_name(breakdown.facet)
        names = read_names([Valued(facet, value) for value in breakdown.strata], {})
        for value, stratum in breakdown.strata.items():
            yield NamedStratum(group, facet, value, names[Valued(facet, value)], stratum)
        if breakdown.rest.articles:
            yield NamedStratum(group, facet, "", rest_name(facet), breakdown.rest)


def rest_name(facet: Facet) -> str:
    """What the articles without a value are called."""
    return _("没有写到能确定的乡镇") if facet is Facet.TOWN else _("没有写到能确定的县区")
