"""The rule tables of programs. rules/programs.toml in, one frozen lexicon out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from archive.pipeline.values import ProgramKind


class ProgramRulesDamaged(Exception):
    """programs.toml is missing, or a row of it cannot be read."""


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

    Raises ProgramRulesDamaged if programs.toml is missing or a row lacks a field.
    """
    path = folder / "programs.toml"
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        return _lexicon(tables)
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise ProgramRulesDamaged(
            f"规则文件 {path.name} 缺失或写错({error}),无法识别做法名称。请从项目仓库恢复该文件,或按其中的说明改正后重试。"
        ) from error


def _lexicon(tables: Mapping[str, Any]) -> ProgramLexicon:
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


def _heads(rows: Iterable[Mapping[str, Any]]) -> dict[Where, dict[str, tuple[Head, ...]]]:
    heads: dict[Where, dict[str, tuple[Head, ...]]] = {where: {} for where in Where}
    for row in rows:
        for where in map(Where, row["where"]):
            for noun in row["nouns"]:
                heads[where][noun] = (*heads[where].get(noun, ()), _head(row))
    return heads


def _head(row: Mapping[str, Any]) -> Head:
    needs = Needs(row.get("needs", Needs.ANY))
    return Head(row["id"], ProgramKind(row["kind"]), needs, float(row["weight"]))


def _standing(rows: Iterable[Mapping[str, Any]]) -> dict[str, Standing]:
    found: dict[str, Standing] = {}
    for row in rows:
        kind, weight = ProgramKind(row["kind"]), float(row["weight"])
        for name in row["names"]:
            found[name] = Standing(row["id"], name, kind, weight)
        for alias, name in row.get("aliases", {}).items():
            found[alias] = Standing(row["id"], name, kind, weight)
    return found


def _umbrella(row: Mapping[str, Any]) -> Umbrella:
    return Umbrella(
        row["id"],
        row["name"],
        ProgramKind(row["kind"]),
        ProgramKind(row["child_kind"]),
        float(row["weight"]),
    )


def _example(row: Mapping[str, Any]) -> Example:
    return Example(row["id"], row["positive"], row["negative"], row.get("finds"))
