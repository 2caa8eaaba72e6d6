"""
Step 2b: the headline that a web copy lost the line end of. The lines of a page in, the same with it set apart out.

Such a copy prints headline and report as one line. Where the report begins shows by its dateline, byline or
source label, by the words ledes open with (rules/pages.toml, ledes), or because it names its subject again.
Where nothing shows it, the line stays whole: a sentence in the headline is found, one torn apart is not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from archive.pipeline.imprint.byline_words import is_medium
from archive.pipeline.imprint.bylines import parse_byline
from archive.pipeline.imprint.signatures import glued_byline
from archive.pipeline.imprint.stamps import MAX_DATELINE, parse_dateline, parse_stamp
from archive.pipeline.page.blocks import RULES
from archive.pipeline.page.printed_line import Line
from archive.pipeline.text.passages import glue, part
from archive.pipeline.values import Repair, RepairKind, Span

MIN_WHOLE = 50  # characters of a line that is more than a headline
SHORTEST, LONGEST = 6, 45  # of a headline
MIN_HEADED = 10  # characters of a headline that shows only by its place named again
PAUSE = re.compile(r"[，,、：:]")
# What a sentence goes on to a place with.
READS_INTO_PLACE = re.compile(
    r"[为是以让使给和与及跟同在到向往入出于由从自对把将被据的了过访看助派县市区省开即指全整各带察研住绕]$"
)
REACH = 80  # characters into the report where its subject is named again
MIN_OPENING = 6  # characters two clauses open with alike
SENTENCE_END = re.compile(r"[。；;]")
WIDE = re.compile(r"[ \u3000\xa0]{4,}")
SPACE = " \t\u3000\xa0"
TWO_PART = re.compile(r"[^\s：:]{4,}[ \u3000\xa0]+\S{4,}")
HEADED = re.compile(r"[^\s，,：:]{2,16}[：:丨|｜]\s?\S{3}")
SHOUT = re.compile(r"[！？!?]$")
SUBJECT = re.compile(r"[\u4e00-\u9fff]{2}(?:[省市县區区镇鎮乡鄉村]|街道|社区|社區)")
HEAD_LINES = 6
READS_ON = re.compile(r"[在向于到进入上下里中][\u4e00-\u9fff]{1,5}$")  # 党旗飘扬 / 在田间
WORDS = re.compile(r"[\u4e00-\u9fff“”]{4,}")
PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("(", ")"), ("【", "】"))
OPEN_END = re.compile(
    r"[，,、（(“‘《—-]$|(?:的|和|与|及|在|对|从|自|于|将|把|被|据|由|[电電讯訊]|消息)$"
)


@dataclass(frozen=True, slots=True)
class Ledes:
    """What a report opens with: labels and datelines, which need no more proof, and phrases, which do."""

    signed: re.Pattern[str]
    phrases: re.Pattern[str]


def set_headline_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, the first one cut in two if it prints headline and report in one."""
    for i, line in enumerate(lines):
        at = _headline_end(line.text) if i == 0 and not line.level else None
        if at is None:
            yield line
            continue
        end = len(line.text[:at].rstrip(SPACE))
        start = len(line.text) - len(line.text[at:].lstrip(SPACE))
        yield replace(line, passage=part(line.passage, 0, end))
        yield Line(part(line.passage, start, len(line.text)), 0)


def put_headline_together(lines: Sequence[Line], repairs: list[Repair]) -> list[Line]:
    """The lines, two at the head of the page as one where the page broke a headline between its words."""
    for i, (above, below) in enumerate(pairwise(lines[: HEAD_LINES + 1])):
        if _is_broken(above, below) and (i + 2 == len(lines) or lines[i + 2].text != below.text):
            gap = Span(above.passage.span.end, below.passage.span.start)
            repairs.append(Repair(RepairKind.JOINED_LINE, gap))
            whole = replace(above, passage=glue((above.passage, below.passage)))
            return [*lines[:i], whole, *lines[i + 2 :]]
    return list(lines)


