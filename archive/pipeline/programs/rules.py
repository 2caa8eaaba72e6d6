"""The rule tables of programs. rules/programs*.toml and what staff add in, one frozen lexicon out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archive.pipeline.programs.plain_rows import PlainRow, plain_rows
from archive.pipeline.programs.standing import KnownPrograms, load_standing, trie_pattern
from archive.pipeline.text.rule_tables import BadRuleTable, Row, read_rows
from archive.pipeline.text.sieve import Sieve
from archive.pipeline.values import AsideReason, Evidence, ProgramEntry, ProgramKind

_TABLES = {
    "programs.toml": ("title", "verb", "actor", "umbrella", "pattern", "signal", "generic"),
    "programs_heads.toml": ("head",),
    "programs_asides.toml": ("aside",),
    "programs_labels.toml": ("plain",),
}


class Where(StrEnum):
    """Where a head noun stands."""

    AFTER = "after"  # “五查”工作法
    OWN = "own"  # “先锋贷”
    PHRASE = "phrase"  # 推行义务值班制度
    SHARED = "shared"  # “一约五会”“一编三定”等制度
    BEFORE = "before"  # 党建品牌“红雁”


class Needs(StrEnum):
    """Which labels a head noun makes a program of."""

    ANY = "any"
    FORMULA = "formula"  # it counts: 五查, 1234
    LISTING = "listing"  # it counts, or lists parts: 党建领、党建抓
    YEARS = "years"  # it names a number of years: 三年强村


# Head nouns overlap (志愿服务, 服务队 in 志愿服务队), so each place is looked at where the longest one decides.
_PLACES = {
    Where.AFTER: "(?=(%s))",
    Where.SHARED: "(?=(%s))",
    Where.OWN: "(?=(%s)$)",
    Where.PHRASE: "(%s)",
    Where.BEFORE: "(%s)$",
}


@dataclass(frozen=True, slots=True)
class Example:
    """
    A row's two sentences.

    The positive one holds what the row `finds` (a program, or a name set aside), the negative one none.
    """

    id: str
    table: str
    positive: str
    negative: str
    finds: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """
    What a head noun says of a program; of a `weak` one a verb says more about the kind.

    With one that sets `apart`, name and label are two programs: “红雁”示范村 is no other name of “红雁”.
    """

    id: str
    kind: ProgramKind
    needs: Needs
    points: int
    weak: bool
    apart: bool


@dataclass(frozen=True, slots=True)
class Umbrella:
    """A program that others are named under: 党建+."""

    id: str
    name: str
    kind: ProgramKind
    child_kind: ProgramKind
    points: int


@dataclass(frozen=True, slots=True)
class AsideRow:
    """Why a name is no program; a head noun that a verb introduces outweighs a row that `yields`."""

    id: str
    reason: AsideReason
    yields: bool


@dataclass(frozen=True, slots=True)
class AsideRules:
    """The rows that set names aside: by the whole label, its end, what follows it, or a title's words."""

    labels: Mapping[str, AsideRow]
    endings: Mapping[str, AsideRow]
    ending_pattern: re.Pattern[str]
    after: Mapping[str, AsideRow]
    after_pattern: re.Pattern[str]
    titles: Mapping[str, AsideRow]
    title_pattern: re.Pattern[str]
    patterns: tuple[tuple[re.Pattern[str], AsideRow], ...]
    other_title: AsideRow


@dataclass(frozen=True, slots=True)
class Setting:
    """Words of a text that tell whether it is about local Party work, commerce or the whole country."""

    words: re.Pattern[str]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ProgramLexicon:
    """Every rule by which programs are found; patterns run on folded text."""

    known: KnownPrograms
    heads: Mapping[Where, Mapping[str, tuple[Head, ...]]]
    head_patterns: Mapping[Where, re.Pattern[str]]
    titles: Mapping[str, Head]
    title_end: re.Pattern[str]
    umbrellas: Mapping[str, Umbrella]
    asides: AsideRules
    generic: re.Pattern[str]
    verb: re.Pattern[str]
    verb_kinds: Mapping[str, ProgramKind]
    verb_evidence: Mapping[str, Evidence]
    ends_in_verb: re.Pattern[str]
    plain: Sieve[PlainRow]  # what weighs a label without a head noun
    actor: re.Pattern[str]
    evidence: Mapping[str, Evidence]  # of patterns and signals, by the id of their row
    settings: Mapping[str, Setting]
    examples: tuple[Example, ...]


def load_lexicon(folder: Path, entries: tuple[ProgramEntry, ...] = ()) -> ProgramLexicon:
    """
    The lexicon kept in `folder`; staff's `entries` override it.

    Raises BadRuleTable if a table is missing or a row is wrong.
    """
    tables: dict[str, list[Row]] = {}
    for file, names in _TABLES.items():
        for name in names:
            tables[name] = read_rows(folder / file, name)
            for row in tables[name]:
                _check(row, file)
    return _lexicon(tables, load_standing(folder, entries))


