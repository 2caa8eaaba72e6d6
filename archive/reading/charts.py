"""
Bars drawn on the server. In: counts with their labels. Out: the numbers an SVG template prints.

Across the page positions are percent, down the page they are pixels, and there is no viewBox:
labels keep their size at every width, and grow with the type a reader chose.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

TOP, FLOOR = 24, 110  # pixels: the tallest bar's head, the axis
TICK = 127
BAR_SHARE = 0.6  # of the room each bar has
# Sixteenths of the size of the type (pixels where nobody chose one): the chart in large type on the
# smallest phone, on a phone and at a desk; a digit of a count, its comma and its height; the label of a year.
SNUG, NARROW, WIDE = 208, 300, 480
DIGIT, COMMA, TALL, LABEL = 8, 4, 16, 34


class Fit(StrEnum):
    """How wide a chart must be for a word of it; the value is the class of its text."""

    ALWAYS = ""
    PHONE = "phone"  # from a phone upwards, unless its type is large
    ROOMY = "roomy"  # at a desk only
    NEVER = "never"


SIDES = {"start": -0.5, "middle": 0.0, "end": 0.5}  # of a bar's room, from its middle
WIDTHS = ((Fit.ALWAYS, SNUG), (Fit.PHONE, NARROW), (Fit.ROOMY, WIDE))


@dataclass(frozen=True, slots=True)
class Datum:
    """One bar: what it stands for, how much, and whether that is inferred (drawn hollow)."""

    label: str
    count: int
    hollow: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """Where one bar stands: x, width and middle in percent; y and height in pixels."""

    datum: Datum
    x: str
    width: str
    middle: str
    y: int
    height: int
    head: int  # baseline of the number above the bar
    labelled: Fit  # where its label has room
    counted: Fit  # where its number has room above it
    anchor: (
        str  # which end of its number stands above it: the middle, but at the edges of the chart
    )
    over: str  # where that end stands, in percent
    slot: str  # where its share of the width begins, and how wide that is, in percent
    room: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """A whole chart; `floor` and `tick` are the baselines of axis and labels."""

    bars: tuple[Bar, ...]
    floor: int = FLOOR
    tick: int = TICK
    height: int = TICK + 3


def draw_bars(data: Sequence[Datum]) -> BarChart:
    """Bars in the given order, the highest count reaching the top."""
    highest = max((datum.count for datum in data), default=0)
    room = 100 / max(len(data), 1)
    heights = [_height(datum.count, highest) for datum in data]
    top = next((n for n, datum in enumerate(data) if datum.count == highest), 0)
    bars = []
    for position, (datum, height) in enumerate(zip(data, heights, strict=True)):
        middle = room * (position + 0.5)
        anchor = _anchor(datum.count, middle) if position == top else "middle"
        bars.append(
            Bar(
                datum=datum,
                x=_percent(middle - room * BAR_SHARE / 2),
                width=_percent(room * BAR_SHARE),
                middle=_percent(middle),
                y=FLOOR - height,
                height=height,
                head=FLOOR - height - 5,
                labelled=_fit_label(position, len(data)),
                counted=_fit_count(position, top, data, heights),
                anchor=anchor,
                over=_percent(middle + room * SIDES[anchor]),
                slot=_percent(room * position),
                room=_percent(room),
            )
        )
    return BarChart(tuple(bars))


def _height(count: int, highest: int) -> int:
    tall = round((FLOOR - TOP) * count / highest) if highest else 0
    # A count of one among thousands must still be seen.
    return max(tall, 2) if count else 0


def _anchor(count: int, middle: float) -> str:
    """At an edge of the chart a number begins or ends with its bar: it would not stay whole above the middle."""
    half = _wide(count) / 2
    if middle * SNUG / 100 < half:
        return "start"
    return "end" if (100 - middle) * SNUG / 100 < half else "middle"


def _fit_label(position: int, bars: int) -> Fit:
    """
    Every label where there is room, else every second, third …

    A phone shows some of those of a desk, and in large type some of those of a phone.
    """
    fits, every = Fit.NEVER, 1
    for fit, width in reversed(WIDTHS):
        every *= math.ceil(bars * LABEL / width / every)
        if position % every:
            break
        fits = fit
    return fits


def _fit_count(position: int, top: int, data: Sequence[Datum], heights: Sequence[int]) -> Fit:
    """The number of the highest bar always; another where it is no wider than its bar's room, and clear of that."""
    if position == top:
        return Fit.ALWAYS
    wide, widest = _wide(data[position].count), _wide(data[top].count)
    level = heights[top] - heights[position] < TALL
    for fit, width in WIDTHS:
        room = width / len(data)
        # as far as it reaches where it begins or ends with its bar
        reach = max(widest / 2, widest - room / 2)
        if wide <= room and not (level and abs(position - top) * room < reach + wide / 2):
            return fit
    return Fit.NEVER


def _wide(count: int) -> int:
    printed = f"{count:,}"
    return DIGIT * len(printed) - (DIGIT - COMMA) * printed.count(",")


def _percent(value: float) -> str:
    return f"{value:.2f}%"
