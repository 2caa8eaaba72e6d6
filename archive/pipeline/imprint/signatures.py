"""
Step 2d, inside a paragraph: what is signed at its end or its head. A paragraph in, the signed parts out.

…岸绿了。（张三 李四）, …岸绿了。通讯员 张三 校对 李四, …岸绿了。（来源：石泉日报）（完）; and, where a web page
lost its line end, 石泉日报记者 张三 李四8月1日，….
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache

from archive.pipeline.imprint.byline_words import HAN, RULES, is_office, nameless_media
from archive.pipeline.imprint.bylines import (
    MAX_BYLINE,
    Byline,
    is_credit,
    parse_byline,
    without_credits,
)
from archive.pipeline.imprint.names import parse_names
from archive.pipeline.imprint.stamps import Stamp, parse_stamp
from archive.pipeline.values import Author

MAX_LABEL = 6
MIN_OFFICE = 3
MAX_ITEMS = 4  # signed parts behind one another
SENTENCE_END = "。！？!?…"
CLOSED = re.compile(rf"[{SENTENCE_END}][”’」』）)】\s\u3000]*$")
SENTENCE = re.compile(rf"[{SENTENCE_END}][”’」』）)】]*")
BRACKETS = {"）": "（(", ")": "（(", "】": "【", "］": "［[", "]": "［["}
# A glued byline can only be told from the sentence behind it where that begins with no name's character.
HEAD = re.compile(
    rf"(?P<line>[{HAN}·•／/|｜、\s\u3000\xa0]{{6,{MAX_BYLINE}}}?)(?=[^{HAN}·•／/|｜、\s\u3000\xa0]|近日|日前|近年来|今年|连日来|眼下)"
)
# 武陵在线记者 向明武陵在线记者5月6日从镇里获悉
OFFICE_AGAIN = re.compile(
    rf"(?P<line>(?P<office>[{HAN}]{{2,10}}(?:记者|通讯员))[：: \u3000][{HAN} \u3000]{{2,20}}?)(?=(?P=office))"
)
# 作者：张三 李四 近日，…: behind a label the names end where a space or a phrase that opens ledes stands.
LABELLED_HEAD = re.compile(
    rf"(?:作\s?者|撰稿|供稿|通讯员|记者)\s?[：:]\s?(?P<names>[{HAN}]{{2,3}}(?:[ 、][{HAN}]{{2,3}}){{0,3}}?)"
    r"(?:[ \u3000\xa0]+(?=\S{6})|(?=近日|日前|近年来|今年|连日来|眼下|\d{1,4}[年月]|[“《]))"
)
BRACKETED_HEAD = re.compile(r"[（(【](?P<line>[^()（）【】。，]{4,60})[)）】]\s*(?=\S)")
DATELINE_WORD = re.compile(
    rf"(?P<medium>[{HAN}]{{2,12}}?)(?:\d{{1,2}}月\d{{1,2}}日)?(?:讯|訊|电|電|消息|报道|報道)[\s：:，,]+"
)
SOURCE_APART = re.compile(
    r"(?:来\s?源|來\s?源|稿\s?源)\s?[：:｜|]\s?[^\s，。：:]{2,20}\s{1,4}(?:[^\s，。：:]{2,6}[：:]\s?)?"
    r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?\s{1,4}"
)
SOURCE_HEAD = re.compile(
    rf"(?:来\s?源|來\s?源|稿\s?源)\s?[：:｜|]\s?(?P<medium>[{HAN}]{{2,8}}?(?:网|日报|晚报|融媒体中心|发布)"
    rf"(?:[－—-][{HAN}]{{2,8}}?(?:频道|网))?)(?:\s?原创稿)?\s*"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signed part at the end of a paragraph: `start` is where it begins; an end mark names nobody."""

    start: int
    end: int
    byline: Byline | None = None
    stamp: Stamp | None = None
    is_mark: bool = False


def read_signatures(text: str) -> tuple[Signature, ...]:
    """The signed parts that stand after the last sentence of `text`, in the order printed."""
    found: list[Signature] = []
    end = len(text.rstrip())
    while len(found) < MAX_ITEMS:
        last = _last(text[:end])
        if last is None:
            break
        found.insert(0, last)
        end = len(text[: last.start].rstrip())
    return tuple(found)


def signed_from(text: str) -> int | None:
    """Where the signed end of `text` begins that names an author, or None."""
    signatures = read_signatures(text)
    return signatures[0].start if any(each.byline for each in signatures) else None


def parse_sender(text: str) -> Byline | None:
    """Who signs on a line of his own in brackets or behind a label (（张三）, 供稿：南驿镇党委 徐慧), or None."""
    bracketed = text[:1] in "（(【[" and text[-1:] in BRACKETS
    inner = text[1:-1].strip() if bracketed else text
    return _sent(inner) if bracketed or "：" in inner[:MAX_LABEL] else None


