"""
The names in an article that may be places. Fields and gazetteer in, sightings out, nothing resolved.

A sighting keeps every division its name may stand for; false friends (示范镇, 许昌卷烟厂) are left out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from archive.pipeline.places.division_names import county_stem, town_stem
from archive.pipeline.places.fields import MOST_NAMES, Field
from archive.pipeline.places.gazetteer import Gazetteer, NameHit, NameKind, Naming
from archive.pipeline.places.rules import PlaceRules
from archive.pipeline.values import PlaceLevel

_COUNTY_DIGITS = 6
_LONGEST_STEM = 6  # characters of a county without its level word
_SHORTEST = 2  # characters of a name; so short a one needs a boundary before it
_DATE = re.compile("[0-9０-９一二三四五六七八九十][年月日号]")  # 4月城镇 holds no 月城镇
_NO_VILLAGE = re.compile("(?!村(?![镇级庄民里]))")
_JOINTS = frozenset({"", " ", "　", "的", "·"})  # what may stand between a county and its town


@dataclass(frozen=True, slots=True)
class Sighting:
    """
    A name at one place of one field, with what it may stand for.

    `within` are the codes of the divisions printed right before it (禹州市 of 禹州市褚河镇). A doubtful
    one (湛北乡 of 湛北乡村) counts only where the article has the name beyond doubt elsewhere.
    """

    field: int
    start: int
    end: int
    name: str
    namings: tuple[Naming, ...]
    within: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def is_town(self) -> bool:
        """Whether the name is a township's."""
        return self.namings[0].level is PlaceLevel.TOWN

    @property
    def is_plain(self) -> bool:
        """Whether a township's name says what it is: a word for its level and a stem of two characters or more."""
        stem = town_stem(self.name)
        return stem is not None and len(stem) > 1

    @property
    def is_short(self) -> bool:
        """Whether it is a province or city without its level word (郑州)."""
        return all(naming.kind is NameKind.STEM for naming in self.namings)


@dataclass(frozen=True, slots=True)
class _Names:
    """The gazetteer as of the day an article was printed (ISO 8601 or None), and the word tables."""

    gazetteer: Gazetteer
    rules: PlaceRules
    printed: str | None

    def uppers(self, name: str) -> tuple[Naming, ...]:
        """The provinces, cities and counties a name may stand for."""
        return self.gazetteer.uppers_named(name, self.printed)

    def towns(self, name: str) -> tuple[Naming, ...]:
        """The towns a name may stand for."""
        return self.gazetteer.towns_named(name, self.printed)


def find_sightings(
    fields: Iterable[Field], gazetteer: Gazetteer, rules: PlaceRules, printed: str | None = None
) -> tuple[Sighting, ...]:
    """
    The names in `fields` that may be places, in reading order.

    `printed` is the article's date (ISO 8601, day, month or year), for names that counted for a time.
    """
    names = _Names(gazetteer, rules, printed)
    found = (sighting for field in fields for sighting in _field_sightings(field, names))
    return tuple(islice(found, MOST_NAMES))


def _field_sightings(field: Field, names: _Names) -> list[Sighting]:
    hits = list(islice(names.gazetteer.scan(field.text), MOST_NAMES))
    uppers = _uppers(field, hits, names)
    towns = _towns(field, hits, uppers, names)
    return sorted([*uppers, *towns], key=lambda sighting: sighting.start)


def _uppers(field: Field, hits: Sequence[NameHit], names: _Names) -> list[Sighting]:
    """The provinces, cities and counties, each chained to the one printed right before it."""
    found: list[Sighting] = []
    for number, hit in enumerate(hits):
        namings = names.uppers(hit.name)
        if not namings:
            continue
        sighting = Sighting(field.index, hit.start, hit.end, hit.name, namings)
        sighting = chain(sighting, found[-1] if found else None, field.text)
        following = hits[number + 1] if number + 1 < len(hits) else None
        if _upper_stands(sighting, following, field, names):
            found.append(sighting)
    return found


def chain(sighting: Sighting, before: Sighting | None, text: str) -> Sighting:
    """The sighting, tied to the division `before` where that ends right before it and is above it."""
    if before is None or text[before.end : sighting.start] not in _JOINTS:
        return sighting
    codes = tuple(naming.code for naming in before.namings)
    if sighting.is_town:
        return replace(sighting, within=codes)
    inside = tuple(
        naming
        for naming in sighting.namings
        if naming.code.startswith(codes) and naming.code not in codes
    )
    return replace(sighting, namings=inside, within=codes) if inside else sighting


def _upper_stands(
    sighting: Sighting, following: NameHit | None, field: Field, names: _Names
) -> bool:
    rules = names.rules
    if sighting.within:
        return True
    if _leads_to(sighting, following, field.text, names):
        return True
    if len(sighting.name) <= _SHORTEST and not _begins(sighting, field.text, rules):
        return False  # 南县 in 龙南县
    if field.text[max(0, sighting.start - 1) : sighting.start + 1] in rules.joined_words:
        return False  # 中山区 in 其中山区
    if not sighting.is_short:
        return not {sighting.name, county_stem(sighting.name)} & rules.common_stems
    return _short_stands(sighting, field.text, rules)


