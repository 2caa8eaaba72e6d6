"""What an article is about. A draft and its places come in, one place goes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from archive.pipeline.metrics.place_mentions import RANK
from archive.pipeline.values import (
    ArticleDraft,
    MetricPlace,
    PlaceFinding,
    PlaceLevel,
    Span,
)

_HEADLINE_WEIGHT = 5  # a place in title or byline says more of the article than one in a sentence
_LEVEL_WEIGHT = {
    PlaceLevel.TOWN: 2.0,
    PlaceLevel.COUNTY: 1.0,
    PlaceLevel.CITY: 0.9,
    PlaceLevel.PROVINCE: 0.3,
}
_VILLAGE_WEIGHT = 1.5
_OFTEN = 3  # mentions that make a village more than an example
_BELOW = {PlaceLevel.COUNTY: PlaceLevel.TOWN, PlaceLevel.CITY: PlaceLevel.COUNTY}
_PART_WEIGHT = 0.6
_SURE = 0.4  # of all that the article names
_SEVERAL = 3  # places that are named as parts of one: then it is more than their address


@dataclass(frozen=True, slots=True)
class Subject:
    """
    The place an article is about; `rank` grows from province to village.

    `is_sure` says that the headline names it or that much of what the article names is it.
    """

    place: MetricPlace
    rank: int
    is_sure: bool


def find_subject(draft: ArticleDraft, places: Sequence[PlaceFinding]) -> Subject | None:
    """The place named most often, headline and byline counting more; None if there is none."""
    headlines = (draft.kicker, draft.title, draft.subtitle, *draft.bylines)
    heads = [head.span for head in headlines if head]
    parts = _parts(places)
    own = [_weight(place, heads, _address(place, parts)) for place in places]
    weights = [
        weight + _of_parts(place, places, own) for place, weight in zip(places, own, strict=True)
    ]
    if not any(weights):
        weights = [float(len(place.mentions) - len(place.away)) for place in places]
    best = max(range(len(places)), key=weights.__getitem__, default=None)
    if best is None or not weights[best]:
        return None
    place = places[best]
    is_headed = any(_is_in(span, heads) for span in place.mentions)
    is_sure = is_headed or weights[best] >= _SURE * sum(weights)
    return Subject(MetricPlace(place.name, place.code), RANK[place.level], is_sure)


def _parts(places: Sequence[PlaceFinding]) -> dict[int, PlaceFinding]:
    """The places by where a mention of them starts, the smallest last."""
    ordered = sorted(places, key=lambda place: RANK[place.level])
    return {span.start: place for place in ordered for span in place.mentions}


def _address(place: PlaceFinding, parts: Mapping[int, PlaceFinding]) -> frozenset[Span]:
    """The mentions that only say where a smaller place lies: 徐州市 of 徐州市鼓楼区."""
    before = {
        span: parts[span.end].name
        for span in place.mentions
        if span.end in parts and RANK[parts[span.end].level] > RANK[place.level]
    }
    return frozenset(before if len(set(before.values())) < _SEVERAL else ())


def _weight(place: PlaceFinding, heads: Iterable[Span], address: AbstractSet[Span]) -> float:
    named = [span for span in place.mentions if span not in address]
    said = len(set(named) - set(place.away)) + len(place.inferred)
    if place.level is PlaceLevel.VILLAGE:
        return _VILLAGE_WEIGHT * said if len(place.mentions) >= _OFTEN else 0
    headed = sum(_is_in(span, heads) for span in named)
    return _LEVEL_WEIGHT[place.level] * (said + _HEADLINE_WEIGHT * headed)


def _of_parts(place: PlaceFinding, places: Sequence[PlaceFinding], own: Sequence[float]) -> float:
    """What the places one level below say for the one that holds several of them, none the main one."""
    if place.code is None or place.level not in _BELOW or not place.mentions:
        return 0
    inside = [
        weight
        for part, weight in zip(places, own, strict=True)
        if part.level is _BELOW[place.level] and part.code and part.code.startswith(place.code)
    ]
    several = len(inside) >= _SEVERAL and max(inside) <= sum(inside) / 2
    return _PART_WEIGHT * sum(inside) if several else 0


def _is_in(span: Span, heads: Iterable[Span]) -> bool:
    return any(span.overlaps(head) for head in heads)
