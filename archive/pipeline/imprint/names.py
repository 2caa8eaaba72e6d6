"""
Step 2b: the names of persons. A line in, the names it consists of out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.pipeline.imprint.byline_words import (
    HAN,
    MAX_POST,
    holds_role,
    is_medium,
    nameless_media,
    words,
)
from archive.pipeline.text.script import simplify

DOTS = "·•・‧∙⋅･"
NAME = re.compile(
    rf"[{HAN}]{{2,4}}|[{HAN}]{{1,6}}[{DOTS}][{HAN}]{{1,8}}(?:[{DOTS}][{HAN}]{{1,8}})?"
)
SPACED_DOT = re.compile(rf"(?<=[{HAN}])[ \u3000]?([{DOTS}])[ \u3000]?(?=[{HAN}])")
SEPARATOR = re.compile(r"[\s\u3000,，、;；/／|｜]+")
ORNAMENT = "□■●○◎★☆◆◇▲△*＊ \t\u3000()（）[]［］【】〔〕<>《》—-－·"
LONGEST_GIVEN_NAME = 2
PLACE_ENDINGS = ("镇", "鎮", "乡", "鄉", "村", "街道", "社区", "社區")
LONGEST_NAME = 4  # without a dot
LONGEST_PLAIN_NAME = 3  # with a family name of one character


def parse_names(text: str) -> tuple[str, ...]:
    """The names `text` consists of, each with a known family name; () if it holds anything else."""
    if len(text) > MAX_POST:
        return ()
    names = whole_names(SEPARATOR.split(SPACED_DOT.sub(r"\1", text.strip(ORNAMENT))))
    return tuple(names) if names and all(is_person(name) for name in names) else ()


def whole_names(tokens: Iterable[str]) -> list[str]:
    """The tokens, with a name printed with a space inside (胡 晨) put together."""
    whole: list[str] = []
    half: str | None = None
    for token in filter(None, tokens):
        if half is not None and len(token) <= LONGEST_GIVEN_NAME:
            whole[-1] = half + token
            half = None
            continue
        whole.append(token)
        half = token if len(token) == 1 else None
    return whole


def is_person(name: str) -> bool:
    surnames = words().surnames
    plain = simplify(name)
    if len(name) >= LONGEST_PLAIN_NAME and name.endswith(PLACE_ENDINGS):
        return False
    if (
        name in nameless_media()
        or holds_role(name)
        or (len(name) > LONGEST_NAME and is_medium(name))
    ):
        return False  # 见习, 记者王二, 特稿·石泉新闻客户端
    return bool(NAME.fullmatch(name)) and (
        not set(DOTS).isdisjoint(name)
        or (len(name) <= LONGEST_PLAIN_NAME and not surnames.isdisjoint((name[0], plain[0])))
        or not surnames.isdisjoint((name[:2], plain[:2]))
    )


def squeezed(text: str) -> str:
    return "".join(text.split())
