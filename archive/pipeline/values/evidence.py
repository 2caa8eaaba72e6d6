"""
Why a fact is believed: named pieces of evidence whose points add up to its confidence.

Points are hundredths. A fact starts from nothing; what speaks for it adds, what speaks against it subtracts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MOST, LEAST = 98, 2  # no rule is certain, nothing found is impossible
SURE_FROM, LIKELY_FROM = 0.85, 0.60


@dataclass(frozen=True, slots=True)
class Evidence:
    """A rule that fired (`rule` is the id of its row) and the points it adds or takes."""

    rule: str
    points: int


class Band(StrEnum):
    """What a reader may take a fact for before a person has looked at it."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


def confidence_of(evidence: Iterable[Evidence]) -> float:
    """The sum of the points as a share of one, kept between 0.02 and 0.98."""
    return min(MOST, max(LEAST, sum(each.points for each in evidence))) / 100


def band_of(confidence: float) -> Band:
    """The band a confidence falls into."""
    if confidence >= SURE_FROM:
        return Band.SURE
    return Band.LIKELY if confidence >= LIKELY_FROM else Band.DOUBTFUL
