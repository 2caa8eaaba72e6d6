"""
Which period governs a figure. A passage and its time phrases come in, a values.Period goes out.

A phrase governs the figures behind it in its sentence; one that opens a paragraph governs what the
paragraph tells after; one a heading prints governs what its section leaves without a period of its
own. Nothing crosses the border of somebody's speech.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from archive.pipeline.metrics.periods.calendar import Anchor, anchor_of, days_of
from archive.pipeline.metrics.periods.phrases import PeriodMention, find_periods
from archive.pipeline.metrics.rules import MarkRule
from archive.pipeline.text.clauses import Layout, lay_out
from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import Basis, Passage, Period, Published, ScopeBasis, Span

_OPENING_REACH = 12  # characters that may stand before a phrase that opens its sentence
_LEAD_REACH = 5  # and with a comma among them: 据了解,今年
_MOMENTS = {"now", "up_to"}
_BEFORE_CHANGE = re.compile(
    r"(?:由|从)[^,，。;；0-9]{0,12}$"
)  # 目前,由8个扩大到86个: 8 is not of now
_NUMBERED = re.compile("[0-9,，;；]|[一二三四五六七八九十百千万]{2}")
_DATED = {"year", "relative_year", "span", "part"}
_HEADING_DATED = {*_DATED, "plan"}
_LOOK_BACK = 6  # phrases of one sentence that are asked, the nearest first
# Speech ends with a mark inside its quotation; a label (“先锋贷”) has none.
_SPEECH_STARTS = re.compile(r"(?:^|(?<=[:：。!！?？,，说道示称绍]))“")
_SPEECH_ENDS = re.compile(r"[。！？!?…,，]”")
_LONGEST_SPEECH = 600
_STATE = re.compile(
    r"[,，;；][^,，;；]{0,30}(?:人均|达到?|率|增幅|增长|现有)"
)  # what 累计 does not add up


@dataclass(frozen=True, slots=True)
class PassagePeriods:
    """The time phrases of a passage, what bounds them, and the day they are counted from."""

    passage: Passage
    folded: str
    layout: Layout
    mentions: tuple[PeriodMention, ...]
    speeches: tuple[Span, ...]
    anchor: Anchor | None
    is_anchor_inferred: bool
    section: FoundPeriod | None = None


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A figure's period and the row that read it."""

    period: Period
    rule: str


@dataclass(frozen=True, slots=True)
class Section:
    """Where a section starts (source offset of its heading) and the period its heading prints."""

    start: int
    period: FoundPeriod | None


def find_sections(
    headings: Iterable[Passage], rules: Iterable[MarkRule], published: Published
) -> tuple[Section, ...]:
    """Give the sections those headings open, with the period each prints: 2021年主要工作."""
    return tuple(
        Section(heading.span.start, _heading_period(heading, rules, published))
        for heading in headings
    )


def _heading_period(
    heading: Passage, rules: Iterable[MarkRule], published: Published
) -> FoundPeriod | None:
    folded = fold_text(heading.text)
    periods = place_periods(heading, folded, lay_out(folded), rules, published)
    dated = [one for one in periods.mentions if one.kind in _HEADING_DATED and not one.begins]
    return _found(dated[0], periods, ScopeBasis.INHERITED) if len(dated) == 1 else None


def place_periods(
    passage: Passage,
    folded: str,
    layout: Layout,
    rules: Iterable[MarkRule],
    published: Published,
) -> PassagePeriods:
    """Give the time phrases of a passage, ready to be asked for the period of a figure."""
    return PassagePeriods(
        passage=passage,
        folded=folded,
        layout=layout,
        mentions=find_periods(folded, rules),
        speeches=find_speeches(folded),
        anchor=anchor_of(published),
        is_anchor_inferred=published.basis is Basis.INFERRED,
    )


def under_heading(periods: PassagePeriods, sections: Sequence[Section]) -> PassagePeriods:
    """Give `periods` with the one its section's heading lends; `sections` in the text's order."""
    start = periods.passage.span.start
    over = bisect_right(sections, start, key=lambda section: section.start) - 1
    return replace(periods, section=sections[over].period) if over >= 0 else periods


def find_speeches(folded: str) -> tuple[Span, ...]:
    """Give what people are quoted to say, quotation marks included, left to right."""
    ends = [match.end() for match in _SPEECH_ENDS.finditer(folded)]
    speeches: list[Span] = []
    for start in (match.start() for match in _SPEECH_STARTS.finditer(folded)):
        at = bisect_right(ends, start)
        if at == len(ends):
            break
        is_apart = not speeches or start >= speeches[-1].end
        if is_apart and ends[at] - start <= _LONGEST_SPEECH:
            speeches.append(Span(start, ends[at]))
    return tuple(speeches)


