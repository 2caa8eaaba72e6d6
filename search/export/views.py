"""
A search's results to take away. The parameters of the search page come in, a file goes out.

Every hit is in it, none is cut off silently; a feed, which readers poll, holds the newest and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from http import HTTPStatus

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.reading.labels import summary_html
from archive.reading.reference_lists import BIBTEX, CITATIONS, RIS, ReferenceForm, write_list
from archive.views.lists import nothing_to_export
from search.export.receipt import write_receipt
from search.export.rows import Row, columns, make_row, read_articles
from search.export.tables import Table, write_csv, write_xlsx
from search.index.errors import SearchUnavailable
from search.pages.parameters import Asked, Sort, read_asked
from search.pages.results import Result, Results, find_all, find_results
from search.query.parse import QueryRefused

FEED_LENGTH = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RETRY_SECONDS = 30

Exporter = Callable[[HttpRequest, Results, str], HttpResponseBase]


def _exported(export: Exporter, name: str) -> Callable[[HttpRequest], HttpResponseBase]:
    """The view of one kind of file: refusals are 400, an index that does not answer is 503."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponseBase:
        try:
            asked = replace(read_asked(request.GET), page=1, each=True)
            if name == "atom":
                asked = replace(asked, sort=Sort.NEWEST, size=FEED_LENGTH)
                found = find_results(asked)
            else:
                found = find_all(asked)
        except QueryRefused as refusal:
            return HttpResponse(str(refusal), status=400, content_type="text/plain; charset=utf-8")
        except SearchUnavailable as reason:
            response = HttpResponse(
                str(reason), status=503, content_type="text/plain; charset=utf-8"
            )
            response["Retry-After"] = str(RETRY_SECONDS)
            return response
        answer = export(request, found, _address(request, asked))
        if name != "atom" and answer.status_code == HTTPStatus.OK:
            stamp = f"{timezone.localtime():%Y%m%d-%H%M%S}"
            answer["Content-Disposition"] = f'attachment; filename="search-{stamp}.{name}"'
            answer["Cache-Control"] = "no-store"
        return answer

    return view


def _address(request: HttpRequest, asked: Asked) -> str:
    return request.build_absolute_uri(reverse("search") + asked.query_string())


def _ids(found: Results) -> list[int]:
    return [one.article_id for one in found.answer.page]


def _table(request: HttpRequest, found: Results) -> Table:
    return Table(_("检索结果"), columns(), (row.cells() for row in _rows(request, found)))


def _rows(request: HttpRequest, found: Results) -> Iterator[Row]:
    for number, (article, source) in enumerate(read_articles(_ids(found)), start=1):
        yield make_row(number, article, source, request.build_absolute_uri)


def _csv(request: HttpRequest, found: Results, address: str) -> HttpResponseBase:
    receipt = write_receipt(found, address, timezone.localtime())
    return StreamingHttpResponse(
        write_csv(receipt, _table(request, found)), content_type="text/csv; charset=utf-8"
    )


def _xlsx(request: HttpRequest, found: Results, address: str) -> HttpResponseBase:
    receipt = write_receipt(found, address, timezone.localtime())
    return FileResponse(write_xlsx(receipt, _table(request, found)), content_type=XLSX)


def _references(form: ReferenceForm) -> Exporter:
    """Every hit in one form of reference; of nothing a sentence, since an empty file looks like a broken one."""

    def export(request: HttpRequest, found: Results, address: str) -> HttpResponseBase:
        if not found.answer.count:
            return nothing_to_export(found.said)
        now = timezone.localtime()
        articles = (article for article, _source in read_articles(_ids(found)))
        lines = write_list(
            form,
            write_receipt(found, address, now),
            articles,
            request.build_absolute_uri,
            now.date(),
        )
        return StreamingHttpResponse(lines, content_type=f"{form.content_type}; charset=utf-8")

    return export


def _atom(request: HttpRequest, found: Results, address: str) -> HttpResponseBase:
    feed = Atom1Feed(
        title=_("检索：%(query)s") % {"query": found.asked.text or found.said},
        link=address,
        description=_("最新的 %(length)d 篇；全部结果见网页。") % {"length": FEED_LENGTH},
        feed_url=request.build_absolute_uri(),
        language="zh-CN",
    )
    for result in found.results:
        article = result.article
        feed.add_item(
            title=article.display_title,
            link=request.build_absolute_uri(article.get_absolute_url()),
            description=_summary(result),
            pubdate=article.created_at,
            updateddate=article.updated_at,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _summary(result: Result) -> str:
    """Who printed it and when, and the clauses it was found by: HTML, as readers take a summary."""
    found = "".join(f"<p>{one.html}</p>" for one in result.highlights.snippets)
    return f"<p>{summary_html(result.article)}</p>{found}"


search_csv = _exported(_csv, "csv")
search_xlsx = _exported(_xlsx, "xlsx")
search_bibtex = _exported(_references(BIBTEX), BIBTEX.suffix)
search_ris = _exported(_references(RIS), RIS.suffix)
search_gbt = _exported(_references(CITATIONS), CITATIONS.suffix)
search_atom = _exported(_atom, "atom")
