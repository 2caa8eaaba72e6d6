"""
The villages and communities an article names. Fields, known places and the gazetteer in, sightings out.

A name counts because the table of a town or county of the article has it, or, where no table has it,
by where it stands (behind a known place, where a name can begin) and how it is made.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from archive.pipeline.places.fields import MOST_NAMES, Field
from archive.pipeline.places.village_rules import VillageRules
from archive.pipeline.places.village_scope import KnownUnit, VillageScope, VillageSighting

_SUFFIX = re.compile("村?社区|嘎查村?|村(?!社区|庄|官|貌|史|干|医|情)")
_LONGEST = 8  # characters of a village's name without 村
_LONGEST_FORM = 5  # characters of a name no table has, with an ethnic group 十里铺回族村
_TWICE = 2
_TOWN_WORDS = ("镇", "乡", "街道")
_USUAL = (2, 3)  # characters of most names
_SURE_ANYWHERE = 3  # characters of a name in the table that is no accident in the middle of a run


def find_villages(
    fields: Sequence[Field], known: Sequence[KnownUnit], scope: VillageScope, rules: VillageRules
) -> tuple[VillageSighting, ...]:
    """The villages named in `fields`, in reading order; `known` are the places found before, in order."""
    taken = by_field(known)
    seen = [
        sighting
        for field in fields
        for sighting in _named(field, taken.get(field.index, ()), scope, rules)
    ]
    weights: Counter[str] = Counter()
    for sighting in seen:
        weights[sighting.name] += sighting.weight
    sure = [sighting for sighting in seen if weights[sighting.name] >= _TWICE]
    names = {sighting.name for sighting in sure}
    found = {(sighting.field, sighting.end): sighting for sighting in sure}
    for field in fields:
        for again in _again(field, names, taken.get(field.index, ())):
            found.setdefault((again.field, again.end), again)
    return tuple(
        scope.settle(sorted(found.values(), key=lambda sighting: (sighting.field, sighting.start)))
    )


def by_field(known: Iterable[KnownUnit]) -> Mapping[int, Sequence[KnownUnit]]:
    """The known places of each field, in the order given."""
    fields: dict[int, list[KnownUnit]] = {}
    for unit in known:
        fields.setdefault(unit.field, []).append(unit)
    return fields


def _named(
    field: Field, known: Sequence[KnownUnit], scope: VillageScope, rules: VillageRules
) -> Iterator[VillageSighting]:
    ends = {unit.end: unit for unit in known}
    last = 0  # a name never begins before the end of the last, nor of a place before it
    for suffix in islice(_SUFFIX.finditer(field.text), MOST_NAMES):
        reached = max(last, _end_before(suffix.start(), known))
        if suffix.start() < reached:
            continue
        sighting = (
            _behind(field, suffix, ends, scope, rules)
            or _in_table(field, suffix, ends, scope, rules)
            or _by_form(field, suffix, ends, rules, 0 if scope.is_told else 1)
        )
        if sighting is not None and sighting.start >= reached:
            last = sighting.end
            yield sighting


def _end_before(at: int, known: Sequence[KnownUnit]) -> int:
    """Where the last known place that begins before `at` ends; behind `at` for the 村 of 岳村镇."""
    before = bisect_left(known, at + 1, key=lambda unit: unit.start) - 1
    return known[before].end if before >= 0 else 0


def _behind(
    field: Field,
    suffix: re.Match[str],
    ends: Mapping[int, KnownUnit],
    scope: VillageScope,
    rules: VillageRules,
) -> VillageSighting | None:
    """A name that fills the whole run between a known place and its 村."""
    for length in range(1, _LONGEST + 1) if ends else ():
        start = suffix.start() - length
        unit = ends.get(start)
        if unit is None:
            continue
        stem = field.text[start : suffix.start()]
        found = scope.within(unit.code, stem + suffix[0])
        formed = rules.name.match(field.text, start)
        plain = formed is not None and formed.end(1) == suffix.end()
        listed = found is not None and unit.is_town and length >= min(_USUAL)  # 明星村 of its town
        if (rules.generic.search(stem) and not listed) or (
            found is None and (not plain or rules.no_name.search(stem) is not None)
        ):
            continue
        sure = found is not None or rules.stem.search(stem) is not None
        is_town = unit.is_town or field.text.endswith(_TOWN_WORDS, unit.start, unit.end)
        if is_town and length in _USUAL:
            sure = True
        weight = _TWICE if sure else 1
        name = stem + suffix[0]
        return VillageSighting(field.index, start, suffix.end(), name, found, unit.code, weight)
    return None


def _in_table(
    field: Field,
    suffix: re.Match[str],
    ends: Mapping[int, KnownUnit],
    scope: VillageScope,
    rules: VillageRules,
) -> VillageSighting | None:
    """The longest name before 村 that a town or county of the article has in its table."""
    if not scope.is_told:
        return None
    begin, end = suffix.span()
    for length in range(min(_LONGEST, begin), 0, -1):
        start = begin - length
        name = field.text[start:end]
        if not scope.has(name) or rules.generic.search(name.removesuffix(suffix[0])):
            continue
        begins = start in ends or _may_begin(field, start, rules)
        if begins or length >= _SURE_ANYWHERE or (length > 1 and scope.has_in_towns(name)):
            return VillageSighting(field.index, start, end, name, None, None, 2)
    return None


def _by_form(
    field: Field,
    suffix: re.Match[str],
    ends: Mapping[int, KnownUnit],
    rules: VillageRules,
    alone: int,
) -> VillageSighting | None:
    """A name like 瓦岗村 where a name may begin; one that does not end as villages do weighs `alone`."""
    for length in range(1, _LONGEST_FORM + 1):
        start = suffix.start() - length
        if start < 0 or (start not in ends and not _may_begin(field, start, rules, length)):
            continue
        found = rules.name.match(field.text, start)
        if found is None or found.end(1) != suffix.end():
            continue
        stem = found[1].removesuffix(suffix[0])
        if rules.no_name.search(stem) or rules.generic.search(stem):
            continue
        if field.text[start - 1 : start] + field.text[suffix.end() : suffix.end() + 1] == "“”":
            continue  # “红旗村” is an award
        if length == _LONGEST_FORM and not stem.endswith("族"):
            continue
        sure = rules.stem.search(stem) or rules.post.match(field.text, suffix.end())
        weight = _TWICE if length > 1 and sure else alone
        return VillageSighting(field.index, start, suffix.end(), found[1], None, None, weight)
    return None


def _may_begin(field: Field, start: int, rules: VillageRules, length: int = 2) -> bool:
    if start == 0 or field.begins_clause(start):
        return True
    return length > 1 and rules.anchor.search(field.text, max(0, start - 3), start) is not None


def _again(field: Field, names: set[str], known: Sequence[KnownUnit]) -> Iterator[VillageSighting]:
    """Each other place where one of `names` stands."""
    if not names:
        return
    ends = {unit.end: unit for unit in known}
    widths = sorted(set(map(len, names)), reverse=True)
    for suffix in islice(_SUFFIX.finditer(field.text), MOST_NAMES):
        begin, end = suffix.span()
        for start in (end - width for width in widths):
            if not max(0, begin - _LONGEST) <= start < begin:
                continue
            name = field.text[start:end]
            if name in names and start >= _end_before(begin, known):
                unit = ends.get(start)
                town = unit.code if unit else None
                yield VillageSighting(field.index, start, end, name, None, town, 2)
                break
