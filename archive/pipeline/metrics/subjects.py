"""What an article is about. A draft and its places come in, one place goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.pipeline.metrics.place_mentions import RANK
from archive.pipeline.values import ArticleDraft, MetricPlace, Passage, PlaceFinding, PlaceLevel

_HEADLINE_WEIGHT = 5  # a place in title or byline says more of the article than one in a sentence
_LEVEL_WEIGHT = {PlaceLevel.TOWN: 2.0, PlaceLevel.COUNTY: 1.0, PlaceLevel.CITY: 1.0}
_VILLAGE_WEIGHT = 1.5
_OFTEN = 3  # mentions that make a village more than an example


@dataclass(frozen=True, slots=True)
class Subject:
    """The place an article is about; `rank` grows from province to village."""

    place: MetricPlace
    rank: int


def find_subject(draft: ArticleDraft, places: Sequence[PlaceFinding]) -> Subject | None:
    """The place named most often, headline and byline counting more; None if there is none below a province."""
    heads = [head for head in (draft.kicker, draft.title, draft.subtitle, *draft.bylines) if head]
    best = max(places, key=lambda place: _weight(place, heads), default=None)
    if best is None or not _weight(best, heads):
        return None
    return Subject(MetricPlace(best.name, best.code), RANK[best.level])


def _weight(place: PlaceFinding, heads: Iterable[Passage]) -> float:
    said = len(place.mentions) - len(place.away) + len(place.inferred)
    if place.level is PlaceLevel.VILLAGE:
        return _VILLAGE_WEIGHT * said if len(place.mentions) >= _OFTEN else 0
    headed = sum(any(span.overlaps(head.span) for head in heads) for span in place.mentions)
    return _LEVEL_WEIGHT.get(place.level, 0) * (said + _HEADLINE_WEIGHT * headed)