def _is_broken(above: Line, below: Line) -> bool:
    """Whether two short lines that stand together are one headline: the lower cannot be one alone."""
    short = len(above.text) <= LONGEST // 2 and len(below.text) <= SHORTEST
    together = not (below.gap or below.indented or below.level or above.level)
    return (
        short
        and together
        and bool(READS_ON.match(below.text))
        and bool(WORDS.fullmatch(above.text))
    )


def _headline_end(text: str) -> int | None:
    """Where the headline ends that `text` opens with; None if it opens with none, or with nothing more."""
    if len(text) < MIN_WHOLE or glued_byline(text):
        return None
    if parse_dateline(text[:MAX_DATELINE]):  # it takes what stands before the medium along
        at = _before_signature(text, LONGEST)
        return at if at and at > SHORTEST and _is_headline(text[:at]) else None
    gap = _before_gap(text)
    if gap is not None:
        return gap
    first = SENTENCE_END.search(text, 0, LONGEST)
    window = min(first.start() if first else LONGEST, LONGEST)
    finders = (_before_signature, _before_phrase, _before_repeat, _before_place)
    found = (finder(text, window) for finder in finders)
    return next((at for at in found if at is not None and _is_headline(text[:at])), None)


def _before_gap(text: str) -> int | None:
    """Where four spaces or more stand that part headline, or source line, and report."""
    gap = WIDE.search(text, SHORTEST, LONGEST + 1)
    head = text[: gap.start()] if gap else ""
    if not head or SENTENCE_END.search(head) or OPEN_END.search(head) or not _is_balanced(head):
        return None
    return len(head)


def _before_signature(text: str, window: int) -> int | None:
    for match in _ledes().signed.finditer(text, SHORTEST, window + 30):
        if match.start() <= window:
            return match.start()
    return None


def _before_phrase(text: str, window: int) -> int | None:
    """Where a phrase stands that opens ledes, if what is before it looks like a headline."""
    for match in _ledes().phrases.finditer(text, SHORTEST, window + 20):
        at = match.start()
        if at > window:
            break
        spaced = text[at - 1] in SPACE
        if spaced or _shows_headline(text[:at]) or _names_again(text, at):
            return at
    return None


def _before_repeat(text: str, window: int) -> int | None:
    """Where the report opens as the headline does, or after a space names the headline's subject."""
    again = text.find(text[:MIN_OPENING], SHORTEST, window + MIN_OPENING)
    if again > 0 and not re.search(r"[，,]", text[:again]):
        return again
    at = text.rfind(" ", SHORTEST, window)
    if at > 0 and SUBJECT.match(text[at:].lstrip(SPACE)[:5]) and _names_again(text, at + 1):
        return at
    return None


def _before_place(text: str, window: int) -> int | None:
    """Where the place that the headline opens with opens the report too (…镇解民忧…镇党委推行)."""
    place = SUBJECT.match(text)
    at = text.find(place[0], MIN_HEADED, window + len(place[0])) if place else -1
    head = text[:at] if at > 0 else ""
    return None if not head or PAUSE.search(head) or READS_INTO_PLACE.search(head) else at


def _shows_headline(head: str) -> bool:
    return bool(TWO_PART.search(head) or HEADED.match(head) or SHOUT.search(head))


def _names_again(text: str, at: int) -> bool:
    """Whether a place that the headline names is named again where the report begins."""
    named = {match[0] for match in SUBJECT.finditer(text, 0, at)}
    return any(name in text[at : at + REACH] for name in named)


def _is_headline(head: str) -> bool:
    head = head.rstrip(SPACE)
    return (
        len(head) >= SHORTEST
        and not OPEN_END.search(head)
        and not _ledes().phrases.match(head)
        and not parse_byline(head)
        and not parse_stamp(head)
        and not is_medium(head)
        and _is_balanced(head)
    )


def _is_balanced(head: str) -> bool:
    return all(head.count(a) == head.count(b) for a, b in PAIRS)


@cache
def _ledes() -> Ledes:
    table = tomllib.loads(RULES.read_text("utf-8"))["ledes"]
    media = "|".join(table["media"])
    phrases = "|".join(f"(?:{row['pattern']})" for row in table["phrases"])
    signed = "|".join(f"(?:{row['pattern']})" for row in table["signed"])
    return Ledes(re.compile(signed.replace("MEDIUM", f"(?:{media})")), re.compile(phrases))
