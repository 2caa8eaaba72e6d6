"""
The divisions a figure is about where its sentence speaks of villages or towns as a whole.

Mentions and the words for a whole (全县, 各村, 甲村、乙村等5个村) come in, the unit above goes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from archive.pipeline.metrics.place_mentions import JOINTS, RANK, VILLAGE, PlaceMention
from archive.pipeline.metrics.subjects import Subject
from archive.pipeline.text.sieve import Guarded
from archive.pipeline.values import PlaceLevel

_CODE_LENGTHS = (9, 6, 4, 2)
_LEVELS = {
    "省": PlaceLevel.PROVINCE,
    "州": PlaceLevel.CITY,
    "市": PlaceLevel.COUNTY,  # 长葛市 is one
    "区": PlaceLevel.COUNTY,
    "县": PlaceLevel.COUNTY,
    "縣": PlaceLevel.COUNTY,
    "區": PlaceLevel.COUNTY,
    "旗": PlaceLevel.COUNTY,
    "各": PlaceLevel.COUNTY,  # 各乡镇
}
_NATION = {
    "中央",
    "国务院",
    "全国",
    "国家",
    "我国",
    "全球",
    "全世界",
}  # above every place an article names

Units = Mapping[str, PlaceMention]


def units_by_code(mentions: Iterable[PlaceMention]) -> Units:
    """The towns, counties, cities and provinces among `mentions`."""
    return {each.code: each for each in mentions if each.code and each.rank < VILLAGE}


def unit_above(code: str | None, highest: int, units: Units) -> PlaceMention | None:
    """The smallest named unit that holds `code` and is no smaller than the rank `highest`."""
    for length in _CODE_LENGTHS:
        unit = units.get(code[:length]) if code and length < len(code) else None
        if unit is not None and unit.rank <= highest:
            return unit
    return None


def find_wholes(pattern: Guarded, text: str) -> tuple[tuple[int, int], ...]:
    """Where `text` speaks of a whole division, and the rank of the smallest that may be meant."""
    return tuple((found.start(), _rank(found)) for found in pattern.finditer(text))


def _rank(found: re.Match[str]) -> int:
    word = next((group for group in found.groups() if group), "")
    if word in _NATION:
        return RANK[PlaceLevel.PROVINCE] - 1
    return RANK[_LEVELS.get(word, PlaceLevel.TOWN)]


def raise_lists(
    mentions: Sequence[PlaceMention],
    text: str,
    together: re.Pattern[str],
    units: Units,
    about: Subject | None,
) -> list[PlaceMention]:
    """`mentions` in order, each list closed by a count (甲村、乙村等5个村) as the unit above it, if one is named."""
    kept: list[PlaceMention] = []
    for run in _runs(mentions, text):
        closed = together.match(text, run[-1].end)
        several = len(run) > 1 or text[run[0].start - 1 : run[0].start] in JOINTS
        if closed and (several or closed.group().startswith("等")):
            kept += _as_unit(run, units, about)
        else:
            kept += run
    return kept


def _as_unit(
    run: Sequence[PlaceMention], units: Units, about: Subject | None
) -> Iterator[PlaceMention]:
    first = run[0]
    found = {unit_above(each.code, each.rank - 1, units) for each in run if each.code}
    unit = found.pop() if len(found) == 1 else None
    if unit is not None:
        name, code, rank = unit.name, unit.code, unit.rank
    elif about is not None and about.rank < first.rank:
        name, code, rank = about.place.name, about.place.code, about.rank
    else:
        return
    yield PlaceMention(first.start, run[-1].end, name, code, rank, is_named=False)


def _runs(mentions: Iterable[PlaceMention], text: str) -> Iterator[list[PlaceMention]]:
    """Mentions of one rank that 、 or 和 join."""
    run: list[PlaceMention] = []
    for mention in mentions:
        joined = run and run[-1].rank == mention.rank
        if run and not (joined and text[run[-1].end : mention.start] in JOINTS):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run
