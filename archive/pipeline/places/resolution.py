"""
Which division a township's name means. Sightings and context in, decisions out.

Evidence is tried from the nearest to the farthest; the first that leaves one candidate decides. A county
printed right before the name is final: where it holds no such township, nothing else is tried.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.pipeline.places.fields import Field, Part
from archive.pipeline.places.gazetteer import NameKind, Naming
from archive.pipeline.places.matching import Sighting

_LOOK_BACK = 24  # places before a name that are asked, nearest first
_WITNESSES = 8  # sightings of one name that are asked
_PROVINCE_DIGITS, _CITY_DIGITS, _COUNTY_DIGITS = 2, 4, 6


class Step(StrEnum):
    """What decided: the ids of rows of places_evidence.toml, from the surest on."""

    STATED = "place.stated"
    NAMED = "place.named"  # a province, city or county under one the page names
    UNIQUE = "place.unique"  # a province, city or county whose name is the only one in the country
    CLAUSE = "place.clause"
    SENTENCE = "place.sentence"
    BYLINE = "place.byline"
    SECTION = "place.section"
    ARTICLE = "place.article"
    BARE = "place.bare_county"
    PAGE = "place.page"
    NEIGHBOURS = "place.neighbours"
    VILLAGES = "place.villages"
    PUBLICATION = "place.publication"
    ONLY = "place.only"
    NONE = "place.none"


@dataclass(frozen=True, slots=True)
class Decision:
    """What one sighting means: `code` is None where the page does not decide; `stated` is the county it prints."""

    code: str | None
    step: Step
    kind: NameKind = NameKind.OFFICIAL
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What an article and its page say about where they are: codes of provinces, cities and counties."""

    fields: tuple[Field, ...]
    uppers: tuple[Sighting, ...]  # in reading order
    head: frozenset[str]  # named in the headline and the bylines
    article: frozenset[str]
    page: frozenset[str]
    publication: frozenset[str]
    bare: frozenset[
        str
    ]  # counties and cities named without their level word, that hold a candidate
    cities: frozenset[str]  # of the page, those of its counties included

    def speaks_of(self, code: str) -> bool:
        """
        Whether a division fits the places the page names.

        A page that names cities or counties speaks of towns in those: one elsewhere would be a wrong county.
        """
        if self.cities:
            return code[:_CITY_DIGITS] in self.cities
        return not self.page or code[:_PROVINCE_DIGITS] in self.page

    def around(self, sighting: Sighting) -> tuple[Sequence[Sighting], Sequence[Sighting]]:
        """The provinces, cities and counties named before and after a sighting, nearest at the joint."""
        at = bisect_left(self.uppers, (sighting.field, sighting.start), key=_position)
        return self.uppers[max(0, at - _LOOK_BACK) : at], self.uppers[at : at + _LOOK_BACK]


def read_context(
    fields: tuple[Field, ...],
    uppers: tuple[Sighting, ...],
    page: Iterable[str],
    publication: Iterable[str],
    bare: Iterable[str] = (),
) -> Context:
    """The context of an article: its provinces, cities and counties, and what else its page names."""
    head = [u for u in uppers if fields[u.field].part in (Part.HEAD, Part.BYLINE)]
    article = _codes(uppers)
    named = article | frozenset(page)
    cities = frozenset(code[:_CITY_DIGITS] for code in named if len(code) >= _CITY_DIGITS)
    return Context(
        fields,
        uppers,
        _codes(head),
        article,
        named,
        frozenset(publication),
        frozenset(bare),
        cities,
    )


def _position(sighting: Sighting) -> tuple[int, int]:
    return sighting.field, sighting.start


def resolve(sightings: Sequence[Sighting], context: Context) -> tuple[Decision, ...]:
    """What each sighting of one name in one article means, in the order given."""
    by_parents = {s.within: _stated(s) for s in {s.within: s for s in sightings}.values()}
    stated = [by_parents[sighting.within] for sighting in sightings]
    nearest = _before_any(sightings, stated, context)
    decisions: list[Decision] = []
    for decision in stated:
        if decision is not None and (decision.code is not None or nearest.code is None):
            nearest = decision
        decisions.append(decision or nearest)
    return tuple(decisions)


def _before_any(
    sightings: Sequence[Sighting], stated: Sequence[Decision | None], context: Context
) -> Decision:
    """What the name means where no county has been printed before it yet."""
    printed = [decision for decision in stated if decision is not None]
    resolved = [decision for decision in printed if decision.code is not None]
    if resolved or printed:
        return (resolved or printed)[0]
    return _from_context(sightings, context)


