"""
Where a figure belongs. Places of the article and a passage come in; the smallest named place goes out.

Scope decides: the clause, then the run of clauses, the speaker, the sentence, the paragraph and at
last the place the article is about. Offsets are code points into the passage's text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from archive.pipeline.metrics.place_mentions import RANK, PlaceMention, join_mentions
from archive.pipeline.metrics.rules import MetricRules
from archive.pipeline.metrics.villages import find_villages, place_pattern, village_mentions
from archive.pipeline.text.clauses import Layout
from archive.pipeline.values import (
    ArticleDraft,
    MetricPlace,
    Passage,
    PlaceFinding,
    PlaceLevel,
    Span,
)

_BACK = 20  # mentions that are looked back at in one run of clauses
_NEAR = 30  # a village named later in a sentence is an example, not its subject
_HEADLINE_WEIGHT = 5  # a place in title or byline says more of the article than one in a sentence


@dataclass(frozen=True, slots=True)
class Located:
    """The place of a figure and the id of the scope that gave it."""

    place: MetricPlace
    rule: str
    weight: float


@dataclass(frozen=True, slots=True)
class ArticlePlaces:
    """The place mentions of an article by source offset, its village names, and what it is about."""

    mentions: tuple[tuple[Span, PlaceMention], ...]
    villages: frozenset[str]
    about: MetricPlace | None


@dataclass(frozen=True, slots=True)
class PassagePlaces:
    """The places of one passage: every mention, those that open a sentence, and who speaks where."""

    mentions: tuple[PlaceMention, ...]
    openers: tuple[PlaceMention, ...]
    speeches: tuple[tuple[Span, PlaceMention], ...]
    layout: Layout
    text: str
    about: MetricPlace | None
    lead: re.Pattern[str]

    def mentions_in(self, span: Span) -> tuple[PlaceMention, ...]:
        """The mentions that start in `span`."""
        first = bisect_left(self.mentions, span.start, key=lambda found: found.start)
        last = bisect_left(self.mentions, span.end, key=lambda found: found.start)
        return self.mentions[first:last]


@dataclass(frozen=True, slots=True)
class _Patterns:
    speech: re.Pattern[str]
    lead: re.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(rules: MetricRules) -> _Patterns:
    return _Patterns(
        speech=place_pattern(rules, "speech"),
        lead=place_pattern(rules, "lead"),
    )


def gather_places(
    draft: ArticleDraft,
    places: Sequence[PlaceFinding],
    passages: Iterable[tuple[Passage, str, Layout]],
    rules: MetricRules,
) -> ArticlePlaces:
    """Give the places of an article; `passages` come with their folded text and its layout."""
    located = sorted(
        (span, PlaceMention(0, 0, place.name, place.code, RANK[place.level], named))
        for place in places
        for named, spans in ((True, place.mentions), (False, place.inferred))
        for span in spans
    )
    bare = ArticlePlaces(tuple(located), frozenset(), None)
    villages = find_villages(
        ((folded, layout, _known_mentions(passage, bare)) for passage, folded, layout in passages),
        rules,
    )
    return ArticlePlaces(tuple(located), villages, _about(draft, places))


def place_passage(
    passage: Passage, folded: str, layout: Layout, places: ArticlePlaces, rules: MetricRules
) -> PassagePlaces:
    """Give the places of one passage of the article."""
    patterns = _patterns(rules)
    known = _known_mentions(passage, places)
    mentions = join_mentions([*known, *village_mentions(folded, places.villages)], folded)
    return PassagePlaces(
        mentions=mentions,
        openers=tuple(_openers(mentions, folded, layout, patterns.lead)),
        speeches=tuple(_speeches(mentions, folded, patterns.speech)),
        layout=layout,
        text=folded,
        about=places.about,
        lead=patterns.lead,
    )


def locate(number: Span, unit_end: int, places: PassagePlaces) -> Located | None:
    """Give the smallest named place the figure at `number` is about."""
    return (
        _in_clause(number, places)
        or _behind(number, unit_end, places)
        or _speaker(number, places)
        or _in_group(number, places)
        or _opened(number, places)
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
    at = bisect_left(places.mentions, number.start, key=lambda found: found.start) - 1
    if at < 0 or places.mentions[at].start < clause.start:
        return None
    return Located(places.mentions[at].place, "place.clause", 0.95)


def _behind(number: Span, unit_end: int, places: PassagePlaces) -> Located | None:
    """The place that owns what the figure measures: 投资500万元的瓦岗村合作社."""
    at = bisect_left(places.mentions, number.end, key=lambda found: found.start)
    if at == len(places.mentions):
        return None
    mention = places.mentions[at]
    if not mention.is_named or places.text[unit_end : mention.start] not in {"的", "的新"}:
        return None
    return Located(mention.place, "place.behind", 0.9)


def _speaker(number: Span, places: PassagePlaces) -> Located | None:
    at = bisect_right(places.speeches, number.start, key=lambda found: found[0].start) - 1
    if at < 0 or number.end > places.speeches[at][0].end:
        return None
    return Located(places.speeches[at][1].place, "place.speaker", 0.85)


def _in_group(number: Span, places: PassagePlaces) -> Located | None:
    """The last place before the figure that opens a clause since the last semicolon."""
    group = places.layout.group_at(number.start)
    at = bisect_left(places.mentions, number.start, key=lambda found: found.start) - 1
    furthest = at - _BACK
    while at > max(-1, furthest) and places.mentions[at].start >= group.start:
        mention = places.mentions[at]
        clause = places.layout.clause_at(mention.start)
        if places.lead.search(places.text[clause.start : mention.start][-24:]):
            return Located(mention.place, "place.group", 0.88)
        at -= 1
    return None


def _opened(number: Span, places: PassagePlaces) -> Located | None:
    at = bisect_left(places.openers, number.start, key=lambda found: found.start) - 1
    if at < 0:
        return None
    opener = places.openers[at]
    same = opener.start >= places.layout.sentence_at(number.start).start
    return Located(opener.place, *(("place.sentence", 0.85) if same else ("place.paragraph", 0.75)))


def _about_article(places: PassagePlaces) -> Located | None:
    return Located(places.about, "place.article", 0.65) if places.about else None


def _about(draft: ArticleDraft, places: Sequence[PlaceFinding]) -> MetricPlace | None:
    """The place the article is about: named most often, headline and byline counting more."""
    heads = [head for head in (draft.kicker, draft.title, draft.subtitle, *draft.bylines) if head]
    counts: Counter[tuple[str, str | None]] = Counter()
    for place in places:
        if place.level in {PlaceLevel.VILLAGE, PlaceLevel.PROVINCE}:
            continue
        key = (place.name, place.code)
        counts[key] += len(place.mentions) + len(place.inferred)
        for span in place.mentions:
            counts[key] += _HEADLINE_WEIGHT * any(span.overlaps(head.span) for head in heads)
        counts[key] *= 1 + (place.level is PlaceLevel.TOWN)
    return MetricPlace(*counts.most_common(1)[0][0]) if counts else None
