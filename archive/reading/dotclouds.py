"""
All figures of a survey by time, each a small dot. In: their years and values. Out: the numbers an SVG template prints.

A figure said with a hedge (约, 余, 不足) is a short stroke; what no person confirmed is hollow, or thin. Only years that have
figures stand side by side, with a mark where some between are left out: one misread 1952 must not crush the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.models import Review
from archive.reading.dotplots import (
    FLOOR,
    SHAPES,
    TALL,
    Scale,
    Tick,
    filling_of,
    make_scale,
    number_words,
    upwards,
)

WIDE = 1000  # units across: the drawing is stretched to the width there is, dots are not
LEFT = 120  # units, for the words of the scale
YEARS_AT_MOST = 8  # labels; more would run into each other on a phone
GRAIN = 2  # units: dots nearer to each other are one
HEDGED = frozenset(SHAPES) - {"eq", "range"}
SURE = filling_of(Review.CONFIRMED)
SPOT, STROKE = "h0", "v-8"  # a dot by its round end; a stroke upwards


class Dot(NamedTuple):  # an indicator has thousands
    """One figure, with what its form tells."""

    year: int | None
    value: float
    review: str
    comparator: str


@dataclass(frozen=True, slots=True)
class Cloud:
    """The dots, or strokes, of one filling as the path of an SVG."""

    filling: str
    stroke: bool
    path: str

    @property
    def hollow(self) -> bool:
        """Whether its dots are rings; a stroke is thin instead."""
        return self.filling != SURE and not self.stroke


@dataclass(frozen=True, slots=True)
class CloudPlot:
    """A whole chart; `breaks` stand where years are left out, `missing` counts figures of no known year."""

    clouds: tuple[Cloud, ...] = ()
    ticks: tuple[Tick, ...] = ()
    years: tuple[Tick, ...] = ()
    breaks: tuple[str, ...] = ()
    drawn: int = 0
    missing: int = 0
    logarithmic: bool = False
    height: int = TALL
    floor: int = FLOOR


def plot_all(dots: Sequence[Dot], sign: str = "") -> CloudPlot:
    """Those of known years, their value upwards; those of one year side by side in the order given."""
    dated = [dot for dot in dots if dot.year is not None]
    missing = len(dots) - len(dated)
    if not dated:
        return CloudPlot(missing=missing)
    scale = make_scale([dot.value for dot in dated])
    years = [dot.year for dot in dated if dot.year is not None]
    columns = sorted(set(years))
    room, every = (WIDE - LEFT) / len(columns), -(-len(columns) // YEARS_AT_MOST)
    places = _side_by_side(years, {year: LEFT + n * room for n, year in enumerate(columns)}, room)
    apart = [n for n, year in enumerate(columns) if n and year - columns[n - 1] > 1]
    return CloudPlot(
        clouds=_clouds(dated, places, scale),
        ticks=tuple(
            Tick(number_words(value, sign), "0", upwards(scale.share(value)))
            for value in scale.ticks()
        ),
        years=tuple(
            Tick(str(columns[n]), _percent(LEFT + (n + 0.5) * room), FLOOR + 22)
            for n in range(0, len(columns), every)
        ),
        breaks=tuple(_percent(LEFT + n * room) for n in apart),
        drawn=len(dated),
        missing=missing,
        logarithmic=scale.logarithmic,
    )


def _side_by_side(years: Sequence[int], begin: dict[int, float], room: float) -> Iterator[float]:
    """How far across each stands, within the column of its year."""
    of_year, placed = Counter(years), Counter[int]()
    for year in years:
        placed[year] += 1
        yield begin[year] + room * placed[year] / (of_year[year] + 1)


def _clouds(dots: Iterable[Dot], places: Iterable[float], scale: Scale) -> tuple[Cloud, ...]:
    """A path for each filling, dots and strokes apart; what falls on the same grain is drawn once."""
    drawn: dict[tuple[str, bool], dict[tuple[int, int], None]] = {}
    for dot, across in zip(dots, places, strict=True):
        kind = (filling_of(dot.review), dot.comparator in HEDGED)
        at = (round(across / GRAIN) * GRAIN, upwards(scale.share(dot.value)))
        drawn.setdefault(kind, {})[at] = None
    return tuple(
        Cloud(filling, stroke, "".join(f"M{x} {y}{STROKE if stroke else SPOT}" for x, y in ats))
        for (filling, stroke), ats in sorted(drawn.items())
    )


def _percent(across: float) -> str:
    return f"{across * 100 / WIDE:.2f}%"
