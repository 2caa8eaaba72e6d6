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

from archive.pipeline.clauses import Layout
from archive.pipeline.metric_rules import MetricRules
from archive.pipeline.values import (
    ArticleDraft,
    MetricPlace,
    Passage,
    PlaceFinding,
    PlaceLevel,
    Span,
)

_RANK = {level: rank for rank, level in enumerate(PlaceLevel)}
_VILLAGE_SUFFIX = re.compile(r"社区|村")
_LONGEST_VILLAGE = 6
_TWICE = 2
_HEADLINE_WEIGHT = 5  # a place in title or byline says more of the article than one in a sentence


@dataclass(frozen=True, slots=True, order=True)
class PlaceMention:
    """A place in a passage; `rank` grows from province to village."""

    start: int
    end: int
    name: str
    code: str | None
    rank: int
    is_named: bool = True  # False: 全镇, 该镇

    @property
    def place(self) -> MetricPlace:
        """The place without where it stands."""
        return MetricPlace(self.name, self.code)


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
    village: re.Pattern[str]
    anchor: re.Pattern[str]
    no_village: re.Pattern[str]
    stem: re.Pattern[str]
    speech: re.Pattern[str]
    lead: re.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(rules: MetricRules) -> _Patterns:
    made = {}
    for value in ("village", "anchor", "no_village", "stem", "speech", "lead"):
        rows = [rule.pattern.pattern for rule in rules.places if rule.value == value]
        made[value] = re.compile("|".join(rows))
    return _Patterns(**made)


def gather_places(
    draft: ArticleDraft,
    places: Sequence[PlaceFinding],
    passages: Iterable[tuple[Passage, str, Layout]],
    rules: MetricRules,
) -> ArticlePlaces:
    """Give the places of an article; `passages` come with their folded text and its layout."""
    located = sorted(
        (span, PlaceMention(0, 0, place.name, place.code, _RANK[place.level], named))
        for place in places
        for named, spans in ((True, place.mentions), (False, place.inferred))
        for span in spans
    )
    bare = ArticlePlaces(tuple(located), frozenset(), None)
    seen: Counter[str] = Counter()
    for passage, folded, layout in passages:
        known = _known_mentions(passage, bare)
        seen.update(_village_names(folded, layout, known, rules))
    villages = frozenset(name for name, times in seen.items() if times >= _TWICE)
    return ArticlePlaces(tuple(located), villages, _about(draft, places))


def place_passage(
    passage: Passage, folded: str, layout: Layout, places: ArticlePlaces, rules: MetricRules
) -> PassagePlaces:
    """Give the places of one passage of the article."""
    patterns = _patterns(rules)
    known = _known_mentions(passage, places)
    mentions = _collapse(_without_overlap([*known, *_village_mentions(folded, places)]), folded)
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


def _village_names(
    text: str, layout: Layout, known: Sequence[PlaceMention], rules: MetricRules
) -> Iterator[str]:
    """
    Names like 瓦岗村 that stand where a name can: behind a place, a clause start or an anchor.

    A name that is sure by itself (behind a known place, or ending as villages do) comes twice.
    """
    patterns = _patterns(rules)
    ends = {mention.end for mention in known}
    starts = set(layout.clauses)
    for suffix in _VILLAGE_SUFFIX.finditer(text):
        for length in range(1, _LONGEST_VILLAGE - 1):
            start = suffix.start() - length
            if start < 0:
                break
            anchored = start in ends or start in starts
            if not anchored and length > 1:
                anchored = patterns.anchor.search(text, max(0, start - 3), start) is not None
            found = patterns.village.match(text, start) if anchored else None
            if found and found.end(1) == suffix.end() and not patterns.no_village.search(found[1]):
                sure = start in ends or patterns.stem.search(found[1].removesuffix(suffix[0]))
                yield from (found[1],) * (2 if sure else 1)
                break


def _village_mentions(text: str, places: ArticlePlaces) -> Iterator[PlaceMention]:
    for suffix in _VILLAGE_SUFFIX.finditer(text):
        for length in range(_LONGEST_VILLAGE, 1, -1):
            start = suffix.end() - length
            if start >= 0 and text[start : suffix.end()] in places.villages:
                name = text[start : suffix.end()]
                yield PlaceMention(start, suffix.end(), name, None, _RANK[PlaceLevel.VILLAGE])
                break


def _without_overlap(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    kept: list[PlaceMention] = []
    for mention in sorted(
        mentions, key=lambda found: (found.start, -found.end, found.code is None)
    ):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _collapse(mentions: Sequence[PlaceMention], text: str) -> tuple[PlaceMention, ...]:
    """Join what names one place: 襄城县湛北乡后聂村 is 后聂村, 甲村、乙村等村 one list of villages."""
    joined: list[PlaceMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last is not None and mention.start == last.end and mention.rank > last.rank:
            joined[-1] = replace(mention, start=last.start)
        elif last is not None and last.rank == mention.rank == _RANK[PlaceLevel.VILLAGE]:
            between = text[last.end : mention.start]
            if between in {"、", "和", "与", "及"}:
                end = mention.end + (2 if text.startswith("等村", mention.end) else 0)
                name = f"{last.name}{between}{mention.name}{text[mention.end : end]}"
                joined[-1] = PlaceMention(last.start, end, name, None, mention.rank)
            else:
                joined.append(mention)
        else:
            joined.append(mention)
    return tuple(joined)


def _openers(
    mentions: Sequence[PlaceMention], text: str, layout: Layout, lead: re.Pattern[str]
) -> Iterator[PlaceMention]:
    """The first place of each sentence, where it opens a clause before any semicolon."""
    last_sentence = -1
    for mention in mentions:
        sentence = layout.sentence_at(mention.start)
        if sentence.start == last_sentence:
            continue
        last_sentence = sentence.start
        clause = layout.clause_at(mention.start)
        same_group = layout.group_at(mention.start).start == sentence.start
        if same_group and lead.search(text[clause.start : mention.start][-24:]):
            yield mention


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
    while at >= 0 and places.mentions[at].start >= group.start:
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
