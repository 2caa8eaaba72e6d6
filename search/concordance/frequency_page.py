"""
The frequency page. Figures come in; the rows, links and chart it prints go out.

Of towns, counties and publications the most frequent are listed; the others are counted in words, and
exports have them all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from search.concordance.chart import LineChart, Series, draw_lines
from search.concordance.counting import Breakdown, Frequency, Stratum
from search.concordance.frequencies import OVERLAPPING, Frequencies, rest_name
from search.concordance.parameters import Inquiry, Measure
from search.concordance.selecting import search_for
from search.concordance.terms import Term
from search.finding.names import facet_name, read_names
from search.index.documents import Facet
from search.pages.parameters import Asked
from search.query.terms import Valued

ROWS = 30
SHOWN_RATE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class FrequencyCell:
    """One term in one row; its lines, and the search that finds its articles, where there are such."""

    term: Term
    style: int  # of its line in the chart
    frequency: Frequency
    rate: Decimal | None
    lines: Inquiry | None
    search: Asked | None

    @property
    def rate_words(self) -> str:
        """The rate with two digits after the point; — where nothing is printed."""
        if self.rate is None:
            return "—"
        if 0 < self.rate < SHOWN_RATE:
            return f"<{SHOWN_RATE}"
        return f"{self.rate:,.2f}"


@dataclass(frozen=True, slots=True)
class FrequencyRow:
    """One year, town or publication: its size, and each term in it."""

    name: str
    stratum: Stratum
    cells: tuple[FrequencyCell, ...]
    narrower: Inquiry | None = None  # the same page for these articles alone


@dataclass(frozen=True, slots=True)
class FrequencyTable:
    """The rows listed of one facet, and how many are not."""

    facet: Facet
    name: str
    listed: tuple[FrequencyRow, ...]
    rest: FrequencyRow | None  # the articles without any value
    unlisted: int  # that hold a term
    without: int  # that hold none, and are not listed
    overlaps: bool  # whether an article can stand in several rows


@dataclass(frozen=True, slots=True)
class FrequencyPage:
    """What the page prints."""

    frequencies: Frequencies
    whole: FrequencyRow
    tables: tuple[FrequencyTable, ...]
    chart: LineChart | None


def make_page(found: Frequencies) -> FrequencyPage:
    """The page for those figures."""
    return FrequencyPage(
        frequencies=found,
        whole=_row(found, _("全部"), found.whole, found.inquiry),
        tables=tuple(_table(found, breakdown) for breakdown in found.breakdowns),
        chart=_chart(found) if found.breakdowns else None,
    )


def _table(found: Frequencies, breakdown: Breakdown) -> FrequencyTable:
    facet, strata = breakdown.facet, breakdown.strata
    holding = [value for value, stratum in strata.items() if stratum.occurrences]
    if facet is Facet.YEAR:
        listed = list(strata)
    else:
        # Sorting is stable: equally frequent ones stay in the order of their values.
        listed = sorted(holding, key=lambda value: -strata[value].occurrences)[:ROWS]
    values = [Valued(facet, value) for value in listed]
    names = read_names(values, {})
    shown = set(listed)
    return FrequencyTable(
        facet=facet,
        name=facet_name(facet),
        listed=tuple(_narrow_row(found, names[one], strata[one.value], one) for one in values),
        rest=_rest_row(found, breakdown) if breakdown.rest.articles else None,
        unlisted=len(set(holding) - shown),
        without=len(set(strata) - set(holding) - shown),
        overlaps=facet in OVERLAPPING,
    )


def _narrow_row(found: Frequencies, name: str, stratum: Stratum, value: Valued) -> FrequencyRow:
    narrower = found.inquiry.choosing(value)
    row = _row(found, name, stratum, narrower)
    return row if value in found.inquiry.chosen else replace(row, narrower=narrower)


def _rest_row(found: Frequencies, breakdown: Breakdown) -> FrequencyRow:
    """No query asks for these articles, so nothing leads to them."""
    row = _row(found, rest_name(breakdown.facet), breakdown.rest, found.inquiry)
    return replace(row, cells=tuple(replace(cell, lines=None, search=None) for cell in row.cells))


def _row(found: Frequencies, name: str, stratum: Stratum, inquiry: Inquiry) -> FrequencyRow:
    terms = found.terms.terms
    return FrequencyRow(
        name=name,
        stratum=stratum,
        cells=tuple(
            FrequencyCell(
                term=term,
                style=number,
                frequency=frequency,
                rate=stratum.rate(frequency),
                lines=inquiry.showing(term.folded if len(terms) > 1 else "")
                if frequency.articles
                else None,
                search=search_for(term, found.narrowed.node, inquiry)
                if frequency.articles
                else None,
            )
            for number, (term, frequency) in enumerate(
                zip(terms, stratum.frequencies, strict=True), start=1
            )
        ),
    )


def _chart(found: Frequencies) -> LineChart | None:
    """The dated years; None where there are none."""
    dated = {
        int(value): stratum
        for value, stratum in found.by(Facet.YEAR).strata.items()
        if value.isdigit()
    }
    if not dated:
        return None
    return draw_lines(
        [
            Series(
                term.text,
                {
                    year: _drawn(stratum, number, found.inquiry.measure)
                    for year, stratum in dated.items()
                },
            )
            for number, term in enumerate(found.terms.terms)
        ]
    )


def _drawn(stratum: Stratum, number: int, measure: Measure) -> Decimal:
    frequency = stratum.frequencies[number]
    if measure is Measure.RATE:
        return stratum.rate(frequency) or Decimal(0)
    if measure is Measure.OCCURRENCES:
        return Decimal(frequency.occurrences)
    return Decimal(frequency.articles)
