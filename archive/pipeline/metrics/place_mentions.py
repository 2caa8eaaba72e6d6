"""The places a passage names, in order. Mentions come in as they were found, one list goes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from archive.pipeline.values import MetricPlace, PlaceLevel

RANK = {level: rank for rank, level in enumerate(PlaceLevel)}
VILLAGE = RANK[PlaceLevel.VILLAGE]
JOINTS = frozenset({"、", "和", "与", "及"})
_LONGEST_LIST = 40  # characters of a list of villages that is kept as one place


@dataclass(frozen=True, slots=True, order=True)
class PlaceMention:
    """A place in a passage; `rank` grows from province to village."""

    start: int
    end: int
    name: str
    code: str | None
    rank: int
    is_named: bool = True  # False: 全镇, 该镇
    is_away: bool = False  # the goal of a study tour or the like: no figure is about it

    def at(self, start: int, end: int) -> PlaceMention:
        """The same mention at `start`..`end`."""
        named, away = self.is_named, self.is_away
        return PlaceMention(start, end, self.name, self.code, self.rank, named, away)

    @property
    def place(self) -> MetricPlace:
        """The place without where it stands."""
        return MetricPlace(self.name, self.code)


def join_mentions(mentions: Iterable[PlaceMention], text: str) -> tuple[PlaceMention, ...]:
    """
    Give `mentions` in order without overlap, what names one place joined.

    襄城县湛北乡后聂村 is one mention of 后聂村, and the first of several villages, 湛北乡后聂村、坡刘村, one of their
    town; 甲村、乙村等村 is one place of two villages.
    """
    joined: list[PlaceMention] = []
    for mention in without_overlap(mentions):
        one = _as_one(joined[-1], mention, text) if joined else None
        if one is None:
            joined.append(mention)
        else:
            joined[-1] = one
    return tuple(joined)


def _as_one(last: PlaceMention, mention: PlaceMention, text: str) -> PlaceMention | None:
    if mention.start == last.end and mention.rank > last.rank:
        listed = mention.rank == VILLAGE and text.startswith("、", mention.end)
        return replace(last, end=mention.end) if listed else replace(mention, start=last.start)
    between = text[last.end : mention.start]
    if mention.rank == VILLAGE and last.rank < VILLAGE and between in JOINTS:
        listed = text[last.start : last.end].endswith(("村", "社区"))  # 湛北乡后聂村 and one more
        return replace(last, end=mention.end) if listed else None
    if last.rank == mention.rank == VILLAGE and between in JOINTS:
        end = mention.end + (2 if text.startswith("等村", mention.end) else 0)
        if end - last.start <= _LONGEST_LIST:
            name = f"{last.name}{between}{mention.name}{text[mention.end : end]}"
            return PlaceMention(last.start, end, name, None, VILLAGE)
    return None


def without_overlap(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    """`mentions` in order; of two that overlap the longer."""
    kept: list[PlaceMention] = []
    for mention in sorted(
        mentions, key=lambda found: (found.start, -found.end, found.code is None)
    ):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
