"""Places an article names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archive.pipeline.values.evidence import Evidence
from archive.pipeline.values.spans import Span


class PlaceLevel(StrEnum):
    """Level of an administrative division."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


class PlaceBasis(StrEnum):
    """How the parent of a place is known."""

    STATED = "stated"  # the page prints the parent with it
    IMPLIED = "implied"  # the page names the parent elsewhere
    GAZETTEER = "gazetteer"  # only one such name in the country
    LOOKS = "looks"  # no table has the name: told by its place in the sentence and its form


@dataclass(frozen=True, slots=True)
class PlaceFinding:
    """A place an article names; `code` is None where the page does not decide between `candidates`."""

    name: str
    level: PlaceLevel
    code: str | None
    county: str | None
    city: str | None
    province: str | None
    basis: PlaceBasis
    mentions: tuple[Span, ...]
    confidence: float
    candidates: tuple[str, ...] = ()
    inferred: tuple[Span, ...] = ()  # 我镇, 该镇, 全市: said of the place, not naming it
    evidence: tuple[Evidence, ...] = ()
    # Mentions as the goal of a study tour or the like: no figure is about them.
    away: tuple[Span, ...] = ()
