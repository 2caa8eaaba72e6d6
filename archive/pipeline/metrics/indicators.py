"""
The taxonomy of indicators: what local reports count. The table and a phrase come in, an indicator goes out.

A phrase gets one only where a synonym clearly fits; else it keeps its own words and no slug.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from archive.pipeline.text.folding import fold_text
from archive.pipeline.text.rule_tables import Row, read_table
from archive.pipeline.text.sieve import Sieve
from archive.pipeline.values.overlay import IndicatorEntry

# 村集体收入增加20万元 is what was added, and no income; a share or multiple of it is a rate of growth.
_CHANGED = re.compile(
    "(?:(?:增加|增长|提高|提升|上升|减少|下降|降低)|[比较][^,，、]{2,12}[高多低少](?:出|收)?)了?$"
)
_RATES = {"percent", "倍", "番", "百分点"}


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """
    One canonical indicator. Compared by identity: the table is loaded once.

    `family` groups what is alike (集体经济, 平安治理), `dimension` is what it measures; `units` are the
    units its figures come in, the canonical one first. `synonyms` are patterns matched against the
    folded phrase; `bars`, if given, must not match it; `status`, if given, is the only one its figures have
    (5个村 that did something is no number of villages). The examples are phrases it takes and leaves.
    """

    slug: str
    name: str
    family: str
    dimension: str
    units: tuple[str, ...]
    synonyms: re.Pattern[str]
    bars: re.Pattern[str] | None
    definition: str
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    status: str | None = None

    @property
    def unit(self) -> str:
        """The canonical unit."""
        return self.units[0]


def load_indicators(
    folder: Path, entries: tuple[IndicatorEntry, ...] = ()
) -> tuple[Indicator, ...]:
    """
    Give the taxonomy in `folder`/indicators.toml, in its order, then what staff added.

    An entry overrides the row of its slug; its synonyms join the row's. Raises BadRuleTable if the table
    cannot be read.
    """
    table = {row.slug: row for row in read_table(folder / "indicators.toml", "indicator", _row)}
    edited = {entry.slug: _entry(entry, table.get(entry.slug)) for entry in entries}
    return tuple((table | edited).values())


def find_indicator(phrase: str, unit: str, indicators: tuple[Indicator, ...]) -> Indicator | None:
    """Give the indicator whose synonym ends latest in `phrase`, where `unit` is one of its units."""
    folded = fold_text(phrase)
    changed = None if unit in _RATES else _CHANGED.search(folded)
    best: Indicator | None = None
    best_at = (-1, 0)
    for indicator in _sieve(indicators).possible(folded):
        place = _matches_at(folded, indicator) if unit in indicator.units else None
        if place is not None and changed and place[0] <= changed.start():
            continue
        if place is not None and place > best_at:
            best, best_at = indicator, place
    return best


@lru_cache(maxsize=4)
def _sieve(indicators: tuple[Indicator, ...]) -> Sieve[Indicator]:
    return Sieve((each, each.synonyms) for each in indicators)


def _matches_at(phrase: str, indicator: Indicator) -> tuple[int, int] | None:
    """End and length of the last synonym found: the head of a Chinese phrase stands at its end."""
    found = [(match.end(), len(match[0])) for match in indicator.synonyms.finditer(phrase)]
    if not found or (indicator.bars is not None and indicator.bars.search(phrase)):
        return None
    return max(found)


def _row(row: Row) -> Indicator:
    return Indicator(
        slug=row["id"],
        name=row["name"],
        family=row["family"],
        dimension=row["dimension"],
        units=tuple(row["units"]),
        synonyms=re.compile("|".join(row["synonyms"])),
        bars=re.compile(row["bars"]) if "bars" in row else None,
        definition=row["definition"],
        positive=tuple(row["positive"]),
        negative=tuple(row["negative"]),
        status=row.get("status"),
    )


def _entry(entry: IndicatorEntry, row: Indicator | None) -> Indicator:
    """
    An entry of staff: its synonyms are plain phrases, its name is one of them.

    They join the patterns of the table's `row`, which only a programmer could write again.
    """
    phrases = {fold_text(phrase) for phrase in (entry.name, *entry.synonyms) if phrase}
    patterns = [re.escape(phrase) for phrase in sorted(phrases, key=lambda p: (-len(p), p))]
    return Indicator(
        slug=entry.slug,
        name=entry.name,
        family=entry.family,
        dimension=entry.dimension,
        units=entry.units,
        synonyms=re.compile("|".join(patterns + ([row.synonyms.pattern] if row else []))),
        bars=row.bars if row else None,
        definition=entry.definition,
        positive=row.positive if row else (),
        negative=row.negative if row else (),
        status=row.status if row else None,
    )
