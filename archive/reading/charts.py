"""
Bars drawn on the server. In: counts with their labels. Out: the numbers an SVG template prints.

Across the page positions are percent, down the page they are pixels, and there is no viewBox:
labels keep their size at every width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TOP, FLOOR = 24, 110  # pixels: the tallest bar's head, the axis
TICK = 127
BAR_SHARE = 0.6  # of the room each bar has
NARROW, DIGIT = 300, 9  # pixels: the chart on a phone, a digit of its labels
LABELS_AT_MOST = 12  # more would run into each other on a phone


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
    labelled: bool
    counted: bool  # whether its number fits above it on a phone, or it is the highest
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
    every = -(-len(data) // LABELS_AT_MOST) or 1
    digits = NARROW / max(len(data), 1) / DIGIT
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
                labelled=position % every == 0,
                counted=position == top or len(str(datum.count)) < digits,
                slot=_percent(room * position),
                room=_percent(room),
            )
        )
    return BarChart(tuple(bars))


def _percent(value: float) -> str:
    return f"{value:.2f}%"
