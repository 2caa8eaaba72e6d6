"""
Days of figures counted from the date of their article. In: a figure's period and the article. Out: its days.

今年, 12月 and 截至目前 have days only by the day of publication. A reading counts them from the date it finds in
the source; where a person gave or corrected the date, they are counted from that one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from archive.models import Article, Metric, Scope
from archive.pipeline.metrics.periods.calendar import Anchor, anchor_of, days_as_typed, days_of
from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import Basis, Precision, Published

COUNTED = ("period_basis", "period_first", "period_last")
# What has other days under this date than under none depends on the date of publication.
LATE = Anchor(2100, 12, dt.date(2100, 12, 31))


def anchor_under(article: Article) -> Anchor | None:
    """The day the article's figures are counted from, as it is now known; None if not even the year."""
    return anchor_of(
        Published(
            article.published or None,
            Precision(article.published_precision),
            Basis(article.published_basis),
        )
    )


def is_dated_apart(article: Article, read: Published) -> bool:
    """Whether the article has another date than a reading found, or is known otherwise."""
    return (article.published, article.published_basis) != (read.value or "", read.basis.value)


def count_days(values: Mapping[str, Any], article: Article) -> dict[str, Any]:
    """Those fields of a figure's period that follow from the article's date; none if nothing does."""
    phrase, basis = fold_text(values["period"]), values["period_basis"]
    if not phrase or days_of(phrase, None) == days_of(phrase, LATE):
        return {}
    days = (days_as_typed if basis == Scope.GIVEN else days_of)(phrase, anchor_under(article))
    if basis in {Scope.STATED, Scope.INFERRED}:
        guessed = days.by_publication and article.published_basis == Basis.INFERRED
        basis = (Scope.INFERRED if guessed else Scope.STATED).value
    return dict(zip(COUNTED, (basis, days.first, days.last), strict=True))


def settle_figure_days(article: Article) -> bool:
    """Count the days of the article's figures from its date as it now is; True if any changed."""
    stale = list(_recounted(article))
    Metric.objects.bulk_update(stale, COUNTED, batch_size=500)
    return bool(stale)


def _recounted(article: Article) -> Iterator[Metric]:
    for metric in Metric.objects.filter(article=article).exclude(period=""):
        counted = count_days(vars(metric), article)
        if any(getattr(metric, name) != value for name, value in counted.items()):
            for name, value in counted.items():
                setattr(metric, name, value)
            yield metric
