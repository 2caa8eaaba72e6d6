"""The list of places. In: how it is narrowed and ordered. Out: the tree of divisions, or rows of one, and the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from archive.models.place import Level
from archive.reading.crumbs import Crumb
from archive.reading.list_files import ListColumn
from archive.reading.place_list import (
    PlaceRow,
    by_latest,
    by_name,
    count_levels,
    list_places,
    narrow,
    place_tree,
)
from archive.views.list_columns import PAGE_ADDRESS, YEARS_COVERED
from archive.views.list_state import Choice, ListFile, ListState, chosen, link_files, send_list
from archive.views.pages import turn_rows

PAGE = 120
MOST_IN_TREE = 360  # what a tree has at most of one level; the rest is on the pages of those above
TREE, ALL = "", "all"
LEVELS = {ALL: gettext_lazy("各级"), **{level.value: level.label for level in Level}}
SORTS = {
    "articles": gettext_lazy("篇数"),
    "name": gettext_lazy("音序"),
    "latest": gettext_lazy("最近见报"),
}
USUAL = "articles"  # the order they are listed in
ORDERS = {"name": by_name, "latest": by_latest}
COLUMNS = (
    ListColumn("code", gettext_lazy("代码"), gettext_lazy("区划代码"), lambda row: row.code),
    ListColumn("name", gettext_lazy("名称"), gettext_lazy("区划名称"), lambda row: row.name),
    ListColumn(
        "level",
        gettext_lazy("级别"),
        gettext_lazy("province 省级、city 市级、county 县级、town 乡级、village 村级"),
        lambda row: row.level,
    ),
    ListColumn(
        "lies_in", gettext_lazy("所在"), gettext_lazy("上级各地，自省起"), lambda row: row.lies_in
    ),
    ListColumn(
        "articles",
        gettext_lazy("篇数"),
        gettext_lazy("写到该地（含所辖各地）的公开报道篇数"),
        lambda row: row.coverage.articles,
    ),
    *YEARS_COVERED,
    PAGE_ADDRESS,
)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The list as the address asks for it; `inside` is the division whose parts are listed, if any."""

    state: ListState
    everything: Sequence[PlaceRow]
    inside: PlaceRow | None
    levels: list[Choice]
    sorts: list[Choice]
    rows: list[PlaceRow]

    @property
    def heading(self) -> str:
        """What is listed, for the head of a file."""
        parts: tuple[Any, ...] = (
            pgettext("栏目", "地方"),
            self.inside.name if self.inside else "",
            LEVELS[self.state.get("level") or ALL],
            self.state.get("q"),
            chosen(self.sorts).label,
        )
        return " · ".join(str(part) for part in parts if part)


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Every division in print: as a tree; ?level=, ?within= and ?q= make it a list, which ?sort= orders."""
    found = _choose(request)
    everything = found.everything
    as_tree = not found.state.given
    counts = count_levels(everything)
    inside = found.inside
    context = {
        "section": "places",
        "state": found.state,
        "crumbs": _crumbs(inside) if inside else [],
        "inside": inside,
        "towns": counts[Level.TOWN],
        "levels": [_tree_choice(current=as_tree), *found.levels] if not inside else found.levels,
        "sorts": [] if as_tree else found.sorts,
        "handed_on": found.state.without("q"),
        "unfiltered": found.state.address(q=""),
        "files": link_files("places", found.state),
        "places": place_tree(everything, down_to=_depth(counts)) if as_tree else (),
        "as_tree": as_tree,
        "search": f"{reverse('search')}?{urlencode({'q': found.state.get('q')})}",
        "turn": turn_rows(request, () if as_tree else found.rows, PAGE),
    }
    return render(request, "places.html", context)


@require_safe
def places_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list to take away, as CSV or JSON; of all levels where the address names none."""
    found = _choose(request)
    return send_list(
        request, form, ListFile("places", found.heading, COLUMNS, found.rows, len(found.rows))
    )


def _choose(request: HttpRequest) -> _Chosen:
    state = ListState.of(request, "within", "level", "q", "sort")
    everything = list_places()
    level, within, words = state.get("level"), state.get("within"), state.get("q")
    inside = next((row for row in everything if row.code == within), None)
    if within and inside is None:
        raise Http404(_("没有报道写到代码为 {code} 的地方。").format(code=within))
    if level and level not in LEVELS:
        raise Http404(_("没有“{level}”这一级地方。").format(level=level))
    sorts = state.choose("sort", SORTS)
    named = narrow(everything, within=within, words=words)
    rows = named if level in {"", ALL} else narrow(named, level=level)
    return _Chosen(
        state,
        everything,
        inside,
        _count_levels(state, named),
        sorts,
        rows if chosen(sorts).value == USUAL else sorted(rows, key=ORDERS[chosen(sorts).value]),
    )


def _depth(counts: Mapping[str, int]) -> Level:
    fitting = [level for level in (Level.TOWN, Level.COUNTY) if counts[level] <= MOST_IN_TREE]
    return fitting[0] if fitting else Level.CITY


def _count_levels(state: ListState, rows: Sequence[PlaceRow]) -> list[Choice]:
    counts = count_levels(rows)
    given = state.get("level") or (ALL if state.given else "")
    return [
        Choice(
            level,
            label,
            state.address(level=level),
            level == given,
            counts.total() if level == ALL else counts[level],
        )
        for level, label in LEVELS.items()
        if level in {ALL, given} or counts[level]
    ]


def _tree_choice(*, current: bool) -> Choice:
    return Choice(TREE, _("层级"), reverse("places"), current)


def _crumbs(inside: PlaceRow) -> list[Crumb]:
    return [
        Crumb(pgettext("栏目", "地方"), reverse("places")),
        Crumb(inside.name, inside.url),
        Crumb(_("所辖各地")),
    ]
