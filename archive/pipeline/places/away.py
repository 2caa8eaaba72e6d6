"""
Mentions of places the article is not about: study tours, homes and markets elsewhere. Fields and mentions in,
those mentions out. rules/places_away.toml says what tells them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from archive.pipeline.places.fields import Field, Part
from archive.pipeline.places.rules import RULES_FOLDER
from archive.pipeline.text.rule_tables import Row, read_table
from archive.pipeline.text.sieve import Sieve

_AROUND = 40  # characters before and after a mention that are read
_JOINTS = frozenset("、和与及的 ")

Mention = tuple[str, tuple[int, int, int]]  # key of a place; field, start, end


@dataclass(frozen=True, slots=True)
class AwayRule:
    """
    A row: both patterns must match; in `positive` the `place` is away, in `negative` it is not.

    `home` says that it counts for a place of headline or byline too.
    """

    id: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    place: str
    positive: str
    negative: str
    home: bool = False


@lru_cache(maxsize=4)
def load_away_rules(folder: Path = RULES_FOLDER) -> tuple[AwayRule, ...]:
    """
    The rules kept in `folder`.

    Raises BadRuleTable if the file is missing or a row is wrong.
    """
    return read_table(folder / "places_away.toml", "rule", _rule)


def _rule(row: Row) -> AwayRule:
    return AwayRule(
        id=row["id"],
        before=re.compile(row["before"]),
        after=re.compile(row["after"]),
        place=row["place"],
        positive=row["positive"],
        negative=row["negative"],
        home=bool(row.get("home", False)),
    )


@lru_cache(maxsize=1)
def away_sieve() -> Sieve[AwayRule]:
    """The rules, to be asked which of them the words before a mention can match."""
    return Sieve((rule, rule.before) for rule in load_away_rules())


def find_away(
    fields: Sequence[Field], mentions: Iterable[Mention], rules: Sieve[AwayRule]
) -> Iterator[Mention]:
    """Yield the mentions that are away; places in headline or byline are only by rows that say so."""
    mentions = sorted(mentions, key=lambda mention: mention[1])
    home = {key for key, at in mentions if fields[at[0]].part in (Part.HEAD, Part.BYLINE)}
    for run in _runs(mentions, fields):
        field = fields[run[0][1][0]]
        start, end = run[0][1][1], run[-1][1][2]
        before, after = field.text[max(0, start - _AROUND) : start], field.text[end : end + _AROUND]
        fired = [
            rule
            for rule in rules.possible(before)
            if rule.before.search(before) and rule.after.match(after)
        ]
        if fired:
            everywhere = any(rule.home for rule in fired)
            yield from (mention for mention in run if everywhere or mention[0] not in home)


def _runs(mentions: Sequence[Mention], fields: Sequence[Field]) -> Iterator[list[Mention]]:
    """Mentions that stand together: 浙江省安吉县, 郑州、新乡."""
    run: list[Mention] = []
    for mention in mentions:
        if run and not _is_joined(run[-1], mention, fields):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _is_joined(last: Mention, mention: Mention, fields: Sequence[Field]) -> bool:
    field, _, end = last[1]
    if field != mention[1][0]:
        return False
    between = fields[field].text[end : mention[1][1]]
    return len(between) <= 1 and _JOINTS.issuperset(between)
