"""
How often terms occur. Terms and a set of articles come in; counts and sums over years, places go out.

An occurrence is a match in the folded text of one part of an article, from left to right, none over another;
the parts are those a search looks in, so the articles counted are those it finds. Sizes are counted in
printed characters without white space. The index alone is read, one article at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from search.concordance.terms import Term
from search.finding.finder import Selection
from search.index.characters import LINE_END
from search.index.documents import Facet
from search.index.idsets import IdSet

PER_CHARACTERS = 10_000
SMALLEST_RATE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Counted:
    """A term with the articles that hold it, and how often each does."""

    term: Term
    ids: IdSet
    occurrences: Mapping[int, int]

    def within(self, ids: IdSet) -> Frequency:
        """What of it stands in those articles."""
        held = self.ids & ids
        return Frequency(sum(map(self.occurrences.__getitem__, held)), len(held))


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a term occurs and in how many articles."""

    occurrences: int
    articles: int


@dataclass(frozen=True, slots=True)
class Stratum:
    """Articles that have something in common: how many, how large, and each term's frequency in them."""

    articles: int
    characters: int
    frequencies: tuple[Frequency, ...]

    @property
    def occurrences(self) -> int:
        """Of all terms; for ordering only, terms may overlap."""
        return sum(one.occurrences for one in self.frequencies)

    def rate(self, frequency: Frequency) -> Decimal | None:
        """Occurrences in ten thousand characters; none where nothing is printed."""
        if not self.characters:
            return None
        exact = Decimal(frequency.occurrences * PER_CHARACTERS) / self.characters
        return exact.quantize(SMALLEST_RATE, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The articles by the values of a facet, in the order of the values; `rest` has none of them."""

    facet: Facet
    strata: Mapping[str, Stratum]
    printed: Mapping[str, str]  # value to its name, as the index has it
    rest: Stratum


def count_terms(
    selection: Selection, terms: Sequence[Term], watch: Callable[[int, str], None] | None = None
) -> tuple[Counted, ...]:
    """
    Each term's occurrences in the articles of `selection`.

    `watch` is shown each article that holds a term, with its folded lines: they are read once only.
    """
    characters = selection.index.characters
    holding = [characters.find(term.folded) & selection.ids for term in terms]
    occurrences: list[dict[int, int]] = [{} for _term in terms]
    for identity, lines in characters.read_lines(IdSet.union(IdSet(), *holding)):
        text = lines.replace(LINE_END, "")
        for number, term in enumerate(terms):
            if identity in holding[number]:
                occurrences[number][identity] = text.count(term.folded)
        if watch:
            watch(identity, lines)
    return tuple(
        Counted(term, ids, counts)
        for term, ids, counts in zip(terms, holding, occurrences, strict=True)
    )


def measure(selection: Selection, counted: Sequence[Counted], ids: IdSet) -> Stratum:
    """Size and frequencies of those articles."""
    return Stratum(
        articles=len(ids),
        characters=selection.columns.characters(ids),
        frequencies=tuple(one.within(ids) for one in counted),
    )


def break_down(selection: Selection, counted: Sequence[Counted], facet: Facet) -> Breakdown:
    """The articles of `selection` by the values of `facet`; an article with several counts in each."""
    sets = selection.columns.split(facet, selection.ids)
    rest = selection.ids - IdSet.union(IdSet(), *(one.ids for one in sets))
    return Breakdown(
        facet=facet,
        strata={one.value: measure(selection, counted, one.ids) for one in sets},
        printed={one.value: one.name for one in sets},
        rest=measure(selection, counted, rest),
    )