def glued_byline(text: str) -> tuple[int, Byline] | None:
    """The length of the byline `text` opens with although a sentence follows it on the line, and the byline."""
    labelled = LABELLED_HEAD.match(text)
    names = parse_names(labelled["names"]) if labelled else ()
    if labelled and names:
        return labelled.end(), Byline(tuple(Author(name, None) for name in names))
    bracketed = BRACKETED_HEAD.match(text)
    if bracketed:
        byline = _reported(bracketed["line"])
        return (bracketed.end(), byline) if byline else None
    line = _line_at_head(text)
    if not line:
        return None
    byline = parse_byline(line)
    known = byline and all(parse_names(author.name) for author in byline.authors)
    return (len(line), byline) if byline and known else None


def glued_source(text: str) -> tuple[int, Stamp] | None:
    """The length of the source line `text` opens with although a sentence follows it, and what it says."""
    found = SOURCE_APART.match(text) or SOURCE_HEAD.match(text)
    if not found or found.end() >= len(text):
        return None
    stamp = parse_stamp(found[0].strip()) if found.re is SOURCE_APART else Stamp(found["medium"])
    return (found.end(), stamp) if stamp else None


def _reported(line: str) -> Byline | None:
    """The byline in brackets before the first sentence, behind its dateline if it has one (环球网报道 记者 张三)."""
    word = DATELINE_WORD.match(line)
    byline = parse_byline(line[word.end() :]) if word else None
    if not word or not byline:
        return parse_byline(line)
    nameless = word["medium"] in nameless_media()
    return replace(byline, affiliation=byline.affiliation or (None if nameless else word["medium"]))


def _line_at_head(text: str) -> str | None:
    """What stands before the sentence: up to no name's character, or to the writer's office said again."""
    again = OFFICE_AGAIN.match(text)
    head = again or HEAD.match(text)
    return head["line"] if head else None


def _last(text: str) -> Signature | None:
    tail = text[-MAX_BYLINE:]
    offset = len(text) - len(tail)
    return _bracketed(tail, offset) or _bare(tail, offset)


def _bracketed(tail: str, offset: int) -> Signature | None:
    openers = BRACKETS.get(tail[-1:])
    start = max(tail.rfind(opener) for opener in openers) if openers else -1
    if start <= 0:
        return None
    inner = tail[start + 1 : -1].strip()
    closed = bool(CLOSED.search(tail[:start])) or tail[start - 1] in BRACKETS
    where = (offset + start, offset + len(tail))
    if inner in _end_marks():
        return Signature(*where, is_mark=True)
    writers = without_credits(inner).strip(" \u3000，,;；")
    byline = parse_byline(inner) or parse_byline(writers)
    byline = byline or (_sent(writers) if closed and writers else None)
    if byline:
        return Signature(*where, byline)
    stamp = parse_stamp(inner) if closed else None
    return Signature(*where, stamp=stamp) if stamp or (closed and is_credit(inner)) else None


def _bare(tail: str, offset: int) -> Signature | None:
    """What stands unbracketed behind the last sentence, or behind a bracket that follows it."""
    ends = [match.end() for match in SENTENCE.finditer(tail)]
    bracket = max(tail.rfind(closer) for closer in BRACKETS) + 1
    for start in sorted({*ends[-1:], *([bracket] if ends and bracket > ends[-1] else [])})[::-1]:
        line = tail[start:].strip()
        if not line:
            continue
        signed = without_credits(line)
        byline = parse_byline(signed) if signed else None
        stamp = None if byline else parse_stamp(line)
        if byline or stamp or is_credit(line):
            return Signature(offset + start, offset + len(tail), byline, stamp)
    return None


def _sent(inner: str) -> Byline | None:
    """Names alone, or behind the office or the label of who sends them (供稿：南驿镇党委 徐慧)."""
    *senders, last = re.split(r"[：:]", inner)
    words = last.split()
    while len(words) > 1 and len(words[0]) >= MIN_OFFICE and is_office(words[0]):
        words.pop(0)
    names = parse_names(" ".join(words))
    if not names or len(senders) > 1 or (senders and senders[0].strip() not in _senders()):
        return None
    return Byline(tuple(Author(name, None) for name in names))


@cache
def _end_marks() -> frozenset[str]:
    marks: list[str] = tomllib.loads(RULES.read_text("utf-8"))["end_marks"]
    return frozenset(marks)


@cache
def _senders() -> frozenset[str]:
    labels: list[str] = tomllib.loads(RULES.read_text("utf-8"))["author_labels"]
    return frozenset(labels)
