"""
Cutting a phrase out of a clause. The stretch beside a figure comes in, the words that name it go out.

Offsets are code points into the folded text of a passage, end excluded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.pipeline.metrics.changes import TURNS
from archive.pipeline.metrics.figures import Figure
from archive.pipeline.metrics.place_mentions import PlaceMention
from archive.pipeline.metrics.rules import MetricRules
from archive.pipeline.values import Span

LONGEST = 40  # characters of the clause that are looked at on either side
COMFORTABLE = 12  # a phrase longer than this is cut at its verb
_LONG = 30  # and one longer than this loses its first members
SHORTEST = 2
_TRIMS = 10
_CLOSING = ' ,，。;；:：、!！?？…"”’》）)]】①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'
_LISTING = "、及和与"
_SHORT_NOUNS = set("村镇乡县市区户组人家队厂站店")
_NOT_OTHERS = "级待候于"  # 等级, 等待: a word of its own
_AMONG = re.compile("[中里][,，]")  # 614名党员中,92名: the noun ends before 中
_HEAD_OF_LIST = 3  # characters behind 等 that make a noun of their own
_OPENING = {"”": "“", "’": "‘", "）": "（", ")": "("}


@dataclass(frozen=True, slots=True)
class PhrasePatterns:
    """The rows of metric_phrases.toml, one pattern for each value."""

    lead: re.Pattern[str]
    tail: re.Pattern[str]
    verb: re.Pattern[str]
    light: re.Pattern[str]
    bare: re.Pattern[str]
    stop: re.Pattern[str]
    skip: re.Pattern[str]
    relative: re.Pattern[str]
    size: re.Pattern[str]
    object: re.Pattern[str]
    attributive: re.Pattern[str]
    settlement: re.Pattern[str]


@lru_cache(maxsize=4)
def phrase_patterns(rules: MetricRules) -> PhrasePatterns:
    """Give the phrase rows as patterns."""

    def union(value: str, frame: str = "{}") -> re.Pattern[str]:
        rows = [rule.pattern.pattern for rule in rules.phrases if rule.value == value]
        return re.compile(frame.format("(?:" + "|".join(rows) + ")"))

    return PhrasePatterns(
        lead=union("lead"),
        tail=union("tail", "{}$"),
        verb=union("verb"),
        light=union("light"),
        bare=union("bare"),
        stop=union("stop"),
        skip=union("skip"),
        relative=union("relative"),
        size=union("size", "{}$"),
        object=union("object"),
        attributive=union("attributive"),
        settlement=union("settlement"),
    )


def trim_left(
    span: Span, text: str, mentions: Sequence[PlaceMention], patterns: PhrasePatterns
) -> Span:
    """Give the phrase in front of a figure: `span` without what says nothing of it."""
    if len(span) and text[span.end - 1] in _LISTING:
        return Span(span.end, span.end)  # 种植基地、千亩采摘园: a list, not a phrase
    start, end = _open_bracket(text, max(span.start, span.end - LONGEST), span.end), span.end
    start = max(start, text.rfind("而是", start, end))  # 不是500人而是300人
    end = _trim_end(text, start, end, patterns.tail)
    ending = [mention.start for mention in mentions if mention.end == end]
    if ending and ending[0] > start:
        end = _trim_end(text, start, ending[0], patterns.tail)
    start = _trim_start(text, Span(start, end), mentions, patterns.lead)
    if end - start > COMFORTABLE:
        start = _cut_at_verb(text, start, end, patterns)
        start = _trim_start(text, Span(start, end), mentions, patterns.lead)
    return _balanced(text, min(start, end), end)


def _open_bracket(text: str, start: int, end: int) -> int:
    """Where a bracket that holds the figure opens; what stands before it is another phrase."""
    opened = max(text.rfind("（", start, end), text.rfind("(", start, end))
    closed = max(text.rfind("）", start, end), text.rfind(")", start, end))
    return opened + 1 if opened > closed else start


def _trim_end(text: str, start: int, end: int, tail: re.Pattern[str]) -> int:
    for _ in range(_TRIMS):
        found = tail.search(text[start:end])
        if found is None or not found[0]:
            break
        end = start + found.start()
    return end


def _trim_start(
    text: str, span: Span, mentions: Sequence[PlaceMention], lead: re.Pattern[str]
) -> int:
    start = span.start
    places = {mention.start: mention.end for mention in mentions}
    for _ in range(_TRIMS):
        likened = start + text.startswith("比", start)  # 比官渡镇多发展党员
        if likened in places and places[likened] <= span.end:
            start = places[likened]
            continue
        if text.startswith("“", start) and text.find("”", start, span.end) < 0:
            start += 1
            continue
        found = lead.match(text, start, span.end)
        if found is None or not found[0]:
            break
        start = found.end()
    return start


def _cut_at_verb(text: str, start: int, end: int, patterns: PhrasePatterns) -> int:
    """The last verb with an object behind it; a verb like 开展 says nothing and is left out."""
    cut = start
    others = text.rfind("等", start, end - _HEAD_OF_LIST)
    if others > start and end - start > COMFORTABLE and text[others + 1] not in _NOT_OTHERS:
        cut = others + 1
    for found in patterns.light.finditer(text, start, end):
        if end - found.end() >= SHORTEST:
            cut = found.end()
    for found in patterns.verb.finditer(text, cut, end):
        if end - found.end() >= SHORTEST or found.end() == end:
            cut = found.start()
    if end - cut <= _LONG:
        return cut
    of = text.rfind("的", cut, end - SHORTEST)
    if of >= 0:
        return of + 1
    comma = text.find("、", end - _LONG, end - SHORTEST)
    return comma + 1 if comma >= 0 else max(cut, end - _LONG)


def trim_right(figure: Figure, text: str, patterns: PhrasePatterns) -> Span:
    """Give the phrase behind a figure, up to the first verb; empty if none follows."""
    start = figure.amount.span.end
    end = min(figure.right.end, start + LONGEST)
    if end == figure.right.end < figure.clause.end:
        # what follows the last comma belongs to the next amount, unless a relative clause runs on
        comma = text.rfind("、", start + SHORTEST, end)
        if comma >= 0 and _is_list_comma(text, start, comma, end):
            end = end if patterns.verb.fullmatch(text, start, comma) else comma
    if text.startswith("由", start) and "到" not in text[start:end]:
        of = text.rfind("的", start, end)
        start = of + 1 if of > start else start
    start += text.startswith("的", start)
    owned = text.startswith("的", figure.amount.span.end)
    attributive = patterns.attributive.match(text, start, end)
    if not owned and attributive is None and _is_predicate(text, start, end, patterns):
        return Span(start, start)
    end = _first_stop(text, attributive.end() if attributive else start, end, patterns)
    span = _balanced(text, start, _shorten(text, start, end))
    if len(span) > SHORTEST and _AMONG.match(text, span.end - 1):
        return Span(span.start, span.end - 1)
    return span


def _is_predicate(text: str, start: int, end: int, patterns: PhrasePatterns) -> bool:
    """Whether what follows the figure says something of it and is no noun."""
    return bool(patterns.skip.match(text, start, end) or TURNS.match(text, start, end))


def _first_stop(text: str, start: int, end: int, patterns: PhrasePatterns) -> int:
    """Where the noun ends: at the first verb, or right behind a village that is the subject."""
    settlement = patterns.settlement.match(text, start, end)
    if settlement is not None:
        return settlement.end()
    for found in patterns.stop.finditer(text, start, end):
        if found.start() - start >= SHORTEST or text[start : found.start()] in _SHORT_NOUNS:
            return found.start()
    return end


def _is_list_comma(text: str, start: int, comma: int, end: int) -> bool:
    """Whether the comma parts two figures, and stands in no bracket or relative clause."""
    opened = text.count("(", start, comma) + text.count("（", start, comma)
    closed = text.count(")", start, comma) + text.count("）", start, comma)
    return opened == closed and "的" not in text[comma:end]


def _shorten(text: str, start: int, end: int) -> int:
    """The end of a long list behind a figure: its first members are enough."""
    if end - start > 2 * COMFORTABLE:
        also = text.find("及", start + SHORTEST, end)
        comma = text.rfind("、", start + SHORTEST, start + 2 * COMFORTABLE)
        end = also if also >= 0 else comma if comma >= 0 else end
    return end


def _balanced(text: str, start: int, end: int) -> Span:
    """The stretch without marks that close or open nothing in it."""
    while end > start and (text[end - 1] in _CLOSING or text[end - 1] in "和与及的“‘（("):
        opening = _OPENING.get(text[end - 1])
        if opening is not None and opening in text[start:end]:
            break
        end -= 1
    while start < end and text[start] in "“‘（( ":
        closing = [mark for mark, opening in _OPENING.items() if opening == text[start]]
        if closing and closing[0] in text[start:end]:
            break
        start += 1
    return Span(start, end)
