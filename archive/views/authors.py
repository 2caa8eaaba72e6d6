"""The list of authors. In: how it is narrowed and ordered. Out: the page and the file."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from archive.reading.author_list import (
    AuthorRow,
    by_articles,
    by_first_year,
    by_latest,
    list_authors,
    narrow,
)
from archive.reading.list_files import ListColumn
from archive.views.list_state import Choice, ListFile, ListState, chosen, link_files, send_list
from archive.views.pages import turn_rows

PAGE = 200
SORTS = {
    "articles": gettext_lazy("篇数"),
    "first": gettext_lazy("最早见报"),
    "latest": gettext_lazy("最近见报"),
}
ORDERS = {"articles": by_articles, "first": by_first_year, "latest": by_latest}
COLUMNS = (
    ListColumn(
        "name",
        gettext_lazy("作者"),
        gettext_lazy("照原文署名；同名的人没有分开"),
        lambda row: row.name,
    ),
    ListColumn(
        "articles",
        gettext_lazy("篇数"),
        gettext_lazy("公开报道的篇数"),
        lambda row: row.coverage.articles,
    ),
    ListColumn(
        "first_year",
        gettext_lazy("最早见报"),
        gettext_lazy("这些报道里最早的一年；空白为都未署日期"),
        lambda row: row.coverage.first_year,
    ),
    ListColumn(
        "last_year",
        gettext_lazy("最近见报"),
        gettext_lazy("这些报道里最近的一年；空白为都未署日期"),
        lambda row: row.coverage.last_year,
    ),
    ListColumn(
        "publications",
        gettext_lazy("刊发媒体数"),
        gettext_lazy("刊发这些报道的媒体有几种，报名未署的不计"),
        lambda row: row.publications,
    ),
    ListColumn(
        "url",
        gettext_lazy("网址"),
        gettext_lazy("署名里有这个名字的检索"),
        lambda row: row.url,
        is_address=True,
    ),
)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The list as the address asks for it."""

    state: ListState
    sorts: list[Choice]
    rows: list[AuthorRow]


def _choose(request: HttpRequest) -> _Chosen:
    state = ListState.of(request, "q", "sort")
    sorts = state.choose("sort", SORTS)
    rows = sorted(narrow(list_authors(), state.get("q")), key=ORDERS[chosen(sorts).value])
    return _Chosen(state, sorts, rows)


@require_safe
def authors(request: HttpRequest) -> HttpResponse:
    """Every name articles are signed with: ?q= narrows, ?sort= orders."""
    found = _choose(request)
    context = {
        "section": "authors",
        "state": found.state,
        "sorts": found.sorts,
        "handed_on": found.state.without("q"),
        "unfiltered": found.state.address(q=""),
        "files": link_files("authors", found.state),
        "turn": turn_rows(request, found.rows, PAGE),
    }
    return render(request, "authors.html", context)


@require_safe
def authors_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same list to take away, as CSV or JSON."""
    found = _choose(request)
    heading = " · ".join(part for part in (_("作者"), found.state.get("q")) if part)
    return send_list(
        request, form, ListFile("authors", heading, COLUMNS, found.rows, len(found.rows))
    )
