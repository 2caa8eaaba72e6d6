"""
The lexicon of programs known by name: rules/programs_standing.toml and what staff add in, entries by form out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.pipeline.programs.names import fold_name, plain_form
from archive.pipeline.text.rule_tables import BadRuleTable, Row, read_rows
from archive.pipeline.values import ProgramEntry, ProgramKind

TABLE = "programs_standing.toml"
OVERLAY_RULE = "staff-lexicon"
_POINTS, _OVERLAY_POINTS = 88, 95
_NOT_BEHIND = "(?<![-—].)"  # a dash before the name makes it the end of another
_FIELDS = {"name", "kind", "aliases", "quoted", "years", "source", "points"}


@dataclass(frozen=True, slots=True)
class Standing:
    """
    A program known by name.

    `quoted` are the forms that count only between quotation marks. `years` are the first and last of a
    campaign, `source` the document that set it. `national` is False for what staff added.
    """

    name: str
    kind: ProgramKind
    forms: tuple[str, ...]
    quoted: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    source: str = ""
    points: int = _POINTS
    parent: str | None = None
    national: bool = True

    @property
    def rule(self) -> str:
        """The id its evidence carries."""
        return f"standing-{self.name}" if self.national else OVERLAY_RULE


@dataclass(frozen=True, slots=True)
class KnownPrograms:
    """
    Entries by form, as the form stands in a folded text without marks.

    `pattern` finds the forms that count without quotation marks. `refused` are the folded names staff
    set aside, `overlaid` says that they added anything.
    """

    by_form: Mapping[str, Standing]
    by_fold: Mapping[str, Standing]
    pattern: re.Pattern[str]
    refused: frozenset[str]
    overlaid: bool


def load_standing(folder: Path, entries: Iterable[ProgramEntry]) -> KnownPrograms:
    """
    The programs of the table in `folder`, overridden by staff's `entries`.

    Raises BadRuleTable if the table is missing or an entry is wrong.
    """
    by_form: dict[str, Standing] = {}
    for row in read_rows(folder / TABLE, "standing"):
        known = _standing(row)
        for form in known.forms:
            if form in by_form:
                raise BadRuleTable(f"规则表 {TABLE} 里“{form}”写了两次。请删去一处。")
            by_form[form] = known
    refused: set[str] = set()
    for entry in entries:
        _overlay(by_form, refused, entry)
    bare = [form for form, known in by_form.items() if form not in known.quoted and len(form) > 1]
    return KnownPrograms(
        by_form,
        {fold_name(form): known for form, known in by_form.items()},
        re.compile(f"(?:{trie_pattern(bare, check=_NOT_BEHIND)})(?!师)"),
        frozenset(refused),
        any(not known.national for known in by_form.values()),
    )


def _standing(row: Row) -> Standing:
    name = row.get("name", "无名")
    unknown = sorted(set(row) - _FIELDS)
    try:
        forms = tuple(dict.fromkeys(map(plain_form, [name, *row.get("aliases", ())])))
        years = row.get("years")
        known = Standing(
            name=name,
            kind=ProgramKind(row["kind"]),
            forms=forms,
            quoted=tuple(map(plain_form, row.get("quoted", ()))),
            years=(int(years[0]), int(years[1])) if years else None,
            source=row.get("source", ""),
            points=int(row.get("points", _POINTS)),
        )
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise BadRuleTable(
            f"规则表 {TABLE} 的一行（{name}）写得不对：{error!r}。请改正后再试。"
        ) from error
    if unknown:
        raise BadRuleTable(
            f"规则表 {TABLE} 的一行（{name}）有不认识的字段：{unknown}。请改正后再试。"
        )
    return known


def _overlay(by_form: dict[str, Standing], refused: set[str], entry: ProgramEntry) -> None:
    own = plain_form(entry.name)
    before = by_form.get(own)
    inherited = before.forms if before and plain_form(before.name) == own else ()
    forms = tuple(dict.fromkeys(filter(None, [own, *map(plain_form, entry.aliases), *inherited])))
    if entry.kind is None:
        refused.update(map(fold_name, forms))
        for form in forms:
            by_form.pop(form, None)
        return
    refused.difference_update(map(fold_name, forms))
    known = Standing(
        name=entry.name,
        kind=entry.kind,
        forms=forms,
        points=_OVERLAY_POINTS,
        parent=entry.parent,
        national=False,
    )
    by_form.update(dict.fromkeys(forms, known))


def trie_pattern(words: Iterable[str], *, check: str = "") -> str:
    """
    A pattern for any of the words, the longest first, that tries each character once.

    `check` is a pattern of no width that must hold behind the first character; one in front of it would have
    the whole tried at every character of a text.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branch(root, check) if root else "(?!)"


def _branch(node: Mapping[str, Any], check: str = "") -> str:
    ends = "" in node
    ways = [re.escape(first) + check + _branch(after) for first, after in node.items() if first]
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 and not ends else f"(?:{'|'.join(ways)})"
    return f"{joined}?" if ends else joined
