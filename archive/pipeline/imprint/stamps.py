"""
Step 2d: source lines and datelines. A line or the head of a paragraph in, publication and date out.

A source line prints where and when for the page (来源：许昌日报 2019-12-26 08:17); a dateline opens the
first paragraph (新华社北京4月20日电, 本报讯（记者 张三）). Labels are in rules/bylines.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from archive.pipeline.imprint.byline_words import (
    RULES,
    holds_role,
    is_medium,
    is_office,
    nameless_media,
)
from archive.pipeline.imprint.bylines import Byline, is_credit, parse_byline, parse_plain_byline
from archive.pipeline.imprint.dates import Day, find_day, find_issue, holds_date, without_dates
from archive.pipeline.imprint.media_names import is_quoted, whole_medium
from archive.pipeline.imprint.names import parse_names
from archive.pipeline.values import Author

MAX_STAMP = 160
MAX_MEDIUM = 24
MAX_VALUE = 40  # of a label: 中央广播电视总台华语环球节目中心新媒体
MAX_UNKNOWN_MEDIUM = 10
MAX_DATELINE = 120
MAX_MEDIA = 2  # 人民网 人民日报
MONTH_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")
DATELINE = re.compile(
    r"[【\[]?(?P<medium>[^\s，,。；;：:（()）“”【】]{2,20}?(?:[（(][^\s（()）]{2,12}[)）])?)?[\s\u3000]?"
    r"(?P<date>(?:(?:19|20)\d{2}年)?(?:\d{1,2}月)?\d{1,2}日)?[\s\u3000]?"
    r"(?P<kind>电|電|讯|訊|消息|报道|報道)[】\]]?"
    r"(?:[\s\u3000]{0,3}(?P<people>[(（][^()（）。]{2,60}[)）]))?(?P<pause>[\s\u3000：:，,]{0,3})"
)
BRACKETED = re.compile(r"[（(][^（()）]{2,12}[)）]$")  # 荆楚网（湖北日报网）
BRACKET_GROUP = re.compile(r"[（(][^（()）]{2,40}[)）]")
SAID = frozenset({"报道", "報道"})  # 据本报报道 opens a sentence, no dateline
MASTHEAD = re.compile(r"\S{2,8}(?:网|網|报|報|社|台)\S{2,4}")  # 中新網山西
# Headlines print no date in this form: whatever short word stands beside it is the site.
MACHINE_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[:：]\d{2}")
PAGE_NUMBER = re.compile(
    r"第?[A-Z]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[版期](?:[·:：]?.{0,8})|[一-龥]{2,6}(?:专版|专刊|特刊)"
)
ORIGINALLY = re.compile(
    r"(?:此文|本文|该文)?(?:原载|转载?自|选自|摘自|刊于|载于|原刊)[于自]?[：:]?\s?(?=(?:\d{4}年[^《》]{0,12})?《)"
)
# 平江党建 2024年第3期: a journal's head; 举办2024年第3期培训班 is none.
ISSUE_APART = re.compile(r"(?:^|[\s·|])\d{4}年第?\d{1,3}期(?=$|[\s·|(（])")
# 石泉县委组织部办公室编 2023年5月8日: who issues a bulletin, and when.
ISSUED = re.compile(
    r"(?:中共)?[一-龥]{2,20}(?:办公室|组织部|宣传部|党委|工委|县委|市委|区委|委员会|领导小组|政府|党建办)"
    r"(?:编印|主办|编发|印发|编|印)?[\s\u3000]{1,20}(?:\d{4}年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九十年月]{6,12}日)(?:印发|编印|印)?"
)
PLACE = re.compile(r"[一-龥]{2,8}[省市县區区]")
SIGNED_MARK = re.compile(r"^文|[：:｜丨|/／]|\d{4}|年")
PAGE_NAME = re.compile(r"(?<=[版])[\s　]{1,8}[一-龥·]{2,8}$")  # 第三版  支部生活
PRINTED_PAGE = re.compile(r"第?\s?[A-Z]?\d{1,3}\s?版(?![\w：:])")  # （ 2023年08月18日 04 版）
TITLED = re.compile(r"《\s{0,2}([^《》\s]{2,12})\s{0,2}》")
SPACED_LABEL = re.compile(
    r"(?<![^\s|｜（(【\[])(?:(作)\s{1,2}(者)|(来)\s{1,2}(源)|(记)\s{1,2}(者)|(时)\s{1,2}(间))(?=\s?[：:])"
)
ORIGINAL = frozenset({"原创", "转载"})  # what a public account prints before its name
JUNK = " \t\u3000\xa0|｜丨/／·-—_[]【】()（）:：,，>»"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a source line says; `day` is the date of the page."""

    medium: str | None = None
    day: Day | None = None
    authors: tuple[Author, ...] = ()


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence: `length` characters; `date` verbatim, may lack the year."""

    length: int
    medium: str | None
    date: str | None
    byline: Byline | None


def may_be_signed(text: str) -> bool:
    """Whether `text` could be a source line or byline at all: no sentence, but a label, a date or a role."""
    return "。" not in text[:-1] and (bool(SIGNED_MARK.search(text)) or holds_role(text))


def parse_stamp(text: str) -> Stamp | None:
    """The source line that `text` is as a whole, or None."""
    if len(text) > MAX_STAMP:
        return None
    if text.startswith(tuple(ORIGINAL)) and not holds_date(text):
        return _account(text)
    if not may_be_signed(text):
        return None
    day = find_day(text) or find_issue(text)
    text = PAGE_NAME.sub("", text)
    text = BRACKET_GROUP.sub(lambda match: " " if is_credit(match[0]) else match[0], text)
    text = PRINTED_PAGE.sub(" ", TITLED.sub(r"《\1》", text))
    text = ORIGINALLY.sub("来源：", text.lstrip("（([【〔"), count=1)
    values, rest, labelled = take_labels(without_dates(text))
    words = stamp_words(rest)
    original = bool(ORIGINAL.intersection(words[:1]))
    writers = (
        parse_names(words[1])
        if original and len(words) == MAX_MEDIA + 1 and not is_office(words[1])
        else ()
    )
    words = words[-1:] if original and len(words) <= MAX_MEDIA + 1 else words
    if labelled:
        fits = sum(map(len, words)) <= MAX_MEDIUM
    else:
        words = _without_place(words)
        sure = MACHINE_DATE.search(text) or ISSUE_APART.search(text)
        known = _is_short if sure else _is_masthead
        fits = holds_date(text) and len(words) <= MAX_MEDIA and all(map(known, words))
    fits = fits or bool(ISSUED.fullmatch(text))
    if not fits:
        return None
    beside = filter(_is_masthead, words) if labelled else iter(words)
    medium = values.get("source") or next(beside, None)
    names = (*writers, *parse_names(values.get("author", "")))
    authors = tuple(Author(name, None) for name in names)
    return Stamp(whole_medium(medium) if medium else None, day, authors)


def parse_dateline(text: str) -> Dateline | None:
    """The dateline `text` opens with, or None."""
    match = DATELINE.match(text)
    if not match or match.end() >= len(text) or _is_cut_in_bracket(match):
        return None
    medium, date, people = match["medium"], match["date"], match["people"]
    byline = parse_byline(people) if people else None
    if people and not byline:
        byline = parse_plain_byline(people)
    if not _is_dateline(match, byline):
        return None
    return Dateline(match.end(), _medium_of(medium, date), date, byline)


def stamp_words(rest: str) -> list[str]:
    """The words a source line leaves between its labels and dates, without those every page prints."""
    page_words = _page_words()
    words = [word.strip(JUNK) for word in rest.split()]
    words = [
        word
        for word in words
        if word and word not in page_words and not PAGE_NUMBER.fullmatch(word)
    ]
    last = words[-1] if words else ""
    place = last.removeprefix("发表于")
    placed = place in _provinces() and (len(words) > 1 or place != last)
    return words[:-1] if placed else words


def month_and_day(date: str) -> tuple[int, int] | None:
    """The month and day of a date as printed, or None if it prints no month."""
    match = MONTH_DAY.search(date)
    return (int(match[1]), int(match[2])) if match else None


def _is_dateline(match: re.Match[str], byline: Byline | None) -> bool:
    medium = match["medium"]
    if not medium or is_quoted(medium):
        return False
    set_apart = bool(match["pause"] or match["people"])
    if match["date"] or medium in nameless_media():
        return True
    known = is_medium(BRACKETED.sub("", medium))
    return byline is not None or (known and set_apart and match["kind"] not in SAID)


def _is_cut_in_bracket(match: re.Match[str]) -> bool:
    """Whether the bracket the dateline opens with goes on behind it (【石泉日报讯 记者 张三】)."""
    return match[0][0] in "【[" and not {"】", "]"}.intersection(match[0])


def _medium_of(medium: str | None, date: str | None) -> str | None:
    nameless = tuple(nameless_media())
    if not medium or medium.endswith(nameless) or medium.startswith(("本报", "本网", "本刊")):
        return None
    # The place of a report stands between the medium and the date: 新华社北京4月20日电.
    cuts = range(len(medium), 1, -1) if date else [len(medium)]
    return whole_medium(next((medium[:end] for end in cuts if is_medium(medium[:end])), medium))


def _account(text: str) -> Stamp | None:
    """The line of an account without its date (原创 张三 龙门先锋), or None."""
    first, *words = text.split()
    if (
        first not in ORIGINAL
        or not 1 <= len(words) <= MAX_MEDIA
        or len(words[-1]) > MAX_UNKNOWN_MEDIUM
    ):
        return None
    sender = words[0] if len(words) == MAX_MEDIA else ""
    names = parse_names(sender) if not is_office(sender) else ()
    if sender and not (names or is_office(sender)):
        return None
    return Stamp(words[-1], None, tuple(Author(name, None) for name in names))


def _without_place(words: list[str]) -> list[str]:
    """The words without the county a journal's line prints beside its title (平江县 · 《组织工作通讯》)."""
    titled = any(word.startswith("《") for word in words)
    return [word for word in words if not (titled and PLACE.fullmatch(word))]


