"""
Where a figure belongs. Places of the article and a passage come in; the smallest named place goes out.

Scope decides: the clause, then the run of clauses, the speaker, the sentence, the paragraph, the section and
at last the place the article is about. Offsets are code points into the passage's text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from archive.pipeline.metrics.place_mentions import RANK, PlaceMention, join_mentions
from archive.pipeline.metrics.rules import MetricRules
from archive.pipeline.metrics.subjects import Subject, find_subject
from archive.pipeline.text.clauses import Layout
from archive.pipeline.values import (
    ArticleDraft,
    MetricPlace,
    Passage,
    PlaceFinding,
    PlaceLevel,
    ScopeBasis,
    Span,
)

_BACK = 20  # mentions that are looked back at in one run of clauses
_NEAR = 30  # a village named later in a sentence is an example, not its subject
_TWICE = 2


@dataclass(frozen=True, slots=True)
class Located:
    """The place of a figure, the id of the scope that gave it, and how the place is known from there."""

    place: MetricPlace
    rule: str
    basis: ScopeBasis


@dataclass(frozen=True, slots=True)
class ArticlePlaces:
    """The place mentions of an article by source offset, and what it and its sections are about."""

    mentions: tuple[tuple[Span, PlaceMention], ...]
    about: Subject | None
    sections: tuple[tuple[int, PlaceMention], ...]  # source offset of a heading, the place it names


@dataclass(frozen=True, slots=True)
class PassagePlaces:
    """The places of one passage: every mention, those that open a sentence, who speaks where, its section."""

    mentions: tuple[PlaceMention, ...]
    here: tuple[PlaceMention, ...]  # without those that are away
    openers: tuple[PlaceMention, ...]
    speeches: tuple[tuple[Span, PlaceMention], ...]
    layout: Layout
    text: str
    section: PlaceMention | None
    about: Subject | None
    lead: re.Pattern[str]
    thing: re.Pattern[str]
    repeated: frozenset[str]  # names met twice or more

    def mentions_in(self, span: Span) -> tuple[PlaceMention, ...]:
        """The mentions that start in `span`."""
        first = bisect_left(self.mentions, span.start, key=lambda found: found.start)
        last = bisect_left(self.mentions, span.end, key=lambda found: found.start)
        return self.mentions[first:last]


@lru_cache(maxsize=16)
def _pattern(rules: MetricRules, value: str) -> re.Pattern[str]:
    """The rows of metric_places.toml of one value, as one pattern."""
    return re.compile("|".join(row.pattern.pattern for row in rules.places if row.value == value))


def gather_places(draft: ArticleDraft, places: Sequence[PlaceFinding]) -> ArticlePlaces:
    """Give the places of an article."""
    located = sorted(
        (span, _mention(place, named=named, is_away=span in away))
        for place in places
        for away in (frozenset(place.away),)
        for named, spans in ((True, place.mentions), (False, place.inferred))
        for span in spans
    )
    return ArticlePlaces(tuple(located), find_subject(draft, places), _sections(draft, located))


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
    mentions = join_mentions(_known_mentions(passage, places), folded)
    here = tuple(mention for mention in mentions if not mention.is_away)
    counts = Counter(mention.name for mention in here)
    at = bisect_left(places.sections, passage.span.start, key=lambda section: section[0])
    return PassagePlaces(
        mentions=mentions,
        here=here,
        openers=tuple(_openers(here, folded, layout, lead)),
        speeches=tuple(_speeches(here, folded, _pattern(rules, "speech"))),
        layout=layout,
        text=folded,
        section=places.sections[at - 1][1] if at else None,
        about=places.about,
        lead=lead,
        thing=_pattern(rules, "thing"),
        repeated=frozenset(name for name, times in counts.items() if times >= _TWICE),
    )


def locate(number: Span, unit_end: int, places: PassagePlaces) -> Located | None:
    """Give the smallest named place the figure at `number` is about."""
    return (
        _in_clause(number, places)
        or _behind(number, unit_end, places)
        or _speaker(number, places)
        or _thing(number, places)
        or _in_group(number, places)
        or _opened(number, places)
        or _about_section(places)
        or _about_article(places)
    )


def _known_mentions(passage: Passage, places: ArticlePlaces) -> list[PlaceMention]:
    first = bisect_left(places.mentions, passage.span.start, key=lambda found: found[0].start)
    mentions = []
    for span, place in places.mentions[first:]:
        if span.start >= passage.span.end:
            break
        start, last = passage.from_source(span.start), passage.from_source(span.end - 1)
        if start is not None and last is not None:
            mentions.append(replace(place, start=start, end=last + 1))
    return mentions


def _openers(
    mentions: Sequence[PlaceMention], text: str, layout: Layout, lead: re.Pattern[str]
) -> Iterator[PlaceMention]:
    """The first place of each sentence, where it opens a clause before any semicolon."""
    last_sentence = -1
    for at, mention in enumerate(mentions):
        sentence = layout.sentence_at(mention.start)
        if sentence.start == last_sentence:
            continue
        last_sentence = sentence.start
        clause = layout.clause_at(mention.start)
        same_group = layout.group_at(mention.start).start == sentence.start
        alone = mention.rank < RANK[PlaceLevel.VILLAGE] or (
            mention.start - sentence.start <= _NEAR
            and not _is_example(mention, mentions[at + 1 : at + 2], layout)
        )
        if same_group and alone and lead.search(text[clause.start : mention.start][-24:]):
            yield mention


def _is_example(village: PlaceMention, following: Sequence[PlaceMention], layout: Layout) -> bool:
    """Whether another village follows in the same run of clauses: then neither is its subject."""
    return any(
        other.rank == village.rank
        and other.name != village.name
        and layout.group_at(other.start) == layout.group_at(village.start)
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
        opened = text.find("“", start, found.start())
        if first < last and opened >= 0:
            yield Span(opened, found.start(1)), mentions[last - 1]
        start = found.end()


def _in_clause(number: Span, places: PassagePlaces) -> Located | None:
    clause = places.layout.clause_at(number.start)
    at = bisect_left(places.here, number.start, key=lambda found: found.start) - 1
    if at < 0 or places.here[at].start < clause.start:
        return None
    return _located(places.here[at], "place.clause", ScopeBasis.STATED)


def _located(mention: PlaceMention, rule: str, basis: ScopeBasis) -> Located:
    return Located(mention.place, rule, basis if mention.is_named else ScopeBasis.INFERRED)


def _behind(number: Span, unit_end: int, places: PassagePlaces) -> Located | None:
    """The place that owns what the figure measures: 投资500万元的瓦岗村合作社."""
    at = bisect_left(places.here, number.end, key=lambda found: found.start)
    if at == len(places.here):
        return None
    mention = places.here[at]
    if not mention.is_named or places.text[unit_end : mention.start] not in {"的", "的新"}:
        return None
    return _located(mention, "place.behind", ScopeBasis.STATED)


def _speaker(number: Span, places: PassagePlaces) -> Located | None:
    at = bisect_right(places.speeches, number.start, key=lambda found: found[0].start) - 1
    if at < 0 or number.end > places.speeches[at][0].end:
        return None
    return _located(places.speeches[at][1], "place.speaker", ScopeBasis.INHERITED)


def _thing(number: Span, places: PassagePlaces) -> Located | None:
    """The place named last before 该基地, 该项目, where the sentence begins so."""
    sentence = places.layout.sentence_at(number.start)
    if not places.thing.match(places.text[sentence.start : number.start]):
        return None
    at = bisect_left(places.here, sentence.start, key=lambda found: found.start) - 1
    if at < 0 or any(sentence.start <= found.start < number.start for found in places.here):
        return None
    return _located(places.here[at], "place.thing", ScopeBasis.INHERITED)


def _in_group(number: Span, places: PassagePlaces) -> Located | None:
    """The last place before the figure that opens a clause since the last semicolon."""
    group = places.layout.group_at(number.start)
    at = bisect_left(places.here, number.start, key=lambda found: found.start) - 1
    furthest = at - _BACK
    while at > max(-1, furthest) and places.here[at].start >= group.start:
        mention = places.here[at]
        clause = places.layout.clause_at(mention.start)
        if places.lead.search(places.text[clause.start : mention.start][-24:]):
            return _located(mention, "place.group", ScopeBasis.INHERITED)
        at -= 1
    return None


def _opened(number: Span, places: PassagePlaces) -> Located | None:
    at = bisect_left(places.openers, number.start, key=lambda found: found.start) - 1
    if at < 0:
        return None
    opener = places.openers[at]
    if opener.start >= places.layout.sentence_at(number.start).start:
        return _located(opener, "place.sentence", ScopeBasis.INHERITED)
    if not _carries_on(opener, number, places):
        return None
    return _located(opener, "place.paragraph", ScopeBasis.INHERITED)


def _carries_on(opener: PlaceMention, number: Span, places: PassagePlaces) -> bool:
    """
    Whether a place that opened an earlier sentence is still meant.

    One named in passing in a report on a larger place is an example of its own sentence and the next.
    """
    about = places.about
    if about is None or opener.rank <= about.rank:
        return True
    first = places.layout.sentence_at(0)
    if opener.start < first.end:
        return True
    if opener.name in places.repeated:
        return True
    return (
        places.layout.sentence_at(opener.start).end == places.layout.sentence_at(number.start).start
    )


def _about_section(places: PassagePlaces) -> Located | None:
    if places.section is None:
        return None
    return Located(places.section.place, "place.section", ScopeBasis.INHERITED)


def _about_article(places: PassagePlaces) -> Located | None:
    if places.about is None:
        return None
    return Located(places.about.place, "place.article", ScopeBasis.INFERRED)
