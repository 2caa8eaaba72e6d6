"""
Counts of villages, towns and people against what is known. Statements and the gazetteer in, doubts out.

The gazetteer is of one year and villages are merged every year, so a count is doubted only where it is
far from every way to count them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from archive.pipeline.checks.bounds import bounds_of
from archive.pipeline.checks.doubts import MOST_OTHERS, Doubt
from archive.pipeline.checks.rules import CheckRules
from archive.pipeline.checks.statements import Statement
from archive.pipeline.places.gazetteer import Gazetteer
from archive.pipeline.values import Comparator

_COUNTY_DIGITS, _TOWN_DIGITS = 6, 9
_BEFORE_REACH, _AFTER_REACH = 12, 12
_SPARE, _SPARE_SHARE = 3, 0.5  # villages are merged by the half in some provinces
_COMMUNITIES = ("社区", "居委会", "居民委员会")
_TOWN_WORDS = ("镇", "乡", "街道")


def check_villages(
    statement: Statement, gazetteer: Gazetteer, rules: CheckRules
) -> Iterator[Doubt]:
    """全镇19个行政村, where the gazetteer has far more or fewer in the town."""
    town = _counted(statement, "villages.count", rules)
    if town is None or len(town) != _TOWN_DIGITS:
        return
    names = [village.name for village in gazetteer.villages_of(town)]
    villages = sum(not name.endswith(_COMMUNITIES) for name in names)
    if names and _is_far(int(statement.metric.value), (villages, len(names))):
        yield Doubt("villages.count", statement.at)


def check_towns(statement: Statement, gazetteer: Gazetteer, rules: CheckRules) -> Iterator[Doubt]:
    """全县18个乡镇, where the gazetteer has far more or fewer in the county."""
    county = _counted(statement, "towns.count", rules)
    if county is None or len(county) != _COUNTY_DIGITS:
        return
    names = _towns_of(gazetteer, county)
    printed = statement.after(_AFTER_REACH)
    counted = [name for name in names if name.endswith(_TOWN_WORDS)]
    named = tuple(word for word in _TOWN_WORDS if word in printed)
    told = sum(name.endswith(named) for name in counted)
    if names and _is_far(int(statement.metric.value), (told, len(counted), len(names))):
        yield Doubt("towns.count", statement.at)


def check_members(statements: Sequence[Statement], rules: CheckRules) -> Iterator[Doubt]:
    """More Party members in a place than the people the report says live there."""
    words = rules["members.over_population"].words
    people: dict[str, list[Statement]] = defaultdict(list)
    members: list[tuple[str, Statement]] = []
    for each in statements:
        if each.metric.unit != "人" or each.metric.place is None:
            continue
        place = each.metric.place.code or each.metric.place.name
        if words["population"].search(each.phrase) and each.owns_phrase:
            people[place].append(each)
        elif words["members"].search(each.phrase) and each.owns_phrase:
            members.append((place, each))
    most = {
        place: max(found, key=lambda each: bounds_of(each.metric).high)
        for place, found in people.items()
    }
    for place, each in members:
        whole = most.get(place)
        if whole and bounds_of(each.metric).low > bounds_of(whole.metric).high:
            others = tuple(other.at for other in people[place][:MOST_OTHERS])
            yield Doubt("members.over_population", each.at, others)


@lru_cache(maxsize=512)
def _towns_of(gazetteer: Gazetteer, county: str) -> tuple[str, ...]:
    """The names of the towns in a county."""
    return tuple(
        name
        for code, name in gazetteer.names.items()
        if len(code) == _TOWN_DIGITS and code.startswith(county)
    )


def _counted(statement: Statement, check: str, rules: CheckRules) -> str | None:
    """The code of the division of which `statement` counts every part; None if it does not."""
    metric, words = statement.metric, rules[check].words
    if metric.comparator is not Comparator.EQ or metric.place is None or metric.value % 1:
        return None
    if not words["counted"].match(statement.after(_AFTER_REACH)):
        return None
    whole = words["whole"].search(statement.before(_BEFORE_REACH))
    return metric.place.code if whole else None


def _is_far(printed: int, known: Sequence[int]) -> bool:
    """Whether `printed` lies outside everything known by more than three and a half of it."""
    spare = max(_SPARE, round(max(known) * _SPARE_SHARE))
    return not min(known) - spare <= printed <= max(known) + spare
