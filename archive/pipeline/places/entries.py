"""
The places of an article while their mentions are gathered. Sightings and decisions in, findings out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archive.pipeline.places.division_names import plain_town_name, town_stem
from archive.pipeline.places.fields import Field, Part
from archive.pipeline.places.gazetteer import (
    CITY_DIGITS,
    CODE_LENGTHS,
    TOWN_DIGITS,
    Division,
    Gazetteer,
    NameKind,
)
from archive.pipeline.places.matching import Sighting, name_begins
from archive.pipeline.places.resolution import Decision, Step
from archive.pipeline.places.rules import PlaceRules, load_points
from archive.pipeline.places.unlisted import UnlistedTown
from archive.pipeline.places.village_scope import VillageSighting
from archive.pipeline.text.script import simplify
from archive.pipeline.values import (
    Evidence,
    PlaceBasis,
    PlaceFinding,
    PlaceLevel,
    Span,
    confidence_of,
)

At = tuple[int, int, int]  # field, start, end
_COUNTY_WORDS = tuple("县区市旗")
_TWICE = 2


@dataclass(slots=True)
class Entry:
    """
    One place while its mentions are gathered.

    `division` is the place itself, or for a village the town or county it lies in.
    """

    name: str
    level: PlaceLevel
    code: str | None
    division: Division | None
    basis: PlaceBasis
    reasons: list[str]
    candidates: tuple[str, ...] = ()
    at: list[At] = field(default_factory=list)
    inferred: list[At] = field(default_factory=list)
    away: list[At] = field(default_factory=list)

    @property
    def first(self) -> At:
        """The first mention, or the first word that stands for a place named nowhere."""
        return min(self.at or self.inferred)


Entries = dict[str, Entry]


def add_sighting(
    entries: Entries, sighting: Sighting, decision: Decision, gazetteer: Gazetteer
) -> None:
    """Count a sighting of a province, city, county or town towards what it means."""
    key = decision.code or f"{sighting.name}@{decision.stated}"
    entry = entries.get(key)
    if entry is None:
        entry = entries[key] = _named_entry(sighting, decision, gazetteer)
    elif _points(decision.step.value) > _points(entry.reasons[0]):
        entry.reasons[0] = decision.step.value
        entry.basis = _basis(decision)
    entry.at.append((sighting.field, sighting.start, sighting.end))


def _points(rule: str) -> int:
    return load_points()[rule]


def _named_entry(sighting: Sighting, decision: Decision, gazetteer: Gazetteer) -> Entry:
    division = gazetteer.division(decision.code or decision.stated or "")
    name = plain_town_name(sighting.name)
    if division is not None and (sighting.is_short or simplify(division.name) == name):
        name = division.name
    candidates = tuple(sorted(n.code for n in sighting.namings if n.kind < NameKind.STEM))
    reasons = [decision.step.value]
    if decision.code is not None and decision.kind in _KIND_REASONS:
        reasons.append(_KIND_REASONS[decision.kind])
    return Entry(
        name=name,
        level=sighting.namings[0].level,
        code=decision.code,
        division=division,
        basis=_basis(decision),
        reasons=reasons,
        candidates=() if decision.code else candidates,
    )


_KIND_REASONS = {
    NameKind.ALIAS: "place.alias",
    NameKind.FORMER: "place.former",
    NameKind.SIBLING: "place.sibling",
}


def _basis(decision: Decision) -> PlaceBasis:
    if decision.step is Step.STATED or decision.stated is not None:
        return PlaceBasis.STATED
    return PlaceBasis.GAZETTEER if decision.step in (Step.ONLY, Step.UNIQUE) else PlaceBasis.IMPLIED


def add_unlisted(entries: Entries, town: UnlistedTown, gazetteer: Gazetteer) -> None:
    """Count a mention of a town no table has."""
    entry = entries.get(f"{town.name}@{town.above}")
    if entry is None:
        entry = entries[f"{town.name}@{town.above}"] = Entry(
            name=town.name,
            level=PlaceLevel.TOWN,
            code=None,
            division=gazetteer.division(town.above),
            basis=PlaceBasis.LOOKS,
            reasons=["place.unlisted"],
        )
    entry.at.append((town.field, town.start, town.end))


def home_entry(county: Division) -> Entry:
    """The county an article speaks of without naming it."""
    return Entry(
        name=county.name,
        level=county.level,
        code=county.code,
        division=county,
        basis=PlaceBasis.IMPLIED,
        reasons=["place.home"],
    )


def add_village(entries: Entries, sighting: VillageSighting, gazetteer: Gazetteer) -> None:
    """Count a sighting of a village towards what it means."""
    key = sighting.code or f"{sighting.name}@{sighting.town}"
    entry = entries.get(key)
    if entry is None:
        entry = entries[key] = _village_entry(sighting, gazetteer)
    elif "village.bare" in entry.reasons and not sighting.is_bare:
        entry.name = sighting.name
        entry.reasons.remove("village.bare")
    if sighting.town is not None and sighting.is_behind and entry.code is not None:
        entry.basis = PlaceBasis.STATED
    if sighting.is_behind and "village.behind_town" not in entry.reasons:
        entry.reasons.append("village.behind_town")
    entry.at.append((sighting.field, sighting.start, sighting.end))


def _village_entry(sighting: VillageSighting, gazetteer: Gazetteer) -> Entry:
    above = sighting.code[:TOWN_DIGITS] if sighting.code else sighting.town or ""
    table = sighting.code is not None
    reasons = ["village.table" if table else "village.looks"]
    named = gazetteer.village_named(above, sighting.name) if sighting.is_bare else ()
    return Entry(
        name=named[0].name if named else sighting.name,
        level=PlaceLevel.VILLAGE,
        code=sighting.code,
        division=gazetteer.division(above),
        basis=PlaceBasis.IMPLIED if table else PlaceBasis.LOOKS,
        reasons=[*reasons, "village.bare"] if sighting.is_bare else reasons,
    )


def to_findings(
    entries: Mapping[str, Entry], fields: Sequence[Field], rules: PlaceRules
) -> tuple[PlaceFinding, ...]:
    """The places gathered, in order of first mention."""
    counties = _counties_as_printed(entries.values())
    with_villages = {
        entry.code[:TOWN_DIGITS]
        for entry in entries.values()
        if entry.level is PlaceLevel.VILLAGE and entry.code
    }
    cities = Counter(entry.code[:CITY_DIGITS] for entry in entries.values() if entry.code)
    findings = []
    for entry in sorted(entries.values(), key=lambda entry: entry.first):
        reasons = [*entry.reasons, *_reasons(entry, fields, rules, with_villages)]
        if cities[(entry.code or "")[:CITY_DIGITS]] == 1 and _is_lone(entry, fields, rules):
            reasons.append("place.lone")
        evidence = tuple(Evidence(reason, _points(reason)) for reason in reasons)
        county = counties.get(entry.division.code[:6]) if entry.division else None
        findings.append(_finding(entry, fields, county, evidence))
    return tuple(findings)


def _counties_as_printed(entries: Iterable[Entry]) -> dict[str, str]:
    """The counties as the page calls them (木垒县), by code."""
    return {
        entry.code: entry.name
        for entry in entries
        if entry.level is PlaceLevel.COUNTY and entry.code and entry.name.endswith(_COUNTY_WORDS)
    }


def _reasons(
    entry: Entry, fields: Sequence[Field], rules: PlaceRules, with_villages: set[str]
) -> list[str]:
    """What else speaks for a place or against it."""
    is_village = entry.level is PlaceLevel.VILLAGE
    reasons = []
    if len(entry.at) >= _TWICE:
        reasons.append("village.repeated" if is_village else "place.repeated")
    if any(fields[at[0]].part in (Part.HEAD, Part.BYLINE) for at in entry.at):
        reasons.append("place.headline")
    if entry.level is PlaceLevel.TOWN:
        if entry.code in with_villages:
            reasons.append("place.has_village")
        stem = town_stem(entry.name)
        if stem in rules.bare_common or stem in rules.common_stems:
            reasons.append("place.ordinary_word")
    return reasons


def _is_lone(entry: Entry, fields: Sequence[Field], rules: PlaceRules) -> bool:
    """Whether a town told by its name alone is named once, where no name need begin."""
    number, start, _ = entry.first
    is_only = entry.reasons[0] == Step.ONLY and len(entry.at) == 1
    return is_only and not name_begins(fields[number].text, start, rules)


def _finding(
    entry: Entry, fields: Sequence[Field], county: str | None, evidence: tuple[Evidence, ...]
) -> PlaceFinding:
    """An entry as a finding; `county` is how the page calls the one it lies in, if it does."""
    division = entry.division
    return PlaceFinding(
        name=entry.name,
        level=entry.level,
        code=entry.code,
        county=county or (division.county if division else None),
        city=division.city if division else None,
        province=division.province if division else None,
        basis=entry.basis,
        mentions=_spans(entry.at, fields),
        confidence=confidence_of(evidence),
        candidates=entry.candidates,
        inferred=_spans(entry.inferred, fields),
        away=_spans(entry.away, fields),
        evidence=evidence,
    )


def _spans(at: Iterable[At], fields: Sequence[Field]) -> tuple[Span, ...]:
    return tuple(sorted(fields[number].source(start, end) for number, start, end in at))


def held_places(entries: Iterable[str]) -> dict[str, int]:
    """How many places of the article lie in each division, by code."""
    held: dict[str, int] = {}
    for key in entries:
        for length in CODE_LENGTHS:
            if length < len(key):
                held[key[:length]] = held.get(key[:length], 0) + 1
    return held
