"""The word tables of place matching. rules/places*.toml in, one frozen value out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from archive.pipeline.text.rule_tables import Row, read_table

_FILES = ("places.toml", "places_ordinary_words.toml")
RULES_FOLDER = Path(__file__).parent.parent / "rules"


class PlaceRuleKind(StrEnum):
    """What a row of words decides; places.toml says it of each."""

    COMMON_STEM = "common_stem"
    RURAL_WORD = "rural_word"
    ORGANISATION = "organisation"
    MASTHEAD = "masthead"
    AMBIGUOUS_SHORT = "ambiguous_short"
    SHORT_LEFT = "short_left"
    NOT_BARE = "not_bare"
    BARE_COMMON = "bare_common"
    NOT_UNLISTED = "not_unlisted"
    OTHER_NAME = "other_name"
    LABEL = "label"
    COMMON_TAIL = "common_tail"
    FURNITURE = "furniture"
    JOINED_WORD = "joined_word"
    TOWN_ORGAN = "town_organ"


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """
    One row: `place` is found in `positive` and not in `negative`; where `surface` is given, it is only
    those characters that are no mention in `negative`.
    """

    id: str
    kind: PlaceRuleKind
    words: tuple[str, ...]
    weight: float
    why: str
    place: str
    positive: str
    negative: str
    surface: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """The rows, and the sets and patterns made of them."""

    rows: tuple[PlaceRule, ...]
    common_stems: frozenset[str]
    rural_words: frozenset[str]
    ambiguous_shorts: frozenset[str]
    short_left: frozenset[str]
    bare_common: frozenset[str]
    organisation: re.Pattern[str]
    common_tails: tuple[str, ...]
    masthead: re.Pattern[str]
    not_bare: re.Pattern[str]
    not_unlisted: re.Pattern[str]
    other_name: re.Pattern[str]
    label: re.Pattern[str]
    furniture: re.Pattern[str]
    joined_words: frozenset[str]
    town_organ: re.Pattern[str]


@lru_cache(maxsize=4)
def load_place_rules(folder: Path = RULES_FOLDER) -> PlaceRules:
    """
    The rules kept in `folder`.

    Raises BadRuleTable if a file is missing or a row is wrong.
    """
    rows = tuple(row for name in _FILES for row in read_table(folder / name, "rule", _rule))

    def words(kind: PlaceRuleKind) -> frozenset[str]:
        return frozenset(word for row in rows if row.kind is kind for word in row.words)

    return PlaceRules(
        rows=rows,
        common_stems=words(PlaceRuleKind.COMMON_STEM),
        rural_words=words(PlaceRuleKind.RURAL_WORD),
        ambiguous_shorts=words(PlaceRuleKind.AMBIGUOUS_SHORT),
        short_left=words(PlaceRuleKind.SHORT_LEFT),
        bare_common=words(PlaceRuleKind.BARE_COMMON),
        common_tails=tuple(sorted(words(PlaceRuleKind.COMMON_TAIL))),
        # An organisation's name runs on without a break: 许昌卷烟厂, 郑州市第一建筑公司.
        organisation=re.compile(rf"[一-鿿]{{0,4}}?(?:{_any(words(PlaceRuleKind.ORGANISATION))})"),
        masthead=re.compile(rf"(?:{_any(words(PlaceRuleKind.MASTHEAD))})$"),
        not_bare=re.compile(rf"[一-鿿]{{0,2}}?(?:{_any(words(PlaceRuleKind.NOT_BARE))})"),
        not_unlisted=re.compile(_any(words(PlaceRuleKind.NOT_UNLISTED))),
        furniture=re.compile(_any(words(PlaceRuleKind.FURNITURE))),
        joined_words=words(PlaceRuleKind.JOINED_WORD),
        town_organ=re.compile(_any(words(PlaceRuleKind.TOWN_ORGAN))),
        label=re.compile(_any(words(PlaceRuleKind.LABEL))),
        # 长沙贡玛乡 and 洛阳村 begin like cities.
        other_name=re.compile(rf"[一-鿿]{{0,3}}?(?:{_any(words(PlaceRuleKind.OTHER_NAME))})"),
    )


@lru_cache(maxsize=4)
def load_points(folder: Path = RULES_FOLDER) -> Mapping[str, int]:
    """
    The points of each piece of evidence, by its id.

    Raises BadRuleTable if the file is missing or a row is wrong.
    """
    rows = read_table(folder / "places_evidence.toml", "evidence", _points)
    return MappingProxyType(dict(rows))


def _points(row: Row) -> tuple[str, int]:
    if not row["why"]:
        raise ValueError("why")
    return str(row["id"]), int(row["points"])


def _rule(row: Row) -> PlaceRule:
    return PlaceRule(**{**row, "kind": PlaceRuleKind(row["kind"]), "words": tuple(row["words"])})


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