def _is_masthead(value: str) -> bool:
    """Whether a bare word beside a date names a paper or site (中新網山西, 许昌日报)."""
    bare = BRACKETED.sub("", value.strip(JUNK))
    titled = bare.startswith("《") and bare.endswith("》")
    return len(bare) <= MAX_MEDIUM and (titled or is_medium(bare) or bool(MASTHEAD.fullmatch(bare)))


def _is_short(word: str) -> bool:
    return len(word) <= MAX_UNKNOWN_MEDIUM


def take_labels(text: str, keep: str = "") -> tuple[dict[str, str], str, bool]:
    """What the labels of `text` say by kind, the rest of it, and whether it holds any; `keep` stays in."""
    values: dict[str, str] = {}
    text = SPACED_LABEL.sub(lambda match: "".join(filter(None, match.groups())), text)
    pattern = _labels()
    matches = list(pattern.finditer(text))
    rest = pattern.sub(lambda match: match[0] if keep and match[keep] is not None else " ", text)
    for match in matches:
        kind = next(
            name for name in ("source", "date", "author", "page") if match[name] is not None
        )
        value = _bare(match["value"])
        if value:
            values.setdefault(kind, value)
    return values, rest.strip(JUNK), bool(matches)


def _bare(value: str) -> str:
    """The value of a label without what stands around it; a bracket that it opens itself stays closed."""
    closing = ")）" if {"（", "("}.intersection(value.strip(JUNK)) else ""
    return value.lstrip(JUNK).rstrip("".join(mark for mark in JUNK if mark not in closing))


