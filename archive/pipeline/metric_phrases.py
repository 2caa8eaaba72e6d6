"""
What a figure counts, in the words of its clause. Figures come in, phrases go out.

Offsets are code points into the passage's text, end excluded; the phrase is cut from what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.pipeline.amounts import Amount
from archive.pipeline.metric_places import PlaceMention
from archive.pipeline.metric_rules import MetricRules, UnitKind
from archive.pipeline.values import Span

LONGEST = 40  # characters of the clause that are looked at on either side
_COMFORTABLE = 12  # a phrase longer than this is cut at its verb
_SHORTEST = 2
_TRIMS = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount and the stretch of its clause on either side, up to the next amount."""

    amount: Amount
    left: Span
    right: Span
    clause: Span
    qualifier: Amount | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a figure counts. `span` is where phrase, number and unit stand side by side."""

    text: str
    span: Span
    rule: str
    is_whole: bool = True  # False: needs the figure before it (增幅) or is a bare verb (启动)


@dataclass(frozen=True, slots=True)
class _Patterns:
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    verb: re.Pattern[str]
    light: re.Pattern[str]
    bare: re.Pattern[str]
    stop: re.Pattern[str]
    skip: re.Pattern[str]
    relative: re.Pattern[str]
    size: re.Pattern[str]


_CLOSING = ' ,，。;；:：、!！?？…"”’》）)]】'
_OPENING = {"”": "“", "’": "‘", "）": "（", ")": "("}
_SIZE_NOUN = {UnitKind.AREA: "面积", UnitKind.LENGTH: "长度"}


@lru_cache(maxsize=4)
def _patterns(rules: MetricRules) -> _Patterns:
    def union(value: str, frame: str = "{}") -> re.Pattern[str]:
        rows = [rule.pattern.pattern for rule in rules.phrases if rule.value == value]
        return re.compile(frame.format("(?:" + "|".join(rows) + ")"))

    return _Patterns(
        lead=union("lead"),
        tail=union("tail", "{}$"),
        verb=union("verb"),
        light=union("light"),
        bare=union("bare"),
        stop=union("stop"),
        skip=union("skip"),
        relative=union("relative"),
        size=union("size", "{}$"),
    )


def name_figure(
    figure: Figure, texts: tuple[str, str], mentions: Sequence[PlaceMention], rules: MetricRules
) -> Phrase | None:
    """
    Give what `figure` counts; None if its clause does not say.

    `texts` are the passage as folded and as printed; `mentions` the places in it.
    """
    patterns = _patterns(rules)
    folded = texts[0]
    left = _trim_left(figure.left, folded, mentions, patterns)
    right = _trim_right(figure, folded, patterns)
    reader = _measured if figure.amount.kind.is_measure else _counted
    return reader(figure, left, right, (texts, patterns))


_Material = tuple[tuple[str, str], _Patterns]


def _counted(figure: Figure, left: Span, right: Span, material: _Material) -> Phrase | None:
    """Counting prints the noun behind (15个项目) or in front (项目15个)."""
    (folded, _), patterns = material
    words = folded[left.start : left.end]
    is_bare = not words or patterns.bare.fullmatch(words) is not None
    owns = folded.startswith("的", figure.amount.span.end)
    people = folded[figure.amount.span.end - 1] in "人次" and figure.amount.kind is UnitKind.PERSON
    if len(right) and not (people and not owns and not is_bare):
        return _right(figure, right, material)
    if not is_bare:
        return _left(figure, left, material)
    if words:
        return _left(figure, left, material, is_whole=False)
    return None


def _measured(figure: Figure, left: Span, right: Span, material: _Material) -> Phrase | None:
    """Measuring prints the subject in front (收入10万元) or behind (1.3万平方米的社区)."""
    (folded, printed), patterns = material
    words = folded[left.start : left.end]
    if words and patterns.relative.fullmatch(words):
        return _left(figure, left, material, is_whole=False)
    owns = folded.startswith("的", figure.amount.span.end)
    size = patterns.size.search(words)
    is_size = size is not None and _is_set_off(words[: size.start()], patterns.bare)
    if size is not None and is_size:
        left = Span(left.start + size.start(), left.end)
    is_bare = not words or patterns.bare.fullmatch(words) is not None
    if owns and len(right) and (is_size or is_bare):
        return _owned(figure, left, right, material)
    if is_bare and len(right) and not is_size:
        text = printed[left.start : left.end] + printed[right.start : right.end]
        start = left.start if words else figure.amount.span.start
        return Phrase(text, Span(start, right.end), "phrase.verb_object")
    if words:
        return _left(figure, left, material, is_whole=not is_bare)
    return None


def _is_set_off(words: str, bare: re.Pattern[str]) -> bool:
    """Whether what stands before 占地 or 投资 belongs to another word: 建设了, 新落成的."""
    return not words or words[-1] in "的了、" or bare.fullmatch(words) is not None


def _owned(figure: Figure, left: Span, right: Span, material: _Material) -> Phrase:
    """投资500万元的合作社 is 合作社投资, 1.3万平方米的社区 is 社区面积."""
    (folded, printed), patterns = material
    owner = printed[right.start : right.end]
    words = folded[left.start : left.end]
    if patterns.size.fullmatch(words):
        text = owner + printed[left.start : left.end]
    else:
        text = owner + _SIZE_NOUN.get(figure.amount.kind, "")
    start = left.start if words else figure.amount.span.start
    return Phrase(text, Span(start, right.end), "phrase.owner")


def _left(figure: Figure, left: Span, material: _Material, *, is_whole: bool = True) -> Phrase:
    (_, printed), _ = material
    span = Span(left.start, figure.amount.span.end)
    return Phrase(printed[left.start : left.end], span, "phrase.before", is_whole)


def _right(figure: Figure, right: Span, material: _Material) -> Phrase:
    (_, printed), _ = material
    span = Span(figure.amount.span.start, right.end)
    return Phrase(printed[right.start : right.end], span, "phrase.behind")


def _trim_left(
    span: Span, text: str, mentions: Sequence[PlaceMention], patterns: _Patterns
) -> Span:
    start, end = max(span.start, span.end - LONGEST), span.end
    end = _trim_end(text, start, end, patterns.tail)
    ending = [mention.start for mention in mentions if mention.end == end]
    if ending and ending[0] > start:
        end = _trim_end(text, start, ending[0], patterns.tail)
    start = _trim_start(text, Span(start, end), mentions, patterns.lead)
    if end - start > _COMFORTABLE:
        start = _cut_at_verb(text, start, end, patterns)
        start = _trim_start(text, Span(start, end), mentions, patterns.lead)
    return _balanced(text, min(start, end), end)


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
        if start in places and places[start] <= span.end:
            start = places[start]
            continue
        found = lead.match(text, start, span.end)
        if found is None or not found[0]:
            break
        start = found.end()
    return start


def _cut_at_verb(text: str, start: int, end: int, patterns: _Patterns) -> int:
    """The last verb with an object behind it; a verb like 开展 says nothing and is left out."""
    cut = start
    for found in patterns.light.finditer(text, start, end):
        if end - found.end() >= _SHORTEST:
            cut = found.end()
    for found in patterns.verb.finditer(text, cut, end):
        if end - found.end() >= _SHORTEST or found.end() == end:
            cut = found.start()
    if end - cut <= 2 * _COMFORTABLE:
        return cut
    of = text.rfind("的", cut, end)
    return of + 1 if 0 <= of < end - 2 else max(cut, end - 2 * _COMFORTABLE)


def _trim_right(figure: Figure, text: str, patterns: _Patterns) -> Span:
    start = figure.amount.span.end
    end = min(figure.right.end, start + LONGEST)
    if text.startswith("由", start):
        of = text.rfind("的", start, end)
        start = of + 1 if of > start else start
    start += text.startswith("的", start)
    if patterns.skip.match(text, start, end):
        return Span(start, start)
    for found in patterns.stop.finditer(text, start, end):
        if found.start() - start >= _SHORTEST:
            end = found.start()
            break
    return _balanced(text, start, _shorten(text, start, end))


def _shorten(text: str, start: int, end: int) -> int:
    """The end of a long list behind a figure: its first members are enough."""
    if end - start > 2 * _COMFORTABLE:
        also = text.find("及", start + _SHORTEST, end)
        comma = text.rfind("、", start + _SHORTEST, start + 2 * _COMFORTABLE)
        end = also if also >= 0 else comma if comma >= 0 else end
    return end


def _balanced(text: str, start: int, end: int) -> Span:
    """The stretch without marks that close or open nothing in it."""
    while end > start and (text[end - 1] in _CLOSING or text[end - 1] in "和与及“‘（("):
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