def _leads_to(sighting: Sighting, following: NameHit | None, text: str, names: _Names) -> bool:
    """Whether the next name begins where this one ends and lies in it: 大同 of 大同新荣区."""
    if following is None or text[sighting.end : following.start] not in _JOINTS:
        return False
    if len(town_stem(following.name) or following.name) < _SHORTEST:
        return False  # 店镇 after 周口 is the end of 周口店镇
    codes = tuple(naming.code for naming in sighting.namings)
    return any(
        naming.code.startswith(codes) and naming.code not in codes
        for naming in (*names.uppers(following.name), *names.towns(following.name))
    )


def _short_stands(sighting: Sighting, text: str, rules: PlaceRules) -> bool:
    """Whether a short name (郑州) with no other place beside it is a place at all."""
    if sighting.name in rules.ambiguous_shorts:
        return False
    before, after = text[: sighting.start], text[sighting.end : sighting.end + 12]
    if rules.organisation.match(after) or rules.masthead.search(before[-4:]):
        return False
    if rules.label.match(after) or _is_rural(sighting.name, after, rules):
        return False
    if any(naming.level is PlaceLevel.PROVINCE for naming in sighting.namings):
        return _NO_VILLAGE.match(after) is not None  # 河北村 lies in Jiangsu
    return _begins(sighting, text, rules) and not rules.other_name.match(after)


def _begins(sighting: Sighting, text: str, rules: PlaceRules) -> bool:
    return name_begins(text, sighting.start, rules)


def name_begins(text: str, start: int, rules: PlaceRules) -> bool:
    """Whether what stands before `start` lets a name begin there."""
    before = text[start - 1 : start] if start else ""
    return not before or not _is_han(before) or before in rules.short_left


def _is_han(character: str) -> bool:
    return "一" <= character <= "鿿"


def _towns(
    field: Field,
    hits: Sequence[NameHit],
    uppers: Sequence[Sighting],
    names: _Names,
) -> Iterator[Sighting]:
    before: Sighting | None = None
    remaining = iter(uppers)
    upcoming = next(remaining, None)
    for hit in hits:
        while upcoming is not None and upcoming.end <= hit.start:
            before, upcoming = upcoming, next(remaining, None)
        namings = names.towns(hit.name)
        if not namings or (upcoming is not None and upcoming.start == hit.start):
            continue
        sighting = Sighting(field.index, hit.start, hit.end, hit.name, namings)
        sighting = chain(sighting, before, field.text)
        if not sighting.within and (county := _bare_county(sighting, field.text, names.gazetteer)):
            sighting = replace(sighting, within=county)
        if sighting.within:
            if not _is_kind_of_town(sighting, names.rules):
                yield sighting
        elif hit.name in names.gazetteer.aliases or sighting.is_plain:
            stands = hit.name in names.gazetteer.aliases or _town_stands(sighting, names.rules)
            sure = stands and not _runs_on(sighting, field.text, names.rules)
            yield sighting if sure else replace(sighting, doubtful=True)


def _bare_county(sighting: Sighting, text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The county printed right before a town without its level word: 中牟 of 中牟雁鸣湖镇."""
    before = text[max(0, sighting.start - _LONGEST_STEM) : sighting.start]
    for begin in range(len(before) - 1):
        counties = gazetteer.counties_with_stem(before[begin:])
        if counties:
            held = {naming.code[:_COUNTY_DIGITS] for naming in sighting.namings}
            return tuple(code for code in counties if code in held)
    return ()


def _town_stands(sighting: Sighting, rules: PlaceRules) -> bool:
    """Whether the name of a township with no county before it can be one at all."""
    return sighting.is_plain and town_stem(sighting.name) not in rules.common_stems


def _is_kind_of_town(sighting: Sighting, rules: PlaceRules) -> bool:
    """Whether the county before it has no town called so, and the name is a word: 中牟县中心镇."""
    if town_stem(sighting.name) not in rules.common_stems:
        return False
    return not any(naming.code.startswith(sighting.within) for naming in sighting.namings)


def _runs_on(sighting: Sighting, text: str, rules: PlaceRules) -> bool:
    """
    Whether a word ends or begins inside the name: 乡 of 乡村, the end of 江南古镇, 县域 of 县域城乡.
    """
    start = sighting.start
    if start and text[start - 1 : start + 1] in rules.joined_words:
        return True
    if sighting.name.endswith(rules.common_tails) and not name_begins(text, sighting.start, rules):
        return True
    if start and _DATE.match(text, start - 1, start + 1):
        return True
    return _is_rural(sighting.name, text[sighting.end : sighting.end + 1], rules)


def _is_rural(name: str, after: str, rules: PlaceRules) -> bool:
    """Whether the 乡 a name ends with begins the next word: 有为新乡贤 holds no 新乡."""
    return name.endswith("乡") and after[:1] in rules.rural_words


def acts_as_town(sighting: Sighting, field: Field, rules: PlaceRules) -> int:
    """What a mention of an ordinary word says for a town: 2 where it opens a clause, 3 with a town's organ."""
    stem = town_stem(sighting.name)
    if stem is None or len(stem) < _SHORTEST or rules.not_unlisted.search(stem):
        return 0
    if _runs_on(sighting, field.text, rules) or not name_begins(field.text, sighting.start, rules):
        return 0
    if rules.town_organ.match(field.text, sighting.end):
        return 3
    return 2 if field.begins_clause(sighting.start) else 0
