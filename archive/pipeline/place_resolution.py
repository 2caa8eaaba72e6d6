"""
Which division a township's name means. Sightings and context in, decisions out.

Evidence is tried from the nearest to the farthest; the first that leaves one candidate decides. A county
printed right before the name is final: where it holds no such township, nothing else is tried.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from archive.pipeline.gazetteer import NameKind, Naming
from archive.pipeline.place_fields import Field, Part
from archive.pipeline.place_matching import Sighting

_LOOK_BACK = 40  # places before a name that are asked, nearest first
_WITNESSES = 20  # sightings of one name that are asked
_COUNTY_DIGITS = 6


class Step(Enum):
    """What decided, with the confidence it gives (set on the seed reports, 2026-11)."""

    STATED = 0.98
    NAMED = 0.96  # a province, city or county under one the page names
    UNIQUE = 0.95  # a province, city or county whose name is the only one in the country
    CLAUSE = 0.94
    SENTENCE = 0.92
    BYLINE = 0.90
    SECTION = 0.86
    ARTICLE = 0.82
    PAGE = 0.78
    PUBLICATION = 0.76
    ONLY = 0.70
    NONE = 0.30


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
    page: tuple[str, ...]
    publication: tuple[str, ...]

    def around(self, sighting: Sighting) -> tuple[Sequence[Sighting], Sequence[Sighting]]:
        """The provinces, cities and counties named before and after a sighting, nearest at the joint."""
        at = bisect_left(self.uppers, (sighting.field, sighting.start), key=_position)
        return self.uppers[max(0, at - _LOOK_BACK) : at], self.uppers[at : at + _LOOK_BACK]


def _position(sighting: Sighting) -> tuple[int, int]:
    return sighting.field, sighting.start


def resolve(sightings: Sequence[Sighting], context: Context) -> tuple[Decision, ...]:
    """What each sighting of one name in one article means, in the order given."""
    stated = [_stated(sighting) for sighting in sightings]
    codes = {decision.code for decision in stated if decision is not None and decision.code}
    if len(codes) == 1:
        [code] = codes
        shared: Decision | None = next(d for d in stated if d is not None and d.code == code)
    else:
        shared = None if codes else _from_context(sightings, context)
    decisions: list[Decision] = []
    nearest = shared
    for sighting, decision in zip(sightings, stated, strict=True):
        if decision is not None and decision.code is not None:
            nearest = decision if shared is None or len(codes) > 1 else shared
        decisions.append(decision or nearest or _from_context([sighting], context))
    return tuple(decisions)


def _stated(sighting: Sighting) -> Decision | None:
    """What the divisions printed right before the name say; None where there are none or they leave it open."""
    if not sighting.within:
        return None
    match = _within(sighting.namings, sighting.within)
    if len(match) == 1:
        return Decision(match[0].code, Step.STATED, match[0].kind)
    if match:
        return None
    county = next((code for code in sighting.within if len(code) == _COUNTY_DIGITS), None)
    return Decision(None, Step.NONE, stated=county or sighting.within[0])


def _within(namings: Sequence[Naming], codes: Iterable[str]) -> tuple[Naming, ...]:
    """
    The candidates inside any of the divisions, official names before others.

    A renamed township (褚河镇 for 褚河街道) is one only inside a county.
    """
    above = tuple(codes)
    inside = [naming for naming in namings if naming.code.startswith(above)]
    named = tuple(naming for naming in inside if naming.kind is not NameKind.SIBLING)
    if named:
        return named
    counties = tuple(code for code in above if len(code) == _COUNTY_DIGITS)
    return tuple(naming for naming in inside if counties and naming.code.startswith(counties))


def _from_context(sightings: Sequence[Sighting], context: Context) -> Decision:
    namings = sightings[0].namings
    if sightings[0].within:  # a city was printed before it and left several: stay inside
        namings = _within(namings, sightings[0].within) or namings
    for step, codes in _evidence(sightings[:_WITNESSES], context):
        match = _within(namings, codes)
        if len(match) == 1:
            return Decision(match[0].code, step, match[0].kind)
        namings = match or namings
    return _only(namings, context)


def _only(namings: Sequence[Naming], context: Context) -> Decision:
    """The only candidate in the country, unless the page speaks of other provinces."""
    named = [naming for naming in namings if naming.kind is not NameKind.SIBLING]
    if len(named) != 1:
        return Decision(None, Step.NONE)
    provinces = {code[:2] for code in context.page}
    if provinces and named[0].code[:2] not in provinces:
        return Decision(None, Step.NONE)
    return Decision(named[0].code, Step.ONLY, named[0].kind)


def _evidence(
    sightings: Sequence[Sighting], context: Context
) -> Iterator[tuple[Step, tuple[str, ...]]]:
    """Yield the divisions the page names, from those nearest to the name to the farthest."""
    yield from _of_clauses(sightings, context)
    head = [u for u in context.uppers if context.fields[u.field].part in (Part.HEAD, Part.BYLINE)]
    yield Step.BYLINE, _codes(head)
    for sighting in sightings:
        for upper in reversed(context.around(sighting)[0]):
            yield Step.SECTION, _codes([upper])
    yield Step.ARTICLE, _codes(context.uppers)
    yield Step.PAGE, context.page
    yield Step.PUBLICATION, context.publication


def _of_clauses(
    sightings: Sequence[Sighting], context: Context
) -> Iterator[tuple[Step, tuple[str, ...]]]:
    for step in (Step.CLAUSE, Step.SENTENCE):
        for sighting in sightings:
            field = context.fields[sighting.field]
            unit = field.clause_at if step is Step.CLAUSE else field.sentence_at
            before, after = context.around(sighting)
            for upper in (*reversed(before), *after):
                if upper.field == field.index and unit(upper.start) == unit(sighting.start):
                    yield step, _codes([upper])


def _codes(uppers: Iterable[Sighting]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(naming.code for upper in uppers for naming in upper.namings))