def _stated(sighting: Sighting) -> Decision | None:
    """What the divisions printed right before the name say; None where there are none or they leave it open."""
    if not sighting.within:
        return None
    match = _within(sighting.namings, sighting.within, renamed_in=_CITY_DIGITS)
    if len(match) == 1:
        return Decision(match[0].code, Step.STATED, match[0].kind)
    if match:
        return None
    county = next((code for code in sighting.within if len(code) == _COUNTY_DIGITS), None)
    return Decision(None, Step.NONE, stated=county or sighting.within[0])


def _within(
    namings: Sequence[Naming], codes: Iterable[str], renamed_in: int = _COUNTY_DIGITS
) -> tuple[Naming, ...]:
    """
    The candidates inside any of the divisions, official names before others.

    A renamed township (褚河镇 for 褚河街道) is one only inside a county, or a city printed right before it.
    """
    above = frozenset(codes)
    inside = [naming for naming in namings if not above.isdisjoint(_ancestors(naming.code))]
    named = tuple(naming for naming in inside if naming.kind is not NameKind.SIBLING)
    if named:
        return named
    counties = frozenset(code for code in above if len(code) >= renamed_in)
    return tuple(n for n in inside if not counties.isdisjoint(_ancestors(n.code)))


def _ancestors(code: str) -> tuple[str, str, str]:
    return code[:_PROVINCE_DIGITS], code[:_CITY_DIGITS], code[:_COUNTY_DIGITS]


def _from_context(sightings: Sequence[Sighting], context: Context) -> Decision:
    namings = sightings[0].namings
    if sightings[0].within:  # a city was printed before it and left several: stay inside
        namings = _within(namings, sightings[0].within) or namings
    reach = frozenset(code for naming in namings for code in _ancestors(naming.code))
    for step, codes in _evidence(sightings[:_WITNESSES], context, reach):
        match = _within(namings, codes)
        if len(match) > 1:
            namings = match
        elif match and (step is Step.PUBLICATION or context.speaks_of(match[0].code)):
            return Decision(match[0].code, step, match[0].kind)
    return _only(namings, context)


def _only(namings: Sequence[Naming], context: Context) -> Decision:
    """The only candidate in the country, unless the page speaks of other places."""
    named = [naming for naming in namings if naming.kind is not NameKind.SIBLING]
    if len(named) != 1 or not context.speaks_of(named[0].code):
        return Decision(None, Step.NONE)
    return Decision(named[0].code, Step.ONLY, named[0].kind)


def _evidence(
    sightings: Sequence[Sighting], context: Context, reach: frozenset[str]
) -> Iterator[tuple[Step, frozenset[str]]]:
    """
    Yield the divisions the page names, from those nearest to the name to the farthest.

    Those that hold no candidate (none of `reach`) are left out.
    """
    near = []
    for sighting in sightings:
        before, after = context.around(sighting)
        near.append((sighting, _of_reach(before, reach), _of_reach(after, reach)))
    for step in (Step.CLAUSE, Step.SENTENCE):
        for sighting, before, after in near:
            for upper in (*reversed(before), *after):
                if _share(step, upper, sighting, context.fields[sighting.field]):
                    yield step, _codes([upper])
    yield Step.BYLINE, context.head & reach
    for _, before, _ in near:
        for upper in reversed(before):
            yield Step.SECTION, _codes([upper])
    yield Step.ARTICLE, context.article & reach
    yield Step.BARE, context.bare & reach
    yield Step.PAGE, context.page & reach
    yield Step.PUBLICATION, context.publication & reach


def _of_reach(uppers: Iterable[Sighting], reach: frozenset[str]) -> list[Sighting]:
    return [upper for upper in uppers if any(naming.code in reach for naming in upper.namings)]


def _share(step: Step, upper: Sighting, sighting: Sighting, field: Field) -> bool:
    """Whether both stand in one clause, or in one sentence."""
    if upper.field != sighting.field:
        return False
    unit = field.clause_at if step is Step.CLAUSE else field.sentence_at
    return unit(upper.start) == unit(sighting.start)


def _codes(uppers: Iterable[Sighting]) -> frozenset[str]:
    return frozenset(naming.code for upper in uppers for naming in upper.namings)
