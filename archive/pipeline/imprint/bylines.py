"""
Step 2b: who wrote it. A line or the end of a paragraph in, names with their roles out.

The words (roles, media, posts, family names) are in rules/bylines.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from archive.pipeline.imprint.byline_words import (
    HAN,
    MAX_POST,
    is_office,
    named_medium,
    words,
)
from archive.pipeline.imprint.names import (
    LONGEST_PLAIN_NAME,
    NAME,
    ORNAMENT,
    SEPARATOR,
    is_person,
    parse_names,
    squeezed,
    whole_names,
)
from archive.pipeline.values import Author

MAX_BYLINE = 90  # characters; a longer line is no byline
SHORTEST_PLACE = 5  # of an office or of a town with its county
WRITER_MARK = re.compile(
    r"^(?:文[/／、]?[图圖]|[图圖][/／、]?文|文)[\s\u3000]*[/／|｜丨:：\s][\s\u3000]*(?=\S)"
)
# 张三/文, 李四/摄, 文/张三 图/李四: who wrote and who took the pictures.
BESIDE_NAME = re.compile(
    rf"(?P<name>[{HAN}]{{2,4}})[ \u3000]?[/／](?P<after>文图|图文|摄影|[文圖图摄攝])(?![{HAN}])"
    rf"|(?<![{HAN}/／])(?P<before>文图|图文|摄影|[文圖图摄攝])[/／](?P<named>[{HAN}]{{2,4}})"
)
# 记者 向明通讯员 田华: the space before the second role is lost.
ROLE_BEHIND_NAME = re.compile(
    rf"(?<=[ \u3000：:])(?P<name>[{HAN}]{{2,3}})(?=(?:通讯员|通訊員|实习生|實習生|实习记者|记者|記者)[ \u3000：:])"
)
ABOUT_AUTHOR = re.compile(r"作者(?:系|为|是|单位|简介|电话|地址)")  # （作者系池河镇党委书记）
PHOTOGRAPHER_ALONE = re.compile(
    rf"(?:摄影|攝影|供图|供圖|图片|[摄攝图圖])(?:[\s\u3000]*[/／|｜丨:：]|[\s\u3000])[\s\u3000]*(?P<named>[{HAN}\s\u3000、]{{2,20}})"
    rf"|(?P<name>[{HAN}\s\u3000、]{{2,20}}?)[\s\u3000]?[/／\s\u3000]?(?:摄影|攝影|供图|供圖|[摄攝])"
)
POST_ALONE = re.compile(rf"[{HAN}“”（）、]{{4,{MAX_POST}}}")
PHOTOGRAPHERS = ("摄影", "攝影", "供图")


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors a byline names, and the first paper or site they are said to belong to."""

    authors: tuple[Author, ...]
    affiliation: str | None = None


class _Token(NamedTuple):
    role: str | None
    name: str | None


def parse_byline(text: str) -> Byline | None:
    """
    The byline that `text` is as a whole, or None.

    Role words decide (全媒体记者 王献伟 通讯员 吴承卿 文/图); an official with his post is found by
    parse_post, which the page must confirm.
    """
    if len(text) > MAX_BYLINE:
        return None
    known = words()
    bare = known.closing.sub("", text.strip(ORNAMENT)).strip(ORNAMENT)
    official = parse_post(WRITER_MARK.sub("", bare)) if WRITER_MARK.match(bare) else None
    if official:
        return official
    bare = BESIDE_NAME.sub(_with_role, WRITER_MARK.sub("作者 ", bare))
    bare = ROLE_BEHIND_NAME.sub(r"\g<name> ", bare)
    if not known.role_word.search(bare) or _names_photographers(bare):
        return None
    return _read_tokens(whole_names(SEPARATOR.split(bare)))


def _with_role(match: re.Match[str]) -> str:
    """张三/文 as 作者 张三: the role before the name, as other bylines print it."""
    writes = "文" in (match["after"] or match["before"])
    return f" {'作者' if writes else '摄影'} {match['name'] or match['named']} "


