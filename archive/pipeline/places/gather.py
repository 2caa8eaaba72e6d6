"""
What each name of a town, county, city or province means in one article. Sightings and context in, entries out.

Each name is resolved by itself first; those that stay open are told by the other towns of the article, and
last by the villages printed with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from archive.pipeline.places.division_names import plain_town_name
from archive.pipeline.places.entries import Entries, add_sighting
from archive.pipeline.places.gazetteer import (
    CODE_LENGTHS,
    COUNTY_DIGITS,
    Gazetteer,
    NameKind,
    level_of,
)
from archive.pipeline.places.matching import Sighting
from archive.pipeline.places.resolution import Context, Decision, Step, resolve
from archive.pipeline.places.rules import PlaceRules
from archive.pipeline.places.village_witness import town_by_villages
from archive.pipeline.values import PlaceLevel

_MOST_ASKED = 8  # undecided names of one article whose candidates' villages are read
_SEVERAL = 2  # towns of the article that one county must hold to decide

Named = dict[str, list[Sighting]]
Decided = dict[str, Sequence[Decision]]


def gather(
    uppers: Iterable[Sighting],
    towns: Iterable[Sighting],
    context: Context,
    gazetteer: Gazetteer,
    rules: PlaceRules,
) -> Entries:
    """The provinces, cities, counties and towns of an article by code, or by name where the page leaves it open."""
    entries: Entries = {}
    for upper in uppers:
        add_sighting(entries, upper, _upper_decision(upper, context), gazetteer)
    by_name: Named = {}
    for town in towns:
        by_name.setdefault(plain_town_name(town.name), []).append(town)
    decided: Decided = {name: resolve(same, context) for name, same in by_name.items()}
    _tell_by_neighbours(by_name, decided, context)
    _tell_by_villages(by_name, decided, context, gazetteer, rules)
    for name, same in by_name.items():
        for town, decision in zip(same, decided[name], strict=True):
            if decision.code is not None or _worth_asking(town):
                add_sighting(entries, town, decision, gazetteer)
    return entries


def _is_open(decisions: Sequence[Decision]) -> bool:
    return all(each.code is None and each.stated is None for each in decisions)


def _tell_by_neighbours(by_name: Named, decided: Decided, context: Context) -> None:
    """Decide open names by the one county that holds more of the article's towns than any other."""
    undecided = [name for name in by_name if _is_open(decided[name])]
    if not undecided:
        return
    held = Counter(
        county for name, same in by_name.items() for county in _counties(same, decided[name])
    )
    best = held.most_common(2)
    if not best or best[0][1] < _SEVERAL or (len(best) > 1 and best[1][1] == best[0][1]):
        return
    for name in undecided:
        inside = [n for n in _candidates(by_name[name]) if n.startswith(best[0][0])]
        if len(inside) == 1 and context.speaks_of(inside[0]):
            decided[name] = [Decision(inside[0], Step.NEIGHBOURS) for _ in by_name[name]]


def _candidates(same: Sequence[Sighting]) -> list[str]:
    return [n.code for n in same[0].namings if n.kind < NameKind.STEM]


def _counties(same: Sequence[Sighting], decisions: Sequence[Decision]) -> set[str]:
    """The counties a name speaks for: its own, or those of all its candidates."""
    codes = [each.code for each in decisions if each.code] or _candidates(same)
    return {code[:COUNTY_DIGITS] for code in codes}


def _tell_by_villages(
    by_name: Named, decided: Decided, context: Context, gazetteer: Gazetteer, rules: PlaceRules
) -> None:
    """Decide open names by the villages printed with them."""
    for name in [name for name in by_name if _is_open(decided[name])][:_MOST_ASKED]:
        same = by_name[name]
        code = town_by_villages(same, context.fields, gazetteer, rules)
        if code is not None and context.speaks_of(code):
            decided[name] = [Decision(code, Step.VILLAGES) for _ in same]


def _worth_asking(town: Sighting) -> bool:
    """Whether an undecided name is shown for review: 开发区 and a mere guess at a renaming are not."""
    return town.is_plain and (bool(town.within) or town.namings[0].kind < NameKind.STEM)


def _upper_decision(upper: Sighting, context: Context) -> Decision:
    if len(upper.namings) > 1:
        return Decision(None, Step.NONE)
    code = upper.namings[0].code
    if upper.within or level_of(code) is PlaceLevel.PROVINCE:
        return Decision(code, Step.STATED)
    above = any(code[:length] in context.page for length in CODE_LENGTHS if length < len(code))
    return Decision(code, Step.NAMED if above else Step.UNIQUE)
