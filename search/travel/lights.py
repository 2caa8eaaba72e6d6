"""
The hits of an article as its page lights them. Hits by part come in; lights by anchor go out.

The archive's page knows nothing of search: what it gets are plain ranges of its own passages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from archive.models import Article
from archive.reading.headline import PARTS, printed_anchor
from archive.reading.marking import Light
from search.finding.hits import BLOCKS, LineRange, PartHits, anchor_of
from search.index.documents import Field


def place_lights(article: Article, parts: Mapping[Field, PartHits]) -> dict[str, list[Light]]:
    """A light for each line a hit runs over, under the anchor of the line."""
    lights: dict[str, list[Light]] = {}
    for part in parts.values():
        for hit, number in zip(part.hits, part.numbers, strict=True):
            for nth, found in enumerate(part.ranges(hit)):
                light = Light(found.start, found.end, number, first=nth == 0)
                lights.setdefault(_anchor(article, part.field, found), []).append(light)
    return lights


def leading_on(
    lights: Iterable[Light], following: Mapping[int, int], now: int, address: Callable[[int], str]
) -> list[Light]:
    """`lights` each with the address of the hit after its own, those of hit `now` told apart."""
    return [
        replace(light, href=address(following[light.number]), now=light.number == now)
        for light in lights
    ]


def _anchor(article: Article, field: Field, found: LineRange) -> str:
    if field in BLOCKS:
        return anchor_of(field, found.line.number)
    if field.value in PARTS and found.line.text != getattr(article, field.value):
        return printed_anchor(field.value)
    return field.value
