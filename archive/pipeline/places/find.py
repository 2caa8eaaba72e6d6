"""
The places an article names. A page, one of its drafts and the gazetteer in, findings with source spans out.

Matching, resolving, villages and anaphora are steps of their own; this module knows their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

from archive.pipeline.places.anaphora import (
    KnownPlace,
    Reference,
    find_anaphora,
    find_bare_names,
)
from archive.pipeline.places.away import away_sieve, find_away
from archive.pipeline.places.division_names import plain_town_name
from archive.pipeline.places.entries import (
    At,
    Entries,
    Entry,
    add_unlisted,
    add_village,
    held_places,
    home_entry,
    to_findings,
)
from archive.pipeline.places.fields import Field, Part, article_fields
from archive.pipeline.places.gather import gather
from archive.pipeline.places.gazetteer import (
    CODE_LENGTHS,
    COUNTY_DIGITS,
    Division,
    Gazetteer,
    NameKind,
)
from archive.pipeline.places.home import bare_counties, home_county, publication_text
from archive.pipeline.places.matching import Sighting, acts_as_town, find_sightings
from archive.pipeline.places.resolution import read_context
from archive.pipeline.places.rules import PlaceRules, load_place_rules
from archive.pipeline.places.unlisted import find_unlisted_towns
from archive.pipeline.places.uppers import publication_codes, settle_uppers
from archive.pipeline.places.village_lists import find_listed_villages
from archive.pipeline.places.village_rules import load_village_rules
from archive.pipeline.places.village_scope import KnownUnit, VillageScope
from archive.pipeline.places.villages import find_villages
from archive.pipeline.values import ArticleDraft, Page, PlaceFinding, PlaceLevel

_ACTS = 6  # what three clauses opened by a name weigh, or two with a town's organ behind it


def find_places(
    page: Page, draft: ArticleDraft, text: str, gazetteer: Gazetteer
) -> tuple[PlaceFinding, ...]:
    """
    The provinces, cities, counties, towns and villages `draft` names, in order of first mention.

    `text` is the source text of the page: what it prints outside the articles is asked last.
    """
    rules = load_place_rules()
    fields = article_fields(draft)
    found = find_sightings(fields, gazetteer, rules, draft.published.value)
    sightings = _beyond_doubt(found, fields, rules)
    towns = tuple(sighting for sighting in sightings if sighting.is_town)
    uppers = settle_uppers([s for s in sightings if not s.is_town], towns)
    publication = publication_text(page, draft, text, rules)
    context = read_context(
        fields,
        uppers,
        _page_codes(page, gazetteer),
        publication_codes(publication, towns, gazetteer) or _page_county(page, gazetteer),
        bare_counties(fields, towns, gazetteer, rules),
    )
    entries = gather(uppers, towns, context, gazetteer, rules)
    for unlisted in tuple(find_unlisted_towns(fields, _units(entries), rules)):
        add_unlisted(entries, unlisted, gazetteer)
    shorts = frozenset(_place_of(upper) for upper in uppers if upper.is_short)
    _add_bare_names(entries, fields, shorts, gazetteer, rules)
    home = home_county(entries, fields, publication, gazetteer, rules)
    _add_villages(entries, fields, home, gazetteer, rules)
    _add_anaphora(entries, fields, gazetteer.division(home) if home else None)
    for key, at in find_away(fields, _mentions(entries), away_sieve()):
        entries[key].away.append(at)
    return to_findings(entries, fields, rules)


@lru_cache(maxsize=2)
def _page_codes(page: Page, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The provinces, cities and counties named in the articles of a page that has several."""
    if len(page.articles) == 1:
        return ()
    rules = load_place_rules()
    codes: dict[str, None] = {}
    for draft in page.articles:
        for sighting in find_sightings(article_fields(draft), gazetteer, rules):
            if not sighting.is_town and len(sighting.namings) == 1:
                codes[sighting.namings[0].code] = None
    return tuple(codes)