@cache
def _page_words() -> frozenset[str]:
    words: list[str] = tomllib.loads(RULES.read_text("utf-8"))["page_words"]
    return frozenset(words)


@cache
def _provinces() -> frozenset[str]:
    names: str = tomllib.loads(RULES.read_text("utf-8"))["provinces"]
    return frozenset(names.split())


@cache
def _labels() -> re.Pattern[str]:
    rules = tomllib.loads(RULES.read_text("utf-8"))
    kinds = {
        "source": rules["source_labels"],
        "date": rules["date_labels"],
        "author": rules["author_labels"],
        "page": [*rules["page_labels"], *rules["credits"]],
    }
    labels = "|".join(f"(?P<{kind}>{_one_of(words)})" for kind, words in kinds.items())
    # 来源：许昌日报; labels of one or two letters need their colon at once (时间: 08:17).
    return re.compile(
        rf"(?:^|(?<=[\s\u3000|｜丨/（(【\[，,；;]))[\[【（(]?(?:{labels})[\s\u3000]?[：:｜丨|][\s\u3000]?(?P<value>(?:[（(][^\s\u3000（()）]{{1,20}}[)）]|[^\s\u3000|｜丨】\])），,；;]){{0,{MAX_VALUE}}})[\]】)）]?"
    )


def _one_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
