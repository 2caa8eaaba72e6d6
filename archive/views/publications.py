"""Publications. In: how the list is narrowed and ordered, or a name. Out: the list, its file, one's articles."""

from __future__ import annotations

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
from archive.reading.publication_list import by_articles, by_first_year, list_publications
from archive.views.list_columns import ARTICLES, PAGE_ADDRESS, YEARS_COVERED
from archive.views.name_list import NameList, Order
from archive.views.pages import turn_page

PUBLICATIONS = NameList(
    "publications",
    gettext_lazy("刊发媒体"),
    list_publications,
    {
        "articles": Order(gettext_lazy("篇数"), by_articles),
        "first": Order(gettext_lazy("最早见报"), by_first_year),
    },
    (
        ListColumn(
            "name",
            gettext_lazy("刊发媒体"),
            gettext_lazy("报刊或网站的名称；空白为报名未署"),
            lambda row: row.name,
        ),
        ARTICLES,
        *YEARS_COVERED,
        PAGE_ADDRESS,
    ),
)


@require_safe
def publications(request: HttpRequest) -> HttpResponse:
    """Every publication: ?q= narrows, ?sort= orders."""
    return PUBLICATIONS.page(request)


@require_safe
def publications_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same list to take away, as CSV or JSON."""
    return PUBLICATIONS.file(request, form)


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
