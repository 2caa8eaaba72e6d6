"""The indicators with figures in print as a list. In: nothing, or words. Out: its rows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from archive.models import Indicator, Metric
from archive.pipeline.programs.names import fold_name
from archive.reading.kept import kept
from archive.reading.labels import UNITS


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator of the list."""

    slug: str
    name: str
    folded: str
    family: str
    unit: str
    description: str
    figures: int

    @property
    def url(self) -> str:
        """The indicator's page."""
        return reverse("indicator", args=[self.slug])


@dataclass(frozen=True, slots=True)
class IndicatorList:
    """The indicators, fullest first; how many public figures there are, and how many have none."""

    rows: tuple[IndicatorRow, ...]
    figures: int
    without: int


@kept
def list_indicators() -> IndicatorList:
    """Every indicator that public figures have."""
    figures = Metric.objects.public().once().order_by()
    counts: dict[int | None, int] = dict(
        figures.values_list("indicator_id").annotate(n=Count("pk"))
    )
    rows = [
        IndicatorRow(
            slug=row.slug,
            name=row.name,
            folded=fold_name(row.name),
            family=row.family,
            unit=UNITS.get(row.unit, row.unit),
            description=row.description,
            figures=counts[row.pk],
        )
        for row in Indicator.objects.filter(pk__in=[pk for pk in counts if pk]).order_by("name")
    ]
    rows.sort(key=lambda row: -row.figures)
    return IndicatorList(tuple(rows), sum(counts.values()), counts.get(None, 0))