def _check(row: Row, file: str) -> None:
    """Raises BadRuleTable, naming the row, if its kind, places, reason or points are none."""
    try:
        _example(row, file)
        int(row.get("points", 0))
        for field, kind in (("kind", ProgramKind), ("needs", Needs), ("reason", AsideReason)):
            if field in row:
                kind(row[field])
        for where in row.get("where", ()):
            Where(where)
    except (KeyError, ValueError, TypeError) as error:
        where = f"规则表 {file} 的一行（{row.get('id', '无 id')}）"
        raise BadRuleTable(f"{where}写得不对：{error!r}。请改正后再试。") from error


def _lexicon(tables: Mapping[str, list[Row]], known: KnownPrograms) -> ProgramLexicon:
    heads = _heads(tables["head"])
    titles = {noun: _head(row) for row in tables["title"] for noun in row["nouns"]}
    verbs = tables["verb"]
    signals = [*tables["pattern"], *tables["signal"], *tables["plain"], *verbs]
    return ProgramLexicon(
        known=known,
        heads=heads,
        head_patterns={where: re.compile(_PLACES[where] % any_of(n)) for where, n in heads.items()},
        titles=titles,
        title_end=re.compile(
            rf"({any_of(titles)})[”’]?(?:[(\[〔【][^()\[\]〔〕【】]{{1,16}}[)\]〕】])?[”’]?$"
        ),
        umbrellas={row["name"]: _umbrella(row) for row in tables["umbrella"]},
        asides=_asides(tables["aside"]),
        generic=re.compile(any_of(_words(tables["generic"]))),
        verb=re.compile(any_of(_words(verbs))),
        verb_kinds={
            word: ProgramKind(row["kind"])
            for row in verbs
            if "kind" in row
            for word in row["words"]
        },
        verb_evidence={
            word: Evidence(row["id"], int(row["points"]))
            for row in reversed(verbs)
            for word in row["words"]
        },
        ends_in_verb=re.compile(rf"(?:{any_of(_words(verbs))})了?$"),
        plain=Sieve((row, row.pattern) for row in plain_rows(tables["plain"])),
        actor=re.compile(rf"({any_of(_words(tables['actor']))})$"),
        evidence={row["id"]: Evidence(row["id"], int(row["points"])) for row in signals},
        settings={
            row["id"]: Setting(re.compile(any_of(row["words"])), Evidence(row["id"], row["points"]))
            for row in tables["signal"]
            if "words" in row
        },
        examples=tuple(_example(row, name) for name in tables for row in tables[name]),
    )


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; for none, one that never matches."""
    return trie_pattern(words)


def _words(rows: Iterable[Row]) -> list[str]:
    return [word for row in rows for word in row["words"]]


def _heads(rows: Iterable[Row]) -> dict[Where, dict[str, tuple[Head, ...]]]:
    heads: dict[Where, dict[str, tuple[Head, ...]]] = {where: {} for where in Where}
    for row in rows:
        for where in map(Where, row["where"]):
            for noun in row["nouns"]:
                heads[where][noun] = (*heads[where].get(noun, ()), _head(row))
    return heads


def _head(row: Row) -> Head:
    needs = Needs(row.get("needs", Needs.ANY))
    return Head(
        row["id"],
        ProgramKind(row["kind"]),
        needs,
        int(row["points"]),
        bool(row.get("weak")),
        bool(row.get("apart")),
    )


def _umbrella(row: Row) -> Umbrella:
    return Umbrella(
        row["id"],
        row["name"],
        ProgramKind(row["kind"]),
        ProgramKind(row["child_kind"]),
        int(row["points"]),
    )


def _asides(rows: Iterable[Row]) -> AsideRules:
    by_field: dict[str, dict[str, AsideRow]] = {}
    other = AsideRow("aside-title", AsideReason.NAME, yields=False)
    for row in rows:
        made = AsideRow(row["id"], AsideReason(row["reason"]), bool(row.get("yields")))
        if row.get("other_titles"):
            other = made
        for field in ("words", "endings", "after", "titles", "patterns"):
            by_field.setdefault(field, {}).update(dict.fromkeys(row.get(field, ()), made))
    return AsideRules(
        labels=by_field["words"],
        endings=by_field["endings"],
        ending_pattern=re.compile(f"(?:{any_of(by_field['endings'])})$"),
        after=by_field["after"],
        after_pattern=re.compile(any_of(by_field["after"])),
        titles=by_field["titles"],
        title_pattern=re.compile(any_of(by_field["titles"])),
        patterns=tuple((re.compile(each), row) for each, row in by_field["patterns"].items()),
        other_title=other,
    )


def _example(row: Row, table: str) -> Example:
    return Example(row["id"], table, row["positive"], row["negative"], row.get("finds"))
