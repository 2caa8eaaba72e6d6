"""
What people call the values of facets. Facet values come in, names go out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from django.utils.translation import gettext as _

from archive.models import Edition, Place
from archive.models.place import Level
from archive.reading.labels import SCRIPTS
from search.index.columns import FacetCounts
from search.index.documents import UNDATED, UNSIGNED, WITH_METRICS, Facet
from search.query.terms import Valued

KEPT_PATHS = 20_000
PLACE_FACETS = {Facet.PROVINCE, Facet.CITY, Facet.COUNTY, Facet.TOWN}


def facet_name(facet: Facet) -> str:
    """What people call the facet."""
    return {
        Facet.YEAR: _("年份"),
        Facet.PROVINCE: _("省"),
        Facet.CITY: _("市"),
        Facet.COUNTY: _("县"),
        Facet.TOWN: _("镇"),
        Facet.PROGRAM: _("做法"),
        Facet.SOURCE: _("刊发媒体"),
        Facet.SCRIPT: _("字形"),
        Facet.METRICS: _("数据"),
    }[facet]


def read_names(
    chosen: Collection[Valued], facets: Mapping[Facet, FacetCounts]
) -> dict[Valued, str]:
    """The names of the chosen values and of all values in the facets of a result."""
    printed = {
        Valued(facet, count.value): count.name
        for facet, counts in facets.items()
        for count in counts.values
    }
    values = dict.fromkeys([*chosen, *printed])
    codes = [one.value for one in values if one.facet in PLACE_FACETS and one.value.isalnum()]
    places = _paths(codes)
    return {one: _name(one, printed.get(one, ""), places) for one in values}


def _name(one: Valued, printed: str, places: Mapping[str, str]) -> str:
    if one.facet in PLACE_FACETS and one.value in places:
        return places[one.value]
    if one.facet is Facet.YEAR:
        return _("日期未署") if one.value == UNDATED else _("%(year)s 年") % {"year": one.value}
    if one.facet is Facet.SOURCE and one.value == UNSIGNED:
        return _("报名未署")
    if one.facet is Facet.METRICS:
        return _("有数据") if one.value == WITH_METRICS else _("没有数据")
    if one.facet is Facet.SCRIPT:
        return str(SCRIPTS.get(one.value, one.value))
    return printed or one.value


def _paths(codes: Collection[str]) -> Mapping[str, str]:
    """What the divisions with those codes are called; what was asked in this edition is not asked again."""
    mark = Edition.objects.mark()
    known = _kept_paths(mark) if mark else {}
    paths = {code: known[code] for code in codes if code in known}
    wanted = [code for code in codes if code not in paths]
    if wanted:
        rows = Place.objects.filter(code__in=wanted).values_list("code", "level", "name", "county")
        found = {code: _path(level, name, county) for code, level, name, county in rows}
        paths |= found
        if len(known) < KEPT_PATHS:
            known |= found
    return paths


@lru_cache(1)
def _kept_paths(_mark: str) -> dict[str, str]:
    return {}


def _path(level: str, name: str, county: str) -> str:
    """A town with its county before it: 中牟县 › 雁鸣湖镇; names of towns are shared by many."""
    return f"{county} › {name}" if level == Level.TOWN and county else name
