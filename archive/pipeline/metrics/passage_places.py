"""
What places stand where in an article and in each of its passages. Places and passages come in, values for
finding a figure's place go out. Offsets are code points into the passage's text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.pipeline.metrics.place_mentions import (
    RANK,
    VILLAGE,
    PlaceMention,
    join_mentions,
    without_overlap,
)
from archive.pipeline.metrics.rules import MetricRules
from archive.pipeline.metrics.subjects import Subject, find_subject
from archive.pipeline.metrics.units_above import (
    Units,
    find_wholes,
    raise_lists,
    units_by_code,
)
from archive.pipeline.text.clauses import Layout
from archive.pipeline.text.sieve import Guarded
from archive.pipeline.values import ArticleDraft, Passage, PlaceFinding, PlaceLevel, Span

_NEAR = 30  # a village named later in a sentence is an example, not its subject
_TWICE = 2
_BACK = 8  # mentions before a passage that are asked
_OPENING = 30  # characters of the body that hold the village it tells of
_LIKENED = 4  # characters before a mention that are read
_FAR = 400  # characters between a place and a passage it may be carried into
_STOP = re.compile("[。！!？?]")
_QUOTE = re.compile("[“”]")


@dataclass(frozen=True, slots=True)
class ArticlePlaces:
    """The place mentions of an article by source offset, and what it and its sections are about."""

    mentions: tuple[tuple[Span, PlaceMention], ...]
    about: Subject | None
    sections: tuple[tuple[int, PlaceMention], ...]  # source offset of a heading, the place it names
    units: Units
    story: PlaceMention | None  # the only village, where the body opens with it
    story_start: int  # source offsets: where it is named and where something larger is named next
    story_end: int


@dataclass(frozen=True, slots=True)
class PassagePlaces:
    """The places of one passage: every mention, those that open a sentence, who speaks where, its section."""

    named: tuple[PlaceMention, ...]  # one by one, before lists are joined
    mentions: tuple[PlaceMention, ...]
    here: tuple[PlaceMention, ...]  # without those that are away
    acting: tuple[PlaceMention, ...]  # of those, without who only helps: 在镇党委的支持下
    openers: tuple[PlaceMention, ...]
    speeches: tuple[tuple[Span, PlaceMention], ...]
    layout: Layout
    text: str
    section: PlaceMention | None
    carried: PlaceMention | None  # the last town, county or city of the passage before
    story: PlaceMention | None  # the village whose story goes on here
    about: Subject | None
    lead: re.Pattern[str]
    thing: re.Pattern[str]
    same: re.Pattern[str]
    whole: re.Pattern[str]
    repeated: frozenset[str]  # names met twice or more
    whole_from: int  # where the first sentence ends its lead back to what the article is about
    wholes: tuple[tuple[int, int], ...]  # where a division is spoken of as a whole, and its rank
    counted: re.Pattern[str]
    units: Units  # of the article

    def mentions_in(self, span: Span) -> tuple[PlaceMention, ...]:
        """The mentions that start in `span`."""
        first = bisect_left(self.mentions, span.start, key=lambda found: found.start)
        last = bisect_left(self.mentions, span.end, key=lambda found: found.start)
        return self.mentions[first:last]


@lru_cache(maxsize=16)
def _pattern(rules: MetricRules, value: str) -> re.Pattern[str]:
    """The rows of metric_places.toml of one value, as one pattern."""
    return re.compile("|".join(row.pattern.pattern for row in rules.places if row.value == value))


@lru_cache(maxsize=4)
def _above(rules: MetricRules) -> Guarded:
    return Guarded(_pattern(rules, "above").pattern)


def gather_places(draft: ArticleDraft, places: Sequence[PlaceFinding]) -> ArticlePlaces:
    """Give the places of an article."""
    located = sorted(
        (span, _mention(place, named=named, is_away=span in away))
        for place in places
        for away in (frozenset(place.away),)
        for named, spans in ((True, place.mentions), (False, place.inferred))
        for span in spans
    )
    units = units_by_code(mention for _, mention in located)
    about = find_subject(draft, places)
    story, start, end = _story(draft, located)
    return ArticlePlaces(tuple(located), about, _sections(draft, located), units, story, start, end)


def _story(
    draft: ArticleDraft, located: Sequence[tuple[Span, PlaceMention]]
) -> tuple[PlaceMention | None, int, int]:
    """The only village where the body opens with it, and from where to where nothing larger is named."""
    villages = {mention.name for _, mention in located if mention.rank == VILLAGE}
    if len(villages) != 1 or not draft.paragraphs:
        return None, 0, 0
    body = draft.paragraphs[0].span.start
    larger = [span.start for span, mention in located if mention.rank < VILLAGE]
    for span, mention in located:
        if mention.rank == VILLAGE and body <= span.start <= body + _opening_reach(draft):
            after = bisect_left(larger, span.end)
            end = larger[after] if after < len(larger) else draft.paragraphs[-1].span.end
            return mention, span.start, end
    return None, 0, 0


def _opening_reach(draft: ArticleDraft) -> int:
    """How far into the body the village it tells of may be named: no further than its first sentence."""
    stop = _STOP.search(draft.paragraphs[0].text)
    return min(_OPENING, stop.start()) if stop else _OPENING


def _goes_on(
    passage: Passage, here: Sequence[PlaceMention], places: ArticlePlaces
) -> PlaceMention | None:
    """The village the body tells of, while nothing larger has been named since nor a heading printed."""
    at = passage.span.start
    left = any(mention.rank < VILLAGE for mention in here)
    return places.story if not left and places.story_start < at <= places.story_end else None


def _mention(place: PlaceFinding, *, named: bool, is_away: bool) -> PlaceMention:
    return PlaceMention(0, 0, place.name, place.code, RANK[place.level], named, is_away)


def _sections(
    draft: ArticleDraft, located: Sequence[tuple[Span, PlaceMention]]
) -> tuple[tuple[int, PlaceMention], ...]:
    """Each heading that names a place; one that names none ends the section before it."""
    sections = []
    for heading in draft.headings:
        span = heading.passage.span
        first = bisect_left(located, span.start, key=lambda found: found[0].start)
        last = bisect_left(located, span.end, key=lambda found: found[0].start)
        named = [mention for _, mention in located[first:last]]
        if named:
            sections.append((span.start, max(named, key=lambda mention: mention.rank)))
    return tuple(sections)


def place_passage(
    passage: Passage, folded: str, layout: Layout, places: ArticlePlaces, rules: MetricRules
) -> PassagePlaces:
    """Give the places of one passage of the article."""
    lead = _pattern(rules, "lead")
    known = without_overlap(_known_mentions(passage, places))
    together = _pattern(rules, "together")
    raised = raise_lists(known, folded, together, places.units, places.about)
    mentions = join_mentions(raised, folded)
    here = tuple(mention for mention in mentions if not mention.is_away)
    helps = _pattern(rules, "helper")
    likened = _pattern(rules, "likened")
    acting = tuple(
        mention
        for mention in here
        if not helps.match(folded, mention.end)
        and not likened.search(folded[max(0, mention.start - _LIKENED) : mention.start])
    )
    counts = Counter(mention.name for mention in here)
    at = bisect_left(places.sections, passage.span.start, key=lambda section: section[0])
    return PassagePlaces(
        named=tuple(known),
        mentions=mentions,
        here=here,
        acting=acting,
        openers=tuple(_openers(acting, folded, layout, lead)),
        speeches=tuple(_speeches(here, folded, _pattern(rules, "speech"))),
        layout=layout,
        text=folded,
        section=places.sections[at - 1][1] if at else None,
        carried=_carried(passage, places),
        story=_goes_on(passage, here, places),
        about=places.about,
        lead=lead,
        thing=_pattern(rules, "thing"),
        same=_pattern(rules, "same"),
        whole=_pattern(rules, "whole"),
        repeated=frozenset(name for name, times in counts.items() if times >= _TWICE),
        whole_from=_first_end(_pattern(rules, "whole"), folded),
        wholes=find_wholes(_above(rules), folded),
        counted=_pattern(rules, "counted"),
        units=places.units,
    )


def _first_end(whole: re.Pattern[str], text: str) -> int:
    """Where the first match ends, the start of `text` being that of a sentence; past its end if there is none."""
    found = whole.search(f"。{text}")
    return len(text) + 1 if found is None else found.end() - 1


def _carried(passage: Passage, places: ArticlePlaces) -> PlaceMention | None:
    at = bisect_left(places.mentions, passage.span.start, key=lambda found: found[0].start)
    for span, mention in reversed(places.mentions[max(0, at - _BACK) : at]):
        if passage.span.start - span.end > _FAR:
            return None
        if not mention.is_away and mention.rank < VILLAGE:
            return mention
    return None


def _known_mentions(passage: Passage, places: ArticlePlaces) -> list[PlaceMention]:
    here = passage.span
    first = bisect_left(places.mentions, here.start, key=lambda found: found[0].start)
    last = bisect_left(places.mentions, here.end, key=lambda found: found[0].start)
    mentions = []
    for span, place in places.mentions[first:last]:
        start, end = passage.from_source(span.start), passage.from_source(span.end - 1)
        if start is not None and end is not None:
            mentions.append(place.at(start, end + 1))
    return mentions


def _openers(
    mentions: Sequence[PlaceMention], text: str, layout: Layout, lead: re.Pattern[str]
) -> Iterator[PlaceMention]:
    """The first place of each sentence, where it opens a clause before any semicolon."""
    last_sentence = -1
    for at, mention in enumerate(mentions):
        sentence = layout.sentence_start(mention.start)
        if sentence == last_sentence:
            continue
        last_sentence = sentence
        clause = layout.clause_start(mention.start)
        same_group = layout.group_start(mention.start) == sentence
        alone = mention.rank < RANK[PlaceLevel.VILLAGE] or (
            mention.start - sentence <= _NEAR
            and not _is_example(mention, mentions[at + 1 : at + 2], layout)
        )
        if same_group and alone and lead.search(text[clause : mention.start][-24:]):
            yield mention


def _is_example(village: PlaceMention, following: Sequence[PlaceMention], layout: Layout) -> bool:
    """Whether another village follows in the same run of clauses: then neither is its subject."""
    return any(
        other.rank == village.rank
        and other.name != village.name
        and layout.group_start(other.start) == layout.group_start(village.start)
        for other in following
    )


def _speeches(
    mentions: Sequence[PlaceMention], text: str, speech: re.Pattern[str]
) -> Iterator[tuple[Span, PlaceMention]]:
    """Each quotation whose speaker is named behind it with a place."""
    starts = [mention.start for mention in mentions]
    start = 0
    for found in speech.finditer(text):
        first, last = bisect_left(starts, found.start(1)), bisect_left(starts, found.end(1))
        opened = _opening(text, start, text.rfind("”", start, found.start(1)))
        if first < last and opened is not None:
            yield Span(opened, found.start(1)), mentions[last - 1]
        start = found.end()


def _opening(text: str, start: int, closed: int) -> int | None:
    """Where the quotation opens that the mark at `closed` ends, not before `start`."""
    depth = 0
    for mark in reversed(list(_QUOTE.finditer(text, start, closed + 1))):
        depth += 1 if mark.group() == "”" else -1
        if depth == 0:
            return mark.start()
    return None