def period_of(offset: int, periods: PassagePeriods, *, carried: bool = True) -> FoundPeriod | None:
    """
    Give the period that governs the figure at `offset`; None where the passage tells none.

    `carried` says whether the paragraph's opening or the section's heading may lend its period: not
    to a figure that describes what has always been (辖3个自然村).
    """
    stated = _stated(offset, periods)
    if stated is not None:
        return _found(stated, periods, ScopeBasis.STATED)
    if not carried:
        return None
    opening = _opening(offset, periods)
    if opening is not None:
        return _found(opening, periods, ScopeBasis.INHERITED)
    return None if _is_dated_apart(offset, periods) else periods.section


def period_from(mention: PeriodMention, periods: PassagePeriods) -> FoundPeriod:
    """Give the period of a figure whose time phrase is known to be `mention`."""
    return _found(mention, periods, ScopeBasis.STATED)


def _stated(offset: int, periods: PassagePeriods) -> PeriodMention | None:
    """The nearest phrase of the sentence; 累计 only where no other governs the figure."""
    sentence = periods.layout.sentence_start(offset)
    at = bisect_left(periods.mentions, offset, key=lambda mention: mention.span.start) - 1
    total: PeriodMention | None = None
    for mention in reversed(periods.mentions[max(0, at + 1 - _LOOK_BACK) : at + 1]):
        if mention.span.start < sentence:
            break
        if not _governs(mention, offset, periods):
            continue
        if mention.kind != "total":
            return mention
        total = total or mention
    return total


def _governs(mention: PeriodMention, offset: int, periods: PassagePeriods) -> bool:
    layout, start = periods.layout, mention.span.start
    if _speech_at(start, periods.speeches) != _speech_at(offset, periods.speeches):
        return False
    if mention.is_past and _NUMBERED.search(periods.folded, mention.span.end, offset):
        return False
    if mention.kind in _MOMENTS and _BEFORE_CHANGE.search(
        periods.folded, max(0, offset - 14), offset
    ):
        return False
    if mention.kind == "total" and _STATE.search(periods.folded, mention.span.end, offset):
        return False
    clause = layout.clause_start(offset)
    if mention.begins or mention.kind == "deadline":
        return start >= clause or (mention.kind == "deadline" and _is_group(start, offset, layout))
    return _opens(start, layout) or _is_group(start, offset, layout)


def _opens(start: int, layout: Layout) -> bool:
    """Whether the phrase at `start` opens its sentence."""
    before = start - layout.sentence_start(start)
    reach = _OPENING_REACH if layout.clause_start(start) == start - before else _LEAD_REACH
    return before <= reach


def _is_group(start: int, offset: int, layout: Layout) -> bool:
    return start >= layout.group_start(offset)


def _opening(offset: int, periods: PassagePeriods) -> PeriodMention | None:
    """The phrase that opens the paragraph, unless a later sentence opened with another."""
    if not periods.mentions:
        return None
    first = periods.mentions[0]
    start = first.span.start
    if (
        not first.carries
        or start > min(offset, _OPENING_REACH)
        or not _opens(start, periods.layout)
    ):
        return None
    if _speech_at(start, periods.speeches) != _speech_at(offset, periods.speeches):
        return None
    at = bisect_left(periods.mentions, offset, key=lambda mention: mention.span.start) - 1
    for mention in reversed(periods.mentions[max(1, at + 1 - _LOOK_BACK) : at + 1]):
        if mention.kind in _DATED and _opens(mention.span.start, periods.layout):
            return None
    return first


def _is_dated_apart(offset: int, periods: PassagePeriods) -> bool:
    """Whether the figure is told in speech, or behind a date of the passage that left the heading's."""
    if _speech_at(offset, periods.speeches) is not None:
        return True
    return any(one.kind in _DATED and one.span.start < offset for one in periods.mentions)


def _speech_at(offset: int, speeches: tuple[Span, ...]) -> Span | None:
    at = bisect_right(speeches, offset, key=lambda speech: speech.start) - 1
    return speeches[at] if at >= 0 and offset < speeches[at].end else None


def _found(mention: PeriodMention, periods: PassagePeriods, basis: ScopeBasis) -> FoundPeriod:
    span, passage = mention.span, periods.passage
    days = days_of(periods.folded[span.start : span.end], periods.anchor)
    if basis is ScopeBasis.STATED and days.by_publication and periods.is_anchor_inferred:
        basis = ScopeBasis.INFERRED
    period = Period(
        phrase=passage.text[span.start : span.end],
        span=passage.to_source(span.start, span.end),
        basis=basis,
        first=days.first.isoformat() if days.first else None,
        last=days.last.isoformat() if days.last else None,
    )
    return FoundPeriod(period, mention.rule)
