"""
What a person sets in a fact, and what follows from it. In: a figure or mention, a field, a value. Out: the fact whole.

A period in words brings its days, a place its printed name; how both are known is that a person said so.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from archive.figure_days import anchor_under
from archive.models import Article, Metric, Place, PlaceMention, Scope
from archive.models.mentions import GIVEN
from archive.pipeline.metrics.periods.calendar import days_as_typed
from archive.pipeline.text.folding import fold_text

# A corrected field takes with it what is derived from it.
FOLLOWING = {
    "period": frozenset(
        {"period_basis", "period_first", "period_last", "period_start", "period_end"}
    ),
    "place_id": frozenset({"place_name", "place_basis", "level", "basis"}),
}
DECIMALS = frozenset({"value", "value_max"})


def set_field(metric: Metric, name: str, value: Any, article: Article) -> None:
    """Set one field of a figure of `article` as a person wants it, with what follows from it."""
    setattr(metric, name, Decimal(value) if name in DECIMALS and value is not None else value)
    if name == "period":
        set_days(metric, article)
    elif name == "place_id":
        _set_place_name(metric)


def set_place(mention: PlaceMention, code: str | None) -> None:
    """Let a mention stand for the division with that code, or for none that is known."""
    place = Place.objects.filter(pk=code).first() if code else None
    mention.place = place
    mention.level = place.level if place else mention.level
    mention.basis = GIVEN


def set_days(metric: Metric, article: Article) -> None:
    """Tell the days of a period a person wrote; none where it cannot be read. It stands nowhere in the text."""
    days = days_as_typed(fold_text(metric.period), anchor_under(article))
    metric.period_basis = Scope.GIVEN if metric.period else Scope.NONE
    metric.period_first, metric.period_last = days.first, days.last
    metric.period_start = metric.period_end = None


def _set_place_name(metric: Metric) -> None:
    place = Place.objects.filter(pk=metric.place_id).first() if metric.place_id else None
    metric.place_name = place.name if place else ""
    metric.place_basis = Scope.GIVEN if place else Scope.NONE
