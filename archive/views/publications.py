"""Publications. In: how the list is narrowed and ordered, or a name. Out: the list, its file, one's articles."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from archive.models import Article
from archive.reading.crumbs import Crumb
from archive.reading.list_files import ListColumn
from archive.reading.publication_list import (
    PublicationRow,
    by_articles,
    by_first_year,
    list_publications,
    narrow,
)
from archive.views.list_state import Choice, ListFile, ListState, chosen, link_files, send_list
from archive.views.pages import turn_page, turn_rows

PAGE = 200
SORTS = {"articles": gettext_lazy("篇数"), "first": gettext_lazy("最早见报")}
ORDERS = {"articles": by_articles, "first": by_first_year}
COLUMNS = (
    ListColumn(
        "name",
        gettext_lazy("刊发媒体"),
        gettext_lazy("报刊或网站的名称；空白为报名未署"),
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
        "url",
        gettext_lazy("网址"),
        gettext_lazy("它在本库的页面"),
        lambda row: row.url,
        is_address=True,
    ),
)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The list as the address asks for it."""

    state: ListState
    sorts: list[Choice]
    rows: list[PublicationRow]


def _choose(request: HttpRequest) -> _Chosen:
    state = ListState.of(request, "q", "sort")
    sorts = state.choose("sort", SORTS)
    rows = sorted(narrow(list_publications(), state.get("q")), key=ORDERS[chosen(sorts).value])
    return _Chosen(state, sorts, rows)


@require_safe
def publications(request: HttpRequest) -> HttpResponse:
    """Every publication: ?q= narrows, ?sort= orders."""
    found = _choose(request)
    context = {
        "section": "publications",
        "state": found.state,
        "sorts": found.sorts,
        "handed_on": found.state.without("q"),
        "unfiltered": found.state.address(q=""),
        "files": link_files("publications", found.state),
        "turn": turn_rows(request, found.rows, PAGE),
    }
    return render(request, "publications.html", context)


@require_safe
def publications_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same list to take away, as CSV or JSON."""
    found = _choose(request)
    heading = " · ".join(part for part in (_("刊发媒体"), found.state.get("q")) if part)
    return send_list(
        request, form, ListFile("publications", heading, COLUMNS, found.rows, len(found.rows))
    )


@require_safe
def publication(request: HttpRequest) -> HttpResponse:
    """The articles of one publication, or of none that is known (?name=)."""
    name = request.GET.get("name", "")
    articles = Article.objects.published().filter(publication=name)
    turn = turn_page(request, articles.newest_first())
    if not turn.rows:
        raise Http404(_("没有“{name}”刊发的公开报道。").format(name=name))
    heading = name or _("报名未署")
    context = {
        "section": "publications",
        "crumbs": [Crumb(_("刊发媒体"), reverse("publications")), Crumb(heading)],
        "heading": heading,
        "turn": turn,
    }
    return render(request, "publication.html", context)
