"""
The taxonomy of indicators: what local reports count. The table and a phrase come in, a slug goes out.

A phrase gets a slug only where a synonym clearly fits; else it keeps its own words and no slug.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from archive.pipeline.text.folding import fold_text
from archive.pipeline.text.rule_tables import Row, read_table


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """
    One canonical indicator. Compared by identity: the table is loaded once.

    `family` groups what is alike (收入, 队伍), `dimension` is what it measures; `units` are the
    units its figures come in, the canonical one first. `synonyms` are patterns matched against the
    folded phrase; `bars`, if given, must not match it.
    """

    slug: str
    name: str
    family: str
    dimension: str
    units: tuple[str, ...]
    synonyms: tuple[str, ...]
    bars: str | None
    definition: str
    weight: float
    positive: str
    negative: str

    @property
    def unit(self) -> str:
        """The canonical unit."""
        return self.units[0]


def load_indicators(folder: Path) -> tuple[Indicator, ...]:
    """
    Give the taxonomy in `folder`/indicators.toml, in its order.

    Raises BadRuleTable if the table cannot be read.
    """
    return read_table(folder / "indicators.toml", "indicator", _indicator)


def find_indicator(phrase: str, unit: str, indicators: Iterable[Indicator]) -> Indicator | None:
    """Give the indicator whose synonym matches latest in `phrase`, where `unit` is one of its units."""
    folded = fold_text(phrase)
    best: Indicator | None = None
    best_at = (-1, 0)
    for indicator in indicators:
        if unit not in indicator.units:
            continue
        place = _matches_at(folded, indicator)
        if place is not None and place > best_at:
            best, best_at = indicator, place
    return best


def _matches_at(phrase: str, indicator: Indicator) -> tuple[int, int] | None:
    """End and length of the last synonym found: the head of a Chinese phrase stands at its end."""
    synonyms, bars = _patterns(indicator)
    if bars is not None and bars.search(phrase):
        return None
    found = [(match.end(), len(match[0])) for match in synonyms.finditer(phrase)]
    return max(found, default=None)


@lru_cache(maxsize=512)
def _patterns(indicator: Indicator) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    bars = re.compile(indicator.bars) if indicator.bars else None
    return re.compile("|".join(indicator.synonyms)), bars


def _indicator(row: Row) -> Indicator:
    made = Indicator(
        slug=row["id"],
        name=row["name"],
        family=row["family"],
        dimension=row["dimension"],
        units=tuple(row["units"]),
        synonyms=tuple(row["synonyms"]),
        bars=row.get("bars"),
        definition=row["definition"],
        weight=float(row["weight"]),
        positive=row["positive"],
        negative=row["negative"],
    )
    _patterns(made)  # a bad pattern is a bad table, and is told when the table is read
    return made
