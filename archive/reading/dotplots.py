"""
Figures drawn on the server, each as one mark. In: points with a value. Out: the numbers an SVG template prints.

A mark's shape says how exact the page is (超过, 约, 5至20万), its filling whether a person confirmed it. As in
`charts`, across the page positions are percent, down the page pixels.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from archive.models import Review

ROW = 46  # pixels for one place: a line of words, a line with its mark
LEFT, RIGHT = 2.0, 98.0  # percent: marks at the ends stay whole
TALL, TOP, FLOOR = 288, 30, 240  # pixels, by time
LOGARITHMIC_FROM = 1000  # times the smallest value: below that a straight scale shows both
TICKS = 4
NOTHING = 0.1  # of a logarithmic scale: nothing at its floor, below the first power of ten
YEARS_AT_MOST = 8  # labels; more would run into each other on a phone
NUMBER_WIDE, NUMBER_TALL = (
    7.0,
    16,
)  # the room a number above its mark takes on a phone: percent, pixels
SHAPES = {
    "eq": "dot",
    "approx": "about",
    "ge": "over",
    "gt": "over",
    "ge_approx": "over",
    "le": "under",
    "lt": "under",
    "lt_approx": "under",
    "range": "dot",
}
FILLINGS = {Review.CONFIRMED: "sure", Review.DOUBTFUL: "doubt"}


@dataclass(frozen=True, slots=True)
class Point:
    """One figure to draw: its number in the table beside, its place and time, how it is said and believed."""

    number: int
    place: str
    when: str
    words: str
    value: Decimal
    high: Decimal | None
    comparator: str
    review: str
    year: int | None
    year_printed: bool  # by the sentence, and not only by the date of the article
    day: dt.date | None = None  # that orders it within its year; None if only the year is known

    @property
    def shape(self) -> str:
        """How exact the page is."""
        return SHAPES.get(self.comparator, "dot")

    @property
    def filling(self) -> str:
        """Whether a person confirmed it, doubts it, or has not looked."""
        return filling_of(self.review)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a point stands; `x2` or `y2` is the other end of a range, else empty."""

    point: Point
    x: str
    y: int
    x2: str = ""
    y2: int | None = None
    words_y: int = 0
    numbered: bool = True  # whether its number has room above it

    @property
    def rise(self) -> int:
        """From the lower end of a range to the upper, in pixels down the page."""
        return 0 if self.y2 is None else self.y2 - self.y


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale with its words."""

    words: str
    x: str
    y: int
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class DotPlot:
    """A whole chart; `floor` is where its scale stands, `missing` counts points it cannot hold."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    years: tuple[Tick, ...]
    height: int
    floor: int
    logarithmic: bool = False
    missing: int = 0
    bounds: tuple[str, ...] = ()  # where a year that holds several begins and ends
    unordered: bool = False  # whether of one of several in a year only the year is known

    @property
    def crowded(self) -> bool:
        """Whether some marks stand too close for their numbers."""
        return not all(mark.numbered for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Scale:
    """
    From values to shares of the length there is, 0 to 1.

    A logarithmic one has no place for nothing: where a value is 0, `nothing` is the share kept below its powers of ten.
    """

    low: float
    high: float
    logarithmic: bool = False
    nothing: float = 0.0

    def share(self, value: Decimal | float) -> float:
        """Where the value stands."""
        if self.logarithmic:
            if value <= 0:
                return 0.0
            risen = (math.log10(value) - self.low) / (self.high - self.low)
            return self.nothing + (1 - self.nothing) * risen
        return (float(value) - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Round values to draw lines at, both ends among them."""
        if self.logarithmic:
            step = math.ceil((self.high - self.low) / TICKS)
            tens = [10.0**n for n in range(int(self.low), int(self.high) + 1, step)]
            return [0.0, *tens] if self.nothing else tens
        step_ = _round_step((self.high - self.low) / TICKS)
        first, last = round(self.low / step_), round(self.high / step_)
        return [n * step_ for n in range(first, last + 1)]


def make_scale(values: Sequence[Decimal] | Sequence[float]) -> Scale:
    """A straight scale from 0; a logarithmic one where the greatest would crush the smallest that is not nothing."""
    low, high = float(min(values)), float(max(values))
    least = min((float(value) for value in values if value > 0), default=high)
    if low >= 0 and least > 0 and high / least >= LOGARITHMIC_FROM:
        first, last = math.floor(math.log10(least)), math.ceil(math.log10(high))
        return Scale(first, last, logarithmic=True, nothing=0.0 if low else NOTHING)
    bottom, top = min(low, 0.0), max(high, 0.0)
    if bottom == top:
        return Scale(0.0, 1.0)
    step = _round_step((top - bottom) / TICKS)
    return Scale(math.floor(bottom / step) * step, math.ceil(top / step) * step)


def plot_places(points: Sequence[Point], sign: str = "") -> DotPlot:
    """A line for each point in the given order, its value from left to right."""
    if not points:
        return DotPlot((), (), (), height=0, floor=0)
    scale = make_scale(_values(points))
    marks = tuple(
        Mark(
            point=point,
            x=_across(scale.share(point.value)),
            x2=_across(scale.share(point.high)) if point.high is not None else "",
            y=n * ROW + 32,
            words_y=n * ROW + 16,
        )
        for n, point in enumerate(points)
    )
    floor = len(points) * ROW + 4
    shares = [(scale.share(value), value) for value in scale.ticks()]
    ticks = tuple(
        Tick(number_words(value, sign), _across(share), floor + 18, _anchor(share))
        for share, value in shares
    )
    return DotPlot(marks, ticks, (), height=floor + 24, floor=floor, logarithmic=scale.logarithmic)


def plot_years(points: Sequence[Point], sign: str = "") -> DotPlot:
    """
    The points of known years from left to right, their value upwards.

    Those of one year stand side by side by their days; those of which only the year is known come last.
    """
    dated = sorted((point for point in points if point.year is not None), key=_when)
    missing = len(points) - len(dated)
    if not dated:
        return DotPlot((), (), (), height=0, floor=0, missing=missing)
    scale = make_scale(_values(dated))
    years = [point.year for point in dated if point.year is not None]
    first, span = min(years), max(years) - min(years) + 1
    several = {year for year, figures in Counter(years).items() if figures > 1}
    room, every = 86 / span, -(-span // YEARS_AT_MOST)
    marks: list[Mark] = []
    numbers: list[tuple[float, int]] = []
    for point, share in zip(dated, side_by_side(years), strict=True):
        top = upwards(scale.share(point.high)) if point.high is not None else None
        x, y = 12 + room * (share - first), upwards(scale.share(point.value))
        numbered = not any(
            abs(x - left) < NUMBER_WIDE and abs(y - up) < NUMBER_TALL for left, up in numbers
        )
        if numbered:
            numbers.append((x, y))
        marks.append(Mark(point, f"{x:.2f}%", y, y2=top, numbered=numbered))
    return DotPlot(
        marks=tuple(marks),
        ticks=ticks_upwards(scale, sign),
        years=tuple(
            Tick(str(first + n), f"{12 + room * (n + 0.5):.2f}%", FLOOR + 22)
            for n in range(0, span, every)
        ),
        height=TALL,
        floor=FLOOR,
        logarithmic=scale.logarithmic,
        missing=missing,
        bounds=tuple(
            f"{12 + room * (year - first):.2f}%"
            for year in sorted(several | {year + 1 for year in several})
        ),
        unordered=any(point.day is None and point.year in several for point in dated),
    )


def _when(point: Point) -> tuple[int, dt.date]:
    return (point.year or 0, point.day or dt.date.max)


def side_by_side(years: Sequence[int]) -> Iterator[float]:
    """For each year given its place in time, those of one year next to each other in the order given."""
    of_year, placed = Counter(years), Counter[int]()
    for year in years:
        placed[year] += 1
        yield year + placed[year] / (of_year[year] + 1)


def ticks_upwards(scale: Scale, sign: str) -> tuple[Tick, ...]:
    """The lines of the scale of a chart by time."""
    return tuple(
        Tick(number_words(value, sign), "0", upwards(scale.share(value))) for value in scale.ticks()
    )


def _values(points: Sequence[Point]) -> list[Decimal]:
    highs = [point.high for point in points if point.high is not None]
    return [*(point.value for point in points), *highs]


def _round_step(step: float) -> float:
    """The next of 1, 2, 2.5, 5, 10 times a power of ten."""
    power: float = 10.0 ** math.floor(math.log10(step))
    return next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= step * 0.999999)


def _across(share: float) -> str:
    return f"{LEFT + (RIGHT - LEFT) * share:.2f}%"


def upwards(share: float) -> int:
    """That share of the scale in a chart by time, in pixels down the page."""
    return round(FLOOR - (FLOOR - TOP) * share)


def _anchor(share: float) -> str:
    if share < 0.04:  # noqa: PLR2004  # nearer to an end a label would leave the page
        return "start"
    return "end" if share > 0.96 else "middle"  # noqa: PLR2004


def filling_of(review: str) -> str:
    """Whether a person confirmed it, doubts it, or has not looked."""
    return FILLINGS.get(Review(review), "open")


def number_words(value: float, sign: str) -> str:
    """2亿, 5万, 2.5, 40% where the sign is %."""
    for size, unit in ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")):
        if abs(value) >= size:
            return f"{value / size:g}{unit}"
    return f"{value:g}{sign}"
