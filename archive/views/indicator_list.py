"""The list of indicators. In: how it is narrowed and ordered. Out: the page and the file."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from archive.reading.indicator_list import IndicatorRow, list_indicators
from archive.reading.list_files import ListColumn
from archive.reading.name_filter import keep_named
from archive.views.list_columns import PAGE_ADDRESS
from archive.views.list_state import Choice, ListFile, ListState, chosen, link_files, send_list

SORTS = {"family": gettext_lazy("门类"), "figures": gettext_lazy("条数")}
COLUMNS = (
    ListColumn(
        "name", gettext_lazy("指标"), gettext_lazy("本库归并后的名称"), lambda row: row.name
    ),
    ListColumn(
        "family", gettext_lazy("门类"), gettext_lazy("指标所属的门类"), lambda row: row.family
    ),
    ListColumn("unit", gettext_lazy("单位"), gettext_lazy("换算后的单位"), lambda row: row.unit),
    ListColumn(
        "figures",
        gettext_lazy("条数"),
        gettext_lazy("公开报道里的数据条数，一篇里重述的不计"),
        lambda row: row.figures,
    ),
    ListColumn(
        "description", gettext_lazy("说明"), gettext_lazy("指标的定义"), lambda row: row.description
    ),
    PAGE_ADDRESS,
)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The list as the address asks for it."""

    state: ListState
    sorts: list[Choice]
    rows: list[IndicatorRow]


def _choose(request: HttpRequest) -> _Chosen:
    state = ListState.of(request, "q", "sort")
    sorts = state.choose("sort", SORTS)
    rows = keep_named(list_indicators().rows, state.get("q"))
    if chosen(sorts).value == "family":
        rows.sort(key=_family)  # within a family the fullest stays first
    return _Chosen(state, sorts, rows)


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """The indicators with figures in print, by family or by figures, and how many figures have none."""
    found, everything = _choose(request), list_indicators()
    by_family = chosen(found.sorts).value == "family"
    families = [(name, list(rows)) for name, rows in groupby(found.rows, key=_family)]
    context = {
        "section": "indicators",
        "state": found.state,
        "sorts": found.sorts,
        "handed_on": found.state.without("q"),
        "unfiltered": found.state.address(q=""),
        "files": link_files("indicators", found.state),
        "families": families if by_family else [],
        "rows": found.rows,
        "figures": everything.figures,
        "without": everything.without,
    }
    return render(request, "indicators.html", context)


@require_safe
def indicators_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same list to take away, as CSV or JSON."""
    found = _choose(request)
    heading = " · ".join(part for part in (_("指标"), found.state.get("q")) if part)
    return send_list(
        request, form, ListFile("indicators", heading, COLUMNS, found.rows, len(found.rows))
    )


def _family(row: IndicatorRow) -> str:
    return row.family
