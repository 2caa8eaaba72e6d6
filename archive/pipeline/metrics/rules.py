"""
The rule tables of the metric step. TOML files come in; one frozen value with every rule goes out.

Each row has an id, a weight (the trust it lends, 0 to 1) and an example it must and must not match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from archive.pipeline.metrics.indicators import Indicator, load_indicators
from archive.pipeline.text.rule_tables import Row, read_table
from archive.pipeline.text.sieve import Sieve
from archive.pipeline.values import Comparator


class UnitKind(StrEnum):
    """What a unit measures; the reading of the words around a figure depends on it."""

    MONEY = "money"
    AREA = "area"
    LENGTH = "length"
    WEIGHT = "weight"
    RATIO = "ratio"
    PERSON = "person"
    COUNT = "count"
    AGE = "age"
    TIME = "time"

    @property
    def is_measure(self) -> bool:
        """Whether the figure measures something, and does not count the noun that follows."""
        return self not in {UnitKind.PERSON, UnitKind.COUNT}


class Where(StrEnum):
    """Where a hedge stands."""

    BEFORE = "before"
    FAR = "far"  # before, with a verb between: 至少联系3户
    INSIDE = "inside"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class UnitRule:
    """
    A unit as it is printed.

    `unit` is None where the unit is kept as printed. `needs` must match the text before the figure,
    `follows` the text after the unit; `bars` must not match there. `chinese` must match there if the
    figure is a small Chinese numeral. `is_scaled`: only a number with 万 or 亿 takes it.
    Of several rows with the same printed form the first that fits is taken.
    """

    id: str
    printed: tuple[str, ...]
    unit: str | None
    kind: UnitKind
    factor: Decimal
    weight: float
    positive: str
    negative: str
    needs: re.Pattern[str] | None
    follows: re.Pattern[str] | None
    bars: re.Pattern[str] | None
    chinese: re.Pattern[str] | None
    is_scaled: bool

    def fits(self, before: str, after: str) -> bool:
        """Whether the text on either side of number and unit lets them be an amount."""
        if self.needs is not None and not self.needs.search(before):
            return False
        if self.follows is not None and not self.follows.match(after):
            return False
        return self.bars is None or not self.bars.match(after)


@dataclass(frozen=True, slots=True)
class ComparatorRule:
    """A hedge: matched against the text before the number, in it, or after the unit."""

    id: str
    where: Where
    pattern: re.Pattern[str]
    comparator: Comparator
    weight: float
    positive: str
    negative: str


@dataclass(frozen=True, slots=True)
class MarkRule:
    """
    A pattern that says something (`value`) of the text it matches; `where` is for the reader.
    """

    id: str
    value: str
    pattern: re.Pattern[str]
    weight: float
    positive: str
    negative: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class PointRule:
    """What evidence of one row, or of one family of rows, is worth in hundredths."""

    id: str
    points: int
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class MetricRules:
    """Every table of the metric step. Compared by identity: loaded once."""

    units: tuple[UnitRule, ...]
    comparators: tuple[ComparatorRule, ...]
    exclusions: tuple[MarkRule, ...]
    statuses: tuple[MarkRule, ...]
    pers: tuple[MarkRule, ...]
    periods: tuple[MarkRule, ...]
    phrases: tuple[MarkRule, ...]
    places: tuple[MarkRule, ...]
    indicators: tuple[Indicator, ...]
    points: dict[str, PointRule]

    def trust(self, rule: str) -> float:
        """The weight of the row of that id; 1 where a rule is no row of a table."""
        return _weights(self).get(rule, 1.0)


@dataclass(frozen=True, slots=True)
class PossibleRules:
    """The rows of the tables that are tried all over a passage which can match anything in it, in their order."""

    exclusions: tuple[MarkRule, ...]
    statuses: tuple[MarkRule, ...]
    pers: tuple[MarkRule, ...]
    periods: tuple[MarkRule, ...]


@lru_cache(maxsize=4)
def possible_rules(folded: str, rules: MetricRules) -> PossibleRules:
    """Give the rows that folded text, or a part of it, can match; the steps of one passage ask in turn."""
    tables: dict[str, list[MarkRule]] = {table: [] for table in _TRIED_ALL_OVER}
    for table, row in _sieve(rules).possible(folded):
        tables[table].append(row)
    return PossibleRules(**{table: tuple(rows) for table, rows in tables.items()})


_TRIED_ALL_OVER = ("exclusions", "statuses", "pers", "periods")


@lru_cache(maxsize=4)
def _sieve(rules: MetricRules) -> Sieve[tuple[str, MarkRule]]:
    return Sieve(
        ((table, row), row.pattern) for table in _TRIED_ALL_OVER for row in getattr(rules, table)
    )


@lru_cache(maxsize=4)
def _weights(rules: MetricRules) -> dict[str, float]:
    weights = {unit.id: unit.weight for unit in rules.units}
    weights |= {hedge.id: hedge.weight for hedge in rules.comparators}
    return weights | {
        mark.id: mark.weight for mark in (*rules.statuses, *rules.pers, *rules.places)
    }


def load_metric_rules(folder: Path) -> MetricRules:
    """
    Give the tables in `folder`.

    Raises BadRuleTable if one is missing or holds a row that cannot be read.
    """
    return MetricRules(
        units=read_table(folder / "units.toml", "unit", _unit),
        comparators=read_table(folder / "comparators.toml", "comparator", _comparator),
        exclusions=_marks(folder, "exclusions"),
        statuses=_marks(folder, "statuses"),
        pers=_marks(folder, "pers"),
        periods=_marks(folder, "periods"),
        phrases=_marks(folder, "phrases"),
        places=_marks(folder, "places"),
        indicators=load_indicators(folder),
        points={row.id: row for row in read_table(folder / "metric_points.toml", "points", _point)},
    )


def _marks(folder: Path, name: str) -> tuple[MarkRule, ...]:
    return read_table(folder / f"metric_{name}.toml", "rule", _mark)


def _unit(row: Row) -> UnitRule:
    return UnitRule(
        id=row["id"],
        printed=tuple(row["printed"]),
        unit=row.get("unit"),
        kind=UnitKind(row["kind"]),
        factor=Decimal(row.get("factor", "1")),
        weight=float(row["weight"]),
        positive=row["positive"],
        negative=row["negative"],
        needs=_pattern(row.get("needs")),
        follows=_pattern(row.get("follows")),
        bars=_pattern(row.get("bars")),
        chinese=_pattern(row.get("chinese")),
        is_scaled=bool(row.get("scaled", False)),
    )


def _comparator(row: Row) -> ComparatorRule:
    return ComparatorRule(
        id=row["id"],
        where=Where(row["where"]),
        pattern=re.compile(row["pattern"]),
        comparator=Comparator(row["comparator"]),
        weight=float(row["weight"]),
        positive=row["positive"],
        negative=row["negative"],
    )


def _point(row: Row) -> PointRule:
    return PointRule(id=row["id"], points=int(row["points"]), why=row["why"])


def _mark(row: Row) -> MarkRule:
    return MarkRule(
        id=row["id"],
        value=row["value"],
        pattern=re.compile(row["pattern"]),
        weight=float(row["weight"]),
        positive=row["positive"],
        negative=row["negative"],
        where=row.get("where", ""),
    )


def _pattern(printed: str | None) -> re.Pattern[str] | None:
    return None if printed is None else re.compile(printed)
