"""
The table of checks, rules/checks.toml. The file comes in; one frozen row for each check goes out.

`weight` is the points a flag takes from the confidence of its figure. It is 0 where the doubt is about
what the page says (602人 and 200余人), above 0 where it speaks for a wrong reading (120% of all members).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.pipeline.text.rule_tables import BadRuleTable, Row, read_table

_TABLE = "checks.toml"
_NO_SUCH_CHECK = (
    "规则表 checks.toml 里的检查项 {} 程序里没有，或程序里有而表里没有。请改正 id 后再试。"
)

CHECKS = (
    "sum.parts",
    "sum.shares",
    "part.over_whole",
    "percent.over_hundred",
    "range.inverted",
    "change.direction",
    "repeat.conflict",
    "period.future",
    "villages.count",
    "towns.count",
    "members.over_population",
)


@dataclass(frozen=True, slots=True)
class CheckRule:
    """
    One check: its id, the points it takes, the sentence a reader sees, and the words it looks for.

    `positive` and `negative` are whole texts that must and must not be flagged.
    """

    id: str
    weight: int
    sentence: str
    words: Mapping[str, re.Pattern[str]]
    positive: str
    negative: str


CheckRules = Mapping[str, CheckRule]


def load_check_rules(folder: Path) -> CheckRules:
    """
    Give the checks of `folder` by id.

    Raises BadRuleTable if the table cannot be read, or its ids are not those of the program.
    """
    rules = {rule.id: rule for rule in read_table(folder / _TABLE, "check", _rule)}
    for unknown in sorted(set(rules) ^ set(CHECKS)):
        raise BadRuleTable(_NO_SUCH_CHECK.format(unknown))
    return rules


def _rule(row: Row) -> CheckRule:
    return CheckRule(
        id=row["id"],
        weight=int(row["weight"]),
        sentence=row["sentence"],
        words={name: re.compile(pattern) for name, pattern in row.get("words", {}).items()},
        positive=row["positive"],
        negative=row["negative"],
    )
