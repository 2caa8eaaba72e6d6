"""Villages as rows. In: what an article names. Out: a Place row for each village it tells apart, made on demand."""

from __future__ import annotations

from archive.models import Place
from archive.models.place import Level
from archive.pipeline.values import ArticleReading, PlaceLevel

VILLAGE_CODE, TOWN_CODE = 12, 9  # digits


def known_places(reading: ArticleReading) -> set[str]:
    """
    The codes of the reading that have a row. A village's row is made on first sight; a village of no
    known town gets none.
    """
    codes = {place.code for place in reading.places if place.code}
    codes |= {m.place.code for m in reading.metrics if m.place and m.place.code}
    known = set(Place.objects.filter(pk__in=codes).values_list("pk", flat=True)) if codes else set()
    wanted = {code: name for code, name in _named_villages(reading).items() if code not in known}
    return known | _make_rows(wanted) if wanted else known


def _make_rows(wanted: dict[str, str]) -> set[str]:
    towns = Place.objects.in_bulk({code[:TOWN_CODE] for code in wanted})
    villages = [
        _village(code, name, towns[code[:TOWN_CODE]])
        for code, name in sorted(wanted.items())
        if code[:TOWN_CODE] in towns
    ]
    # Another worker may have met one at this moment.
    Place.objects.bulk_create(villages, ignore_conflicts=True)
    return {village.code for village in villages}


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
