"""
What a person sets in a fact, and what follows from it. In: a figure or mention, a field, a value. Out: the fact whole.

A period in words brings its days, a place its printed name; how both are known is that a person said so.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from archive.models import Article, Metric, Place, PlaceMention, Scope
from archive.models.mentions import GIVEN
from archive.pipeline.metrics.periods.calendar import (
    Anchor,
    anchor_of,
    days_as_typed,
    days_of,
)
from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import Basis, Precision, Published

# A corrected field takes with it what is derived from it.
FOLLOWING = {
    "period": frozenset(
        {"period_basis", "period_first", "period_last", "period_start", "period_end"}
    ),
    "place_id": frozenset({"place_name", "place_basis", "level", "basis"}),
}
# What has other days under this date than under none depends on the date of publication.
LATE = Anchor(2100, 12, dt.date(2100, 12, 31))
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


def count_from(metric: Metric, article: Article) -> bool:
    """
    Tell the days of the figure's period by the article's date as it now is; True if they changed.

    Only days that depend on the date of publication (今年, 截至目前) can.
    """
    if not metric.period:
        return False
    phrase, typed = fold_text(metric.period), metric.period_basis == Scope.GIVEN
    if days_of(phrase, None) == days_of(phrase, LATE):
        return False
    days = (days_as_typed if typed else days_of)(phrase, _anchor(article))
    before = (metric.period_first, metric.period_last, metric.period_basis)
    metric.period_first, metric.period_last = days.first, days.last
    if metric.period_basis in {Scope.STATED, Scope.INFERRED}:
        guessed = days.by_publication and article.published_basis == Basis.INFERRED
        metric.period_basis = Scope.INFERRED if guessed else Scope.STATED
    return before != (metric.period_first, metric.period_last, metric.period_basis)


def set_days(metric: Metric, article: Article) -> None:
    """Tell the days of a period a person wrote; none where it cannot be read. It stands nowhere in the text."""
    days = days_as_typed(fold_text(metric.period), _anchor(article))
    metric.period_basis = Scope.GIVEN if metric.period else Scope.NONE
    metric.period_first, metric.period_last = days.first, days.last
    metric.period_start = metric.period_end = None


def _set_place_name(metric: Metric) -> None:
    place = Place.objects.filter(pk=metric.place_id).first() if metric.place_id else None
    metric.place_name = place.name if place else ""
    metric.place_basis = Scope.GIVEN if place else Scope.NONE


def _anchor(article: Article) -> Anchor | None:
    return anchor_of(
        Published(
            article.published or None,
            Precision(article.published_precision),
            Basis(article.published_basis),
        )
    )
