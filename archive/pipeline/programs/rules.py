"""The rule tables of programs. rules/programs.toml in, one frozen lexicon out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archive.pipeline.text.rule_tables import BadRuleTable, Row, read_rows
from archive.pipeline.values import ProgramKind

_TABLES = ("head", "title", "verb", "actor", "standing", "stop", "umbrella")


class Where(StrEnum):
    """Where a head noun stands."""

    AFTER = "after"  # “五查”工作法
    OWN = "own"  # “先锋贷”
    PHRASE = "phrase"  # 推行义务值班制度
    SHARED = "shared"  # “一约五会”“一编三定”等制度


class Needs(StrEnum):
    """Which labels a head noun makes a program of."""

    ANY = "any"
    FORMULA = "formula"  # it counts: 五查, 1234
    LISTING = "listing"  # it counts, or lists parts: 党建领、党建抓
    YEARS = "years"  # it names a number of years: 三年强村


@dataclass(frozen=True, slots=True)
class Example:
    """A row's two sentences: the positive one holds the program `finds`, the negative one none of the row's."""

    id: str
    positive: str
    negative: str
    finds: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """What a head noun says of a program."""

    id: str
    kind: ProgramKind
    needs: Needs
    weight: float


@dataclass(frozen=True, slots=True)
class Standing:
    """A program every report may name, under its usual name."""

    id: str
    name: str
    kind: ProgramKind
    weight: float


@dataclass(frozen=True, slots=True)
class Umbrella:
    """A program that others are named under: 党建+."""

    id: str
    name: str
    kind: ProgramKind
    child_kind: ProgramKind
    weight: float


@dataclass(frozen=True, slots=True)
class ProgramLexicon:
    """Every rule by which programs are found; patterns run on folded text."""

    heads: Mapping[Where, Mapping[str, tuple[Head, ...]]]
    titles: Mapping[str, Head]
    standing: Mapping[str, Standing]
    umbrellas: Mapping[str, Umbrella]
    stopped: Mapping[str, str]  # label → id of the row that stops it
    generic: re.Pattern[str]
    head_patterns: Mapping[Where, re.Pattern[str]]
    title_end: re.Pattern[str]
    standing_pattern: re.Pattern[str]
    stop_after: re.Pattern[str]
    verb: re.Pattern[str]
    ends_in_verb: re.Pattern[str]
    actor: re.Pattern[str]
    examples: tuple[Example, ...]


def load_lexicon(folder: Path) -> ProgramLexicon:
    """
    The lexicon kept in `folder`.

    Raises BadRuleTable if programs.toml is missing or a row is wrong.
    """
    path = folder / "programs.toml"
    tables = {name: read_rows(path, name) for name in _TABLES}
    for rows in tables.values():
        for row in rows:
            _check(row, path)
    return _lexicon(tables)


def _check(row: Row, path: Path) -> None:
    """Raises BadRuleTable, naming the row, if its kind, places or weight are none."""
    try:
        _example(row)
        float(row["weight"])
        ProgramKind(row.get("kind", ProgramKind.METHOD))
        Needs(row.get("needs", Needs.ANY))
        for where in row.get("where", ()):
            Where(where)
    except (KeyError, ValueError, TypeError) as error:
        where = f"规则表 {path.name} 的一行（{row.get('id', '无 id')}）"
        raise BadRuleTable(f"{where}写得不对：{error!r}。请改正后再试。") from error


def _lexicon(tables: Mapping[str, list[Row]]) -> ProgramLexicon:
    heads = _heads(tables["head"])
    titles = {noun: _head(row) for row in tables["title"] for noun in row["nouns"]}
    standing = _standing(tables["standing"])
    stops = tables["stop"]
    verbs = [word for row in tables["verb"] for word in row["words"]]
    actors = [word for row in tables["actor"] for word in row["words"]]
    return ProgramLexicon(
        heads=heads,
        titles=titles,
        standing=standing,
        umbrellas={row["name"]: _umbrella(row) for row in tables["umbrella"]},
        stopped={word: row["id"] for row in stops for word in row.get("words", ())},
        generic=re.compile(any_of(word for row in stops for word in row.get("generic", ()))),
        head_patterns={where: re.compile(any_of(nouns)) for where, nouns in heads.items()},
        title_end=re.compile(rf"({any_of(titles)})(?:\((?:试行|暂行|修订|草案)\))?$"),
        standing_pattern=re.compile(any_of(standing)),
        stop_after=re.compile(any_of(word for row in stops for word in row.get("after", ()))),
        verb=re.compile(any_of(verbs)),
        ends_in_verb=re.compile(rf"(?:{any_of(verbs)})了?$"),
        actor=re.compile(rf"({any_of(actors)})$"),
        examples=tuple(_example(row) for name in tables for row in tables[name]),
    )


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _heads(rows: Iterable[Row]) -> dict[Where, dict[str, tuple[Head, ...]]]:
    heads: dict[Where, dict[str, tuple[Head, ...]]] = {where: {} for where in Where}
    for row in rows:
        for where in map(Where, row["where"]):
            for noun in row["nouns"]:
                heads[where][noun] = (*heads[where].get(noun, ()), _head(row))
    return heads


def _head(row: Row) -> Head:
    needs = Needs(row.get("needs", Needs.ANY))
    return Head(row["id"], ProgramKind(row["kind"]), needs, float(row["weight"]))


def _standing(rows: Iterable[Row]) -> dict[str, Standing]:
    found: dict[str, Standing] = {}
    for row in rows:
        kind, weight = ProgramKind(row["kind"]), float(row["weight"])
        for name in row["names"]:
            found[name] = Standing(row["id"], name, kind, weight)
        for alias, name in row.get("aliases", {}).items():
            found[alias] = Standing(row["id"], name, kind, weight)
    return found


def _umbrella(row: Row) -> Umbrella:
    return Umbrella(
        row["id"],
        row["name"],
        ProgramKind(row["kind"]),
        ProgramKind(row["child_kind"]),
        float(row["weight"]),
    )


def _example(row: Row) -> Example:
    return Example(row["id"], row["positive"], row["negative"], row.get("finds"))
