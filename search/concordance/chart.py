"""
Lines drawn on the server. Years with a value for each term come in; the numbers an SVG template prints go out.

Across the page positions are percent, down the page pixels, and there is no viewBox, as in the archive's
bars. Lines differ by pattern and marker before they differ by colour. Where more than a few years have no
articles, one mark stands for them all, and no line crosses it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

TOP, FLOOR = 14, 200  # pixels: the highest value, the axis
TICK = 219  # baseline of the years
LEFT, RIGHT = 11.0, 96.0  # percent: where the first and the last year stand
LABELS_AT_MOST = 8  # more would run into each other on a phone
STEPS = (1, 2, 5, 10)
ZERO = Decimal(0)
GRID = 2  # lines above the axis
LONGEST_GAP = 2  # years without articles that are drawn to scale
SKIPPED = "…"


@dataclass(frozen=True, slots=True)
class Series:
    """One term's values by year."""

    name: str
    values: Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Point:
    """Where one value stands, and what it is."""

    x: str
    y: str
    said: str


@dataclass(frozen=True, slots=True)
class Segment:
    """From one value to that of the next year."""

    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Line:
    """One term's line; `style` counts from 1 and stands for its pattern, marker and colour."""

    name: str
    style: int
    points: tuple[Point, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis."""

    at: str
    label: str
    baseline: str = ""


@dataclass(frozen=True, slots=True)
class LineChart:
    """A whole chart."""

    lines: tuple[Line, ...]
    years: tuple[Tick, ...]
    skips: tuple[str, ...]  # where years are left out
    grid: tuple[Tick, ...]
    left: str = f"{LEFT - 2:.2f}%"
    floor: int = FLOOR
    tick: int = TICK
    height: int = TICK + 5


def draw_lines(series: Sequence[Series]) -> LineChart:
    """A chart of the years those series have values of."""
    slots = _slots(sorted({year for one in series for year in one.values}))
    top = _round_up(max((value for one in series for value in one.values.values()), default=ZERO))
    return LineChart(
        lines=tuple(_line(number, one, slots, top) for number, one in enumerate(series, start=1)),
        years=tuple(_years(slots)),
        skips=tuple(_across(at, len(slots)) for at, year in enumerate(slots) if year is None),
        grid=tuple(
            Tick(_pixels(top * step / GRID, top), _short(top * step / GRID), _above(step, top))
            for step in range(1, GRID + 1)
        ),
    )


def _slots(years: Sequence[int]) -> list[int | None]:
    """The years from the first to the last; None for a long stretch without any."""
    slots: list[int | None] = list(years[:1])
    for before, year in pairwise(years):
        missing = range(before + 1, year)
        slots += [None] if len(missing) > LONGEST_GAP else missing
        slots.append(year)
    return slots


def _line(number: int, series: Series, slots: Sequence[int | None], top: Decimal) -> Line:
    points = [
        None
        if year is None or year not in series.values
        else Point(
            _across(at, len(slots)),
            _pixels(series.values[year], top),
            f"{year}：{_short(series.values[year])}",
        )
        for at, year in enumerate(slots)
    ]
    return Line(
        name=series.name,
        style=number,
        points=tuple(point for point in points if point),
        segments=tuple(Segment(one, other) for one, other in pairwise(points) if one and other),
    )


def _years(slots: Sequence[int | None]) -> list[Tick]:
    every = -(-len(slots) // LABELS_AT_MOST) or 1
    return [
        Tick(_across(at, len(slots)), SKIPPED if year is None else str(year))
        for at, year in enumerate(slots)
        if (len(slots) - 1 - at) % every == 0 or year is None
    ]


def _across(at: int, count: int) -> str:
    share = at / (count - 1) if count > 1 else 0.5
    return f"{LEFT + 2 + (RIGHT - LEFT - 4) * share:.2f}%"


def _pixels(value: Decimal, top: Decimal) -> str:
    return f"{FLOOR - (FLOOR - TOP) * value / top:.1f}"


def _above(step: int, top: Decimal) -> str:
    return f"{float(_pixels(top * step / GRID, top)) + 4:.1f}"


def _round_up(value: Decimal) -> Decimal:
    """The next 1, 2 or 5 times a power of ten; 1 if there is nothing."""
    if value <= 0:
        return Decimal(1)
    power = Decimal(10) ** value.adjusted()
    return next(power * step for step in STEPS if power * step >= value)


def _short(value: Decimal) -> str:
    """A value as labels print it: 1,200, 0.35."""
    return f"{value.normalize():,f}"
