"""The patterns of village names. rules/places_villages.toml in, one frozen value out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from archive.pipeline.places.rules import RULES_FOLDER
from archive.pipeline.text.rule_tables import Row, read_table

VALUES = ("name", "anchor", "stem", "no_name", "generic", "list_end", "post")


@dataclass(frozen=True, slots=True)
class VillageRule:
    """One row: what its pattern matches (`positive`) and does not (`negative`)."""

    id: str
    value: str
    pattern: re.Pattern[str]
    weight: float
    positive: str
    negative: str


@dataclass(frozen=True, slots=True)
class VillageRules:
    """The rows, and one pattern for each thing they say."""

    rows: tuple[VillageRule, ...]
    name: re.Pattern[str]
    anchor: re.Pattern[str]
    stem: re.Pattern[str]
    no_name: re.Pattern[str]
    generic: re.Pattern[str]
    list_end: re.Pattern[str]
    post: re.Pattern[str]


@lru_cache(maxsize=4)
def load_village_rules(folder: Path = RULES_FOLDER) -> VillageRules:
    """
    The rules kept in `folder`.

    Raises BadRuleTable if the file is missing or a row is wrong.
    """
    rows = read_table(folder / "places_villages.toml", "rule", _rule)

    def pattern(value: str) -> re.Pattern[str]:
        return re.compile("|".join(row.pattern.pattern for row in rows if row.value == value))

    return VillageRules(rows, *(pattern(value) for value in VALUES))


def _rule(row: Row) -> VillageRule:
    if row["value"] not in VALUES:
        raise ValueError(row["value"])
    return VillageRule(
        id=row["id"],
        value=row["value"],
        pattern=re.compile(row["pattern"]),
        weight=float(row["weight"]),
        positive=row["positive"],
        negative=row["negative"],
    )