def parse_post(text: str) -> Byline | None:
    """The official with his post that `text` is (中牟县刘集镇党委书记 马爱国), or None."""
    known = words()
    match = known.post.fullmatch(text) if len(text) <= MAX_POST + 6 else None
    if (
        not match
        or not known.office.search(match["post"])
        or not is_person(squeezed(match["name"]))
    ):
        return None
    return Byline((Author(squeezed(match["name"]), match["post"].strip()),))


def parse_placed(text: str, *, shortest: int = SHORTEST_PLACE) -> Byline | None:
    """
    The name behind the office or town it belongs to that `text` is (德保县足荣镇 黄秀莲), or None.

    `shortest` is how many characters the office or town has at least.
    """
    office, _, rest = text.partition(" ") if " " in text else text.partition("\u3000")
    names = parse_names(rest) if len(office) >= shortest and is_office(office) else ()
    return Byline(tuple(Author(name, None) for name in names), office) if names else None


def is_post(text: str) -> bool:
    """Whether `text` is a post alone, whose holder may be named on the next line."""
    known = words()
    return len(text) <= MAX_POST and bool(
        POST_ALONE.fullmatch(text) and text.endswith(known.posts) and known.office.search(text)
    )


def parse_plain_byline(text: str) -> Byline | None:
    """
    The names `text` consists of as a byline, or None; for where only names can stand (电（阿依夏木）).

    The family name need not be a known one; a role before the names names nobody itself.
    """
    known = words()
    roles: list[str] = []
    names: list[str] = []
    for token in whole_names(SEPARATOR.split(text.strip(ORNAMENT))):
        (roles if known.role.fullmatch(token) else names).append(token)
    fit = all(
        NAME.fullmatch(n) and not n.endswith((*known.no_names, *known.offices)) for n in names
    )
    role = roles[0] if roles else None
    return Byline(tuple(Author(name, role) for name in names)) if names and fit else None


def is_credit(text: str) -> bool:
    """Whether `text` is a line naming editors, proof-readers or photographers, who are no authors."""
    if len(text) > MAX_BYLINE:
        return False
    bare = text.strip(ORNAMENT)
    if words().credit.match(bare) or ABOUT_AUTHOR.match(bare):
        return True
    return _names_photographers(bare)


def _names_photographers(bare: str) -> bool:
    alone = PHOTOGRAPHER_ALONE.fullmatch(bare)
    return bool(alone and parse_names(alone["name"] or alone["named"]))


def without_credits(text: str) -> str:
    """`text` up to where it goes on to name editors and proof-readers (记者 张三校对 李四)."""
    found = words().credit_inside.search(text)
    return text[: found.start()] if found else text


def _read_tokens(tokens: Iterable[str]) -> Byline | None:
    role: str | None = None
    authors: list[Author] = []
    affiliation: str | None = None
    for token in tokens:
        read = _read_token(token, role_known=role is not None)
        if read is None:
            return None
        if read.role:
            role = read.role
            affiliation = affiliation or named_medium(role)
        if read.name and not (role or "").endswith(PHOTOGRAPHERS):
            authors.append(Author(read.name, role))
    # A rare family name is believed beside a common one; words that only look like names are not.
    known = sum(is_person(author.name) for author in authors)
    return Byline(tuple(authors), affiliation) if authors and 2 * known >= len(authors) else None


def _read_token(token: str, *, role_known: bool) -> _Token | None:
    known = words()
    match = known.role.match(token)
    if match:
        name = token[match.end() :].strip("：:")
        if not name:
            return _Token(match[0], None)
        return _Token(match[0], name) if NAME.fullmatch(name) else None
    if token.endswith(known.media) and len(token) > LONGEST_PLAIN_NAME:
        return _Token(token.rpartition("：")[2], None)
    if NAME.fullmatch(token) and not token.endswith(known.no_names):
        # （莫婷 记者 黄艳）: without a role only what is a name for certain.
        sure = role_known or (is_person(token) and not token.endswith(known.offices))
        return _Token(None, token) if sure else None
    return None
