"""
Real sentences for each state of a fact. In: the archive's figures. Out: for every seal and every band
one figure with its sentence, or none where the archive has no such figure yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from archive.models import Metric, Review, Scope
from archive.pipeline.values import Band
from archive.pipeline.values.evidence import LIKELY_FROM, SURE_FROM
from archive.reading.figures import FigureRow, read_figures
from archive.reading.labels import SEALS, Seal
from archive.reading.reasons import BANDS

LOOKED_THROUGH = 12  # of the newest figures in that state, the one told shortest explains best
SHORTEST, LONGEST = 14, 120
GUESSED = Q(place_basis=Scope.INFERRED) | Q(period_basis=Scope.INFERRED)


@dataclass(frozen=True, slots=True)
class SealExample:
    """A seal and a figure that bears it."""

    seal: Seal
    figure: FigureRow | None


@dataclass(frozen=True, slots=True)
class BandExample:
    """A band, from which confidence it counts (in hundredths), and a figure in it."""

    name: Any  # a lazy translation
    least: int
    figure: FigureRow | None


def seal_examples() -> list[SealExample]:
    """A figure for each seal readers may meet."""
    machine = _shortest(Q(review=Review.MACHINE))
    judged = [Review.CONFIRMED, Review.DOUBTFUL]
    # Rare, so both are looked for in one go through the figures.
    found = set(Metric.objects.filter(review__in=judged).values_list("review", flat=True))
    return [
        SealExample(SEALS[Review.MACHINE], machine),
        *(
            SealExample(SEALS[review], _shortest(Q(review=review)) if review in found else None)
            for review in judged
        ),
    ]


def band_examples() -> list[BandExample]:
    """A figure no person has judged yet for each band, the surest first."""
    machine = Q(review=Review.MACHINE)
    likely = Q(confidence__gte=LIKELY_FROM, confidence__lt=SURE_FROM)
    asked = (
        (Band.SURE, SURE_FROM, Q(confidence__gte=SURE_FROM)),
        (Band.LIKELY, LIKELY_FROM, likely),
        (Band.DOUBTFUL, 0.0, Q(confidence__lt=LIKELY_FROM)),
    )
    return [
        BandExample(BANDS[band], round(least * 100), _shortest(machine & within))
        for band, least, within in asked
    ]


def guessed_example() -> FigureRow | None:
    """A figure whose place or time the page does not say."""
    return _shortest(GUESSED)


def _shortest(condition: Q) -> FigureRow | None:
    newest = Metric.objects.public().once().filter(condition).order_by("-pk")
    chosen = newest.select_related("article", "indicator", "place")[:LOOKED_THROUGH]
    figures: Sequence[FigureRow] = read_figures(chosen)
    readable = [one for one in figures if SHORTEST <= len(one.quote) <= LONGEST]
    return min(readable or figures, key=lambda one: len(one.quote), default=None)
