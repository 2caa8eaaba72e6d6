"""
Step 2b: the words a byline is made of, ready to match. The rule table rules/bylines.toml in, patterns and tests of words out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RULES = Path(__file__).parent.parent / "rules" / "bylines.toml"

MAX_POST = 30
HAN = "\u3400-\u9fff\uf900-\ufaff"


@dataclass(frozen=True, slots=True)
class Words:
    """The rule table, ready to match."""

    role: re.Pattern[str]
    role_word: re.Pattern[str]
    media: tuple[str, ...]
    nameless: frozenset[str]
    no_names: tuple[str, ...]
    closing: re.Pattern[str]
    post: re.Pattern[str]
    posts: tuple[str, ...]
    office: re.Pattern[str]
    offices: tuple[str, ...]
    surnames: frozenset[str]
    credit: re.Pattern[str]
    credit_inside: re.Pattern[str]


def holds_role(text: str) -> bool:
    """Whether `text` holds a word for who writes (记者, 通讯员, 作者)."""
    return bool(words().role_word.search(text))


def is_office(text: str) -> bool:
    """Whether `text` ends as the names of offices and places do (中共石泉县委组织部)."""
    return text.endswith(words().offices)


def is_medium(text: str) -> bool:
    """Whether `text` ends as the names of papers, agencies, stations and sites do."""
    return text.endswith(words().media)


def nameless_media() -> frozenset[str]:
    """What stands for a paper without naming it (本报, 本网)."""
    return words().nameless


def named_medium(role: str) -> str | None:
    """The paper or site a role names (郑报全媒体记者 → 郑报全媒体), or None if it names none."""
    known = words()
    medium = known.role_word.sub("", role).strip(" ：:")
    if not medium or medium in known.nameless or not medium.endswith(known.media):
        return None
    return medium


@cache
def words() -> Words:
    rules = tomllib.loads(RULES.read_text("utf-8"))
    single = frozenset("".join(rules["surnames"].split()))
    posts = _one_of(rules["posts"])
    roles = _one_of(rules["roles"])
    editors = _one_of(rules["credits"])
    return Words(
        role=re.compile(rf"[{HAN}A-Za-z·]{{0,16}}?(?:{roles})(?=[：:]|[{HAN}]{{2,4}}$|$)"),
        role_word=re.compile(roles),
        media=tuple(rules["media"]),
        nameless=frozenset(rules["nameless"]),
        no_names=(*rules["no_names"], *rules["source_labels"], *rules["credits"]),
        closing=re.compile(
            rf"(?<=[\s\u3000）)])(?:{_one_of(rules['closings'])}|[{HAN}]{{2,4}}(?:摄影)?(?:报道|報道))$"
        ),
        post=re.compile(
            rf"(?P<post>[{HAN}“”（）、\s]{{2,{MAX_POST}}}(?:{posts}))[\s\u3000:：]+(?P<name>[{HAN}][{HAN}\s·]{{1,5}})"
        ),
        posts=tuple(rules["posts"]),
        office=re.compile(_one_of(rules["offices"])),
        offices=tuple(rules["offices"]),
        surnames=single | frozenset(rules["compound_surnames"]),
        credit=re.compile(
            rf"(?:{editors})(?:[\s\u3000]*[：:丨|｜/／]|(?:[\s\u3000]+(?:{editors}|[{HAN}·]{{2,4}}|[{HAN}]))+$)"
        ),
        credit_inside=re.compile(rf"(?:{editors})(?:[：:丨|｜/／]|[\s\u3000]+[{HAN}])"),
    )


def _one_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
