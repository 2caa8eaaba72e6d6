"""
All figures of a survey by time, each a small mark. In: their years and values. Out: the numbers an SVG template prints.

An exact figure is a dot. A stroke goes up from what is said to be more (超过, 余), down from what is less (不足), both ways
from what is about so much (约), and from end to end of a range. Only years that have figures stand side by side, with a
line where some between are left out: one misread 1952 must not crush the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.models import Review
from archive.reading.dotplots import (
    FLOOR,
    SHAPES,
    TALL,
    YEARS_AT_MOST,
    Scale,
    Tick,
    make_scale,
    side_by_side,
    ticks_upwards,
    upwards,
)

WIDE = 1000  # units across: the drawing is stretched to the width there is, its marks are not
WORDS = 120  # units, for the words of the scale
GRAIN = 2  # units: marks nearer to each other are one
STROKES = {"over": (0, "v-8"), "under": (0, "v8"), "about": (-4, "v8")}  # begin, direction


class Dot(NamedTuple):  # an indicator has thousands
    """One figure, with what its form tells; `high` is the upper end of a range."""

    year: int | None
    value: float
    high: float | None
    review: str
    comparator: str


@dataclass(frozen=True, slots=True)
class Cloud:
    """The marks of one kind as the path of an SVG: confirmed by a person or not, strokes or dots."""

    sure: bool
    stroke: bool
    path: str


@dataclass(frozen=True, slots=True)
class YearTold:
    """How many figures are of a year."""

    year: int
    figures: int


@dataclass(frozen=True, slots=True)
class CloudPlot:
    """A whole chart; `breaks` stand where years are left out, `missing` counts figures of no known year."""

    clouds: tuple[Cloud, ...] = ()
    ticks: tuple[Tick, ...] = ()
    years: tuple[Tick, ...] = ()
    told: tuple[YearTold, ...] = ()
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
    scale = make_scale([end for dot in dated for end in (dot.value, dot.high) if end is not None])
    counts = Counter(dot.year for dot in dated if dot.year is not None)
    told = [YearTold(year, counts[year]) for year in sorted(counts)]
    column = {one.year: n for n, one in enumerate(told)}
    room, every = (WIDE - WORDS) / len(told), -(-len(told) // YEARS_AT_MOST)
    columns = [column[dot.year] for dot in dated if dot.year is not None]
    across = [WORDS + room * place for place in side_by_side(columns)]
    apart = [n for n in range(1, len(told)) if told[n].year - told[n - 1].year > 1]
    return CloudPlot(
        clouds=_clouds(dated, across, scale),
        ticks=ticks_upwards(scale, sign),
        years=tuple(
            Tick(str(told[n].year), _percent(WORDS + (n + 0.5) * room), FLOOR + 22)
            for n in range(0, len(told), every)
        ),
        told=tuple(told),
        breaks=tuple(_percent(WORDS + n * room) for n in apart),
        drawn=len(dated),
        missing=missing,
        logarithmic=scale.logarithmic,
    )


def _clouds(dots: Iterable[Dot], across: Iterable[float], scale: Scale) -> tuple[Cloud, ...]:
    """A path for each kind; what falls on the same grain is drawn once."""
    paths: dict[tuple[bool, bool], dict[str, None]] = {}
    for dot, x in zip(dots, across, strict=True):
        y = upwards(scale.share(dot.value))
        above, stroke = STROKES.get(SHAPES.get(dot.comparator, "dot"), (0, ""))
        if dot.high is not None:
            above, stroke = 0, f"V{upwards(scale.share(dot.high))}"
        mark = f"M{round(x / GRAIN) * GRAIN} {y + above}{stroke or 'h0'}"
        paths.setdefault((dot.review == Review.CONFIRMED, bool(stroke)), {})[mark] = None
    return tuple(Cloud(*kind, "".join(marks)) for kind, marks in sorted(paths.items()))


def _percent(across: float) -> str:
    return f"{across * 100 / WIDE:.2f}%"
