"""Dates cut to their precision. In: 2021, 2021-06 or 2021-06-27. Out: the first day it may mean."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

PRECISIONS = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class FirstDay:
    """The first day a cut date may mean, and how exact it was."""

    day: dt.date
    precision: str


def first_day(value: str) -> FirstDay | None:
    """None if `value` is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD."""
    parts = value.split("-")
    if len(parts) > len(PRECISIONS) or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    try:
        numbers = [int(part) for part in parts] + [1, 1]
        day = dt.date(*numbers[:3])
    except (ValueError, OverflowError):
        return None
    return FirstDay(day, PRECISIONS[len(parts) - 1])
