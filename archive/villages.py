"""Villages as rows. In: what an article names. Out: a Place row for each village it tells apart, made on demand."""

from __future__ import annotations

from archive.models import Place
from archive.models.place import Level
from archive.pipeline.values import ArticleReading, PlaceLevel

VILLAGE_CODE, TOWN_CODE = 12, 9  # digits


def make_village_rows(reading: ArticleReading) -> None:
    """Make the rows of the villages the reading names by code; a village of no known town gets none."""
    named = _named_villages(reading)
    known = set(Place.objects.filter(pk__in=named).values_list("pk", flat=True))
    wanted = {code: name for code, name in named.items() if code not in known}
    if not wanted:
        return
    towns = Place.objects.in_bulk({code[:TOWN_CODE] for code in wanted})
    Place.objects.bulk_create(
        [
            _village(code, name, towns[code[:TOWN_CODE]])
            for code, name in sorted(wanted.items())
            if code[:TOWN_CODE] in towns
        ],
        ignore_conflicts=True,  # another worker may have met it at this moment
    )


def _named_villages(reading: ArticleReading) -> dict[str, str]:
    named = {
        metric.place.code: metric.place.name
        for metric in reading.metrics
        if metric.place and metric.place.code and len(metric.place.code) == VILLAGE_CODE
    }
    named |= {
        place.code: place.name
        for place in reading.places
        if place.code and place.level is PlaceLevel.VILLAGE
    }
    return named


def _village(code: str, name: str, town: Place) -> Place:
    return Place(
        code=code,
        name=name[:60],
        level=Level.VILLAGE,
        parent=town,
        county=town.county,
        city=town.city,
        province=town.province,
    )
