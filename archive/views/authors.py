"""The list of authors: the page and the file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from archive.reading.author_list import by_articles, by_first_year, by_latest, list_authors
from archive.reading.list_files import ListColumn
from archive.views.list_columns import ARTICLES, YEARS_COVERED
from archive.views.name_list import NameList, Order

AUTHORS = NameList(
    "authors",
    gettext_lazy("作者"),
    list_authors,
    {
        "articles": Order(gettext_lazy("篇数"), by_articles),
        "first": Order(gettext_lazy("最早见报"), by_first_year),
        "latest": Order(gettext_lazy("最近见报"), by_latest),
    },
    (
        ListColumn(
            "name",
            gettext_lazy("作者"),
            gettext_lazy("照原文署名；同名的人没有分开"),
            lambda row: row.name,
        ),
        ARTICLES,
        *YEARS_COVERED,
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
    ),
)


@require_safe
def authors(request: HttpRequest) -> HttpResponse:
    """Every name articles are signed with: ?q= narrows, ?sort= orders."""
    return AUTHORS.page(request)


@require_safe
def authors_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same list to take away, as CSV or JSON."""
    return AUTHORS.file(request, form)
