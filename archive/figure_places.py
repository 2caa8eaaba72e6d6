"""
Where figures stand when a person overruled the places they rest on. In: an article's mentions. Out: its figures' places.

A figure takes its place from a name in the text. Where people rejected every mention of that place, it has
none; where they chose another division for the name, it stands there. A figure's own corrected place stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from archive.models import Article, Correction, Metric, PlaceMention, Review, Scope

Key = tuple[str, str]  # a division's code; or the name, where the page does not decide


@dataclass(frozen=True, slots=True)
class Overruled:
    """What people said of the places of an article, by what was read and by name; an empty code is none."""

    read: Mapping[Key, Set[str]]
    named: Mapping[str, Set[str]]
    standing: Set[Key]

    def place_of(self, code: str | None, name: str) -> str | None:
        """The code of the division where a figure read at that place stands; empty: nowhere; None: where it is."""
        key = key_of(code, name)
        said = self.read.get(key)
        if said is None:
            said = set() if key in self.standing or not code else self.named.get(name, set())
            return _only(said) if said else None
        chosen = {each for each in said if each}
        if key in self.standing and (code or not chosen):
            return None
        return _only(chosen)

    def settle(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a figure, at the place where it stands."""
        code = self.place_of(values["place_id"], values["place_name"])
        if code is None:
            return values
        moved = {"place_id": code} if code else NOWHERE
        return {**values, **moved}


NOWHERE: Mapping[str, Any] = {"place_id": None, "place_name": "", "place_basis": Scope.NONE.value}


def key_of(code: str | None, name: str) -> Key:
    """What stands for a place that was read."""
    return (code, "") if code else ("", name)


def read_overruled(article: Article) -> Overruled | None:
    """What people overruled in the article; None if nothing, as nearly always."""
    chosen = _chosen(article)
    mentions = list(PlaceMention.objects.filter(article=article).order_by())
    if not chosen and all(mention.review != Review.REJECTED for mention in mentions):
        return None
    return _overruled(mentions, chosen)


def settle_figure_places(article: Article) -> bool:
    """Put the article's figures where people say their places are; True if one moved."""
    overruled = read_overruled(article)
    if overruled is None:
        return False
    stale = list(_moved(Metric.objects.filter(article=article), overruled))
    Metric.objects.bulk_update(stale, list(NOWHERE), batch_size=500)
    return bool(stale)


def _moved(metrics: Iterable[Metric], overruled: Overruled) -> Iterator[Metric]:
    for metric in metrics:
        if "place_id" in metric.corrected:
            continue
        before = {name: getattr(metric, name) for name in NOWHERE}
        after = overruled.settle(before)
        if after != before:
            for name, value in after.items():
                setattr(metric, name, value)
            yield metric


Span = tuple[int | None, int | None]


def _chosen(article: Article) -> dict[Span, str | None]:
    """For mentions whose place a person chose: where they stand, and the place that was read there."""
    chosen: dict[Span, str | None] = {}
    rows = Correction.objects.filter(article=article, kind="place", field="place_id")
    for correction in rows.order_by("pk"):
        chosen.setdefault((correction.start, correction.end), correction.before)
    return chosen


def _overruled(mentions: Iterable[PlaceMention], chosen: Mapping[Span, str | None]) -> Overruled:
    read: dict[Key, set[str]] = defaultdict(set)
    named: dict[str, set[str]] = defaultdict(set)
    standing: set[Key] = set()
    for mention in mentions:
        span, rejected = (mention.start, mention.end), mention.review == Review.REJECTED
        if not rejected:
            standing.add(key_of(mention.place_id, mention.name))
        if rejected or span in chosen:
            was = chosen.get(span, mention.place_id)
            now = "" if rejected else mention.place_id or ""
            read[key_of(was, mention.name)].add(now)
            if now:
                named[mention.name].add(now)
    return Overruled(read, named, standing)


def _only(codes: Iterable[str]) -> str:
    several = set(codes)
    return several.pop() if len(several) == 1 else ""
