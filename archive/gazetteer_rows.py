"""Gazetteer and taxonomy into rows. In: the data files, what staff changed. Out: Place and Indicator rows."""

from __future__ import annotations

from django.db import transaction

from archive.models import Edition, Indicator, OverlayState, Place
from archive.models.place import Level
from archive.overlay import read_overlay, settle_digest
from archive.pinyin import sort_key
from archive.pipeline.metrics.indicators import Indicator as Measurable
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
                sort_key=sort_key(division.name),
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
        update_fields=["name", "sort_key", "level", "parent", "county", "city", "province"],
    )
    Edition.objects.turn()
    return len(divisions)


@transaction.atomic
def load_indicator_rows() -> int:
    """
    Write every canonical indicator as staff left it; gives how many there are. Safe to run again.

    The overlay's digest is written anew too: an update of the software may count it another way.
    """
    OverlayState.objects.select_for_update().get_or_create(pk=OverlayState.ONLY)
    indicators = load_indicators(RULES, read_overlay().indicators)
    for indicator in indicators:
        _write(indicator)
    settle_digest()
    Edition.objects.turn()
    return len(indicators)


def write_indicator_row(slug: str) -> None:
    """
    Write one indicator as table and staff have it; one that is in neither stays as it is.

    The edition is for the caller to turn, when all is written.
    """
    for indicator in load_indicators(RULES, read_overlay().indicators):
        if indicator.slug == slug:
            _write(indicator)


def _write(indicator: Measurable) -> None:
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