@lru_cache(maxsize=2)
def _page_county(page: Page, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The county that the towns of a page with several articles lie in, where it is one."""
    if len(page.articles) == 1:
        return ()
    rules = load_place_rules()
    codes: set[str] = set()
    for draft in page.articles:
        for sighting in find_sightings(article_fields(draft), gazetteer, rules):
            official = [n for n in sighting.namings if n.kind is not NameKind.SIBLING]
            if sighting.is_plain and not sighting.doubtful and len(official) == 1:
                codes.add(official[0].code[:COUNTY_DIGITS])
    return tuple(codes) if len(codes) == 1 else ()


def _beyond_doubt(
    sightings: Sequence[Sighting], fields: Sequence[Field], rules: PlaceRules
) -> tuple[Sighting, ...]:
    """Without the doubtful names that the article has nowhere beyond doubt."""
    if not any(sighting.doubtful for sighting in sightings):
        return tuple(sightings)
    sure = {plain_town_name(sighting.name) for sighting in sightings if not sighting.doubtful}
    acts: Counter[str] = Counter()
    for sighting in sightings:
        if sighting.doubtful:
            weight = acts_as_town(sighting, fields[sighting.field], rules)
            acts[plain_town_name(sighting.name)] += weight
    sure.update(name for name, weight in acts.items() if weight >= _ACTS)
    return tuple(s for s in sightings if not s.doubtful or plain_town_name(s.name) in sure)


def _add_bare_names(
    entries: Entries,
    fields: Sequence[Field],
    shorts: Set[At],
    gazetteer: Gazetteer,
    rules: PlaceRules,
) -> None:
    """
    Count what means a town or county by its stem alone (大美雁鸣湖).

    A city's short name (one of `shorts`) gives way to a longer stem that begins with it: 长沙贡玛.
    """
    held = held_places(entries)
    towns = [
        _known(key, entry, held)
        for key, entry in entries.items()
        if entry.level is PlaceLevel.COUNTY
        or (entry.level is PlaceLevel.TOWN and not _is_named_as_county(entry, gazetteer))
    ]
    taken: dict[int, list[tuple[int, int]]] = {}
    for entry in entries.values():
        for number, start, end in entry.at:
            if (number, start, end) not in shorts:
                taken.setdefault(number, []).append((start, end))
    for spans in taken.values():
        spans.sort()
    gone: set[At] = set()
    for found in find_bare_names(fields, towns, taken, rules):
        inside = {at for at in _prefixes(found) if at in shorts}
        gone |= inside
        if found.stands and _at(found) not in shorts:
            entries[found.key].at.append(_at(found))
    _forget(entries, gone)


def _prefixes(found: Reference) -> list[At]:
    """Where a shorter name may begin a bare one."""
    return [(found.field, found.start, end) for end in range(found.start + 2, found.end)]


def _forget(entries: Entries, gone: Set[At]) -> None:
    """Take mentions back, and places that have none left."""
    if not gone:
        return
    for key, entry in list(entries.items()):
        entry.at = [at for at in entry.at if at not in gone]
        if not entry.at:
            del entries[key]


def _place_of(sighting: Sighting) -> At:
    return sighting.field, sighting.start, sighting.end


def _is_named_as_county(entry: Entry, gazetteer: Gazetteer) -> bool:
    """Whether the town's stem alone means its county: 轮台 is 轮台县, not 轮台镇 in it."""
    stem = plain_town_name(entry.name).removesuffix("镇").removesuffix("乡").removesuffix("街道")
    code = entry.code or ""
    above = [code[:length] for length in CODE_LENGTHS if length < len(code)]
    names = [gazetteer.names[each] for each in above if each in gazetteer.names]
    return any(name.startswith(stem) for name in names)


def _add_villages(
    entries: Entries,
    fields: Sequence[Field],
    home: str | None,
    gazetteer: Gazetteer,
    rules: PlaceRules,
) -> None:
    known = _units(entries)
    scope = VillageScope(known, gazetteer, home)
    village_rules = load_village_rules()
    named = find_villages(fields, known, scope, village_rules)
    units = [KnownUnit(v.field, v.start, v.end, v.code) for v in named]
    listed = find_listed_villages(
        fields, sorted([*known, *units], key=_order), scope, rules, village_rules
    )
    for sighting in sorted([*named, *scope.settle(listed)], key=lambda v: (v.field, v.start)):
        add_village(entries, sighting, gazetteer)


def _units(entries: Entries) -> list[KnownUnit]:
    units = [KnownUnit(*at, entry.code) for entry in entries.values() for at in entry.at]
    return sorted(units, key=_order)


def _order(unit: KnownUnit) -> tuple[int, int, int]:
    return unit.field, unit.start, unit.end


def _add_anaphora(entries: Entries, fields: Sequence[Field], home: Division | None) -> None:
    """Count 我镇, 该县 and the like towards what they mean; `home` is the county, if the article names none."""
    held = held_places(entries)
    for entry in entries.values():
        entry.at.sort()
    heads = {field.index for field in fields if field.part in (Part.HEAD, Part.BYLINE)}
    known = [_known(key, entry, held, heads) for key, entry in entries.items()]
    unnamed = {} if home is None else {home.code: home_entry(home)}
    known += [
        _known(key, entry, held)
        for key, entry in unnamed.items()
        if not any(place.name[-1] == entry.name[-1] and place.is_upper for place in known)
    ]
    for found in find_anaphora(fields, known):
        entry = entries.get(found.key) or entries.setdefault(found.key, unnamed[found.key])
        entry.inferred.append(_at(found))


def _mentions(entries: Entries) -> list[tuple[str, tuple[int, int, int]]]:
    return [(key, at) for key, entry in entries.items() for at in entry.at]


def _at(found: Reference) -> tuple[int, int, int]:
    return found.field, found.start, found.end


def _known(key: str, entry: Entry, held: dict[str, int], heads: Iterable[int] = ()) -> KnownPlace:
    at = tuple(sorted((number, start) for number, start, _ in entry.at))
    headed = any(number in set(heads) for number, _ in at)
    return KnownPlace(key, entry.name, entry.level, at, held.get(entry.code or "", 0), headed)
