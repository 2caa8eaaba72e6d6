"""
Bars drawn on the server. In: counts with their labels. Out: the numbers an SVG template prints.

Across the page positions are percent, down the page they are pixels, and there is no viewBox:
labels keep their size at every width.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

TOP, FLOOR = 24, 110  # pixels: the tallest bar's head, the axis
TICK = 127
BAR_SHARE = 0.6  # of the room each bar has
# Pixels: the chart on a phone and at a desk; a digit of a count and its comma; the label of a year.
NARROW, WIDE = 300, 480
DIGIT, COMMA, LABEL = 8, 4, 34


class Fit(StrEnum):
    """How wide a chart must be for a word of it; the value is the class of its text."""

    ALWAYS = ""
    ROOMY = "roomy"  # at a desk only
    NEVER = "never"


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
    top = next((n for n, datum in enumerate(data) if datum.count == highest), 0)
    bars = []
    for position, datum in enumerate(data):
        tall = round((FLOOR - TOP) * datum.count / highest) if highest else 0
        # A count of one among thousands must still be seen.
        height = max(tall, 2) if datum.count else 0
        middle = room * (position + 0.5)
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
                counted=Fit.ALWAYS if position == top else _fit_count(datum.count, len(data)),
                slot=_percent(room * position),
                room=_percent(room),
            )
        )
    return BarChart(tuple(bars))


def _fit_label(position: int, bars: int) -> Fit:
    """Every label where there is room, else every second, third …; a phone shows some of those of a desk."""
    wide = math.ceil(bars * LABEL / WIDE)
    narrow = wide * math.ceil(bars * LABEL / NARROW / wide)
    if position % wide:
        return Fit.NEVER
    return Fit.ROOMY if position % narrow else Fit.ALWAYS


def _fit_count(count: int, bars: int) -> Fit:
    printed = f"{count:,}"
    needed = (DIGIT * len(printed) - (DIGIT - COMMA) * printed.count(",")) * bars
    if needed <= NARROW:
        return Fit.ALWAYS
    return Fit.ROOMY if needed <= WIDE else Fit.NEVER


def _percent(value: float) -> str:
    return f"{value:.2f}%"
