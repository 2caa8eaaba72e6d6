"""Gazetteer and taxonomy into rows. In: the data files. Out: Place and Indicator rows, updated."""

from __future__ import annotations

from django.db import transaction

from archive.models import Indicator, Place
from archive.models.place import Level
from archive.pipeline.metrics.indicators import load_indicators
from archive.resources import RULES, resources

BATCH = 2000


@transaction.atomic
def load_place_rows() -> int:
    """Write every division, parents first; gives how many there are. Safe to run again."""
    divisions = sorted(resources().gazetteer.divisions(), key=lambda d: (len(d.code), d.code))
    Place.objects.bulk_create(
        (
            Place(
                code=division.code,
                name=division.name,
                level=Level(division.level.value),
                parent_id=division.parent_code,
                county=division.county or "",
                city=division.city or "",
                province=division.province or "",
            )
            for division in divisions
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "parent", "county", "city", "province"],
    )
    return len(divisions)


@transaction.atomic
def load_indicator_rows() -> int:
    """Write every canonical indicator; gives how many there are. Safe to run again."""
    indicators = load_indicators(RULES)
    for indicator in indicators:
        Indicator.objects.update_or_create(
            slug=indicator.slug,
            defaults={
                "name": indicator.name,
                "family": indicator.family,
                "dimension": indicator.dimension,
                "unit": indicator.unit,
                "description": indicator.definition,
            },
        )
    return len(indicators)
