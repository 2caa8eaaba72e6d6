"""Villages as rows. In: what an article names. Out: a Place row for each village it tells apart, made on demand."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from archive.models import Place
from archive.models.place import Level
from archive.pinyin import sort_key
from archive.pipeline.values import ArticleReading, PlaceLevel

VILLAGE_CODE, TOWN_CODE = 12, 9  # digits


def known_places(reading: ArticleReading) -> set[str]:
    """The codes of the reading that have a row; a village of no known town has none."""
    codes = {place.code for place in reading.places if place.code}
    codes |= {m.place.code for m in reading.metrics if m.place and m.place.code}
    return _with_row(codes) if codes else set()


def make_villages(readings: Iterable[ArticleReading]) -> None:
    """Make the rows of villages named for the first time, in the order of their codes."""
    named = {code: name for reading in readings for code, name in _named_villages(reading).items()}
    known = _with_row(named) if named else set()
    wanted = {code: name for code, name in named.items() if code not in known}
    if wanted:
        _make_rows(wanted)


def _with_row(codes: Collection[str]) -> set[str]:
    return set(Place.objects.filter(pk__in=codes).values_list("pk", flat=True))


def _make_rows(wanted: dict[str, str]) -> None:
    towns = Place.objects.in_bulk({code[:TOWN_CODE] for code in wanted})
    villages = [
        _village(code, name, towns[code[:TOWN_CODE]])
        for code, name in sorted(wanted.items())
        if code[:TOWN_CODE] in towns
    ]
    # Another worker may have met one at this moment.
    Place.objects.bulk_create(villages, ignore_conflicts=True)


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
        sort_key=sort_key(name[:60]),
        level=Level.VILLAGE,
        parent=town,
        county=town.county,
        city=town.city,
        province=town.province,
    )
