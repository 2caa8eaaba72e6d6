"""
The pages of 词频与语境 and what they give to take away. A request comes in; a page, a file, a plain refusal
or a 503 goes out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from search.concordance.concordance import Concordance, find_concordance, find_holding
from search.concordance.frequencies import Frequencies, find_frequencies
from search.concordance.frequency_page import make_page
from search.concordance.parameters import CONTEXTS, Inquiry, LineOrder, Measure, read_inquiry
from search.concordance.report import print_frequencies, print_lines
from search.concordance.tables import (
    additions,
    frequency_receipt,
    frequency_table,
    line_receipt,
    line_table,
    method,
)
from search.concordance.terms import MAX_TERMS, MAX_TYPED_CHARACTERS
from search.export.tables import Table, write_csv, write_xlsx
from search.index.errors import SearchUnavailable
from search.pages.report import print_failure
from search.query.parse import MAX_CHARACTERS, QueryRefused

HTTP_BAD_REQUEST = 400
HTTP_UNAVAILABLE = 503
RETRY_SECONDS = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON_TEXT = {"ensure_ascii": False, "indent": 1}
MEASURES = {
    Measure.RATE: gettext_lazy("每万字处数"),
    Measure.OCCURRENCES: gettext_lazy("处数"),
    Measure.ARTICLES: gettext_lazy("篇数"),
}
ORDERS = {
    LineOrder.NEWEST: gettext_lazy("由新到旧"),
    LineOrder.OLDEST: gettext_lazy("由旧到新"),
    LineOrder.LEFT: gettext_lazy("前文"),
    LineOrder.RIGHT: gettext_lazy("后文"),
    LineOrder.TOWN: gettext_lazy("乡镇"),
    LineOrder.SOURCE: gettext_lazy("媒体"),
}

Shower = Callable[[Inquiry], dict[str, Any]]
Exporter = Callable[[HttpRequest, Inquiry], HttpResponseBase]


def _page(show: Shower, template: str) -> Callable[[HttpRequest], HttpResponse]:
    """The view of a page: refusals are 400, an index that does not answer is 503."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        shown: dict[str, Any] = {
            "section": "frequencies",
            "typed": request.GET.get("terms", "").strip()[:MAX_TYPED_CHARACTERS],
            "narrowing": request.GET.get("q", "").strip()[:MAX_CHARACTERS],
            "longest": MAX_TYPED_CHARACTERS,
            "longest_query": MAX_CHARACTERS,
            "most": MAX_TERMS,
        }
        try:
            inquiry = read_inquiry(request.GET)
            shown["inquiry"] = inquiry
            shown |= show(inquiry)
        except QueryRefused as refusal:
            refused = {**shown, "refusal": str(refusal)}
            return render(request, template, refused, status=HTTP_BAD_REQUEST)
        except SearchUnavailable as reason:
            down = {**shown, "unavailable": str(reason)}
            return _later(render(request, template, down, status=HTTP_UNAVAILABLE))
        return render(request, template, shown)

    return view


def _file(export: Exporter, name: str) -> Callable[[HttpRequest], HttpResponseBase]:
    """The view of a file to take away; what cannot be made is said in plain text, or in JSON."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponseBase:
        try:
            answer = export(request, _filled(read_inquiry(request.GET)))
        except QueryRefused as refusal:
            return _failure(name, "refused", str(refusal), HTTP_BAD_REQUEST)
        except SearchUnavailable as reason:
            return _later(_failure(name, "unavailable", str(reason), HTTP_UNAVAILABLE))
        if not name.endswith(".json"):
            stem, form = name.split(".")
            stamp = f"{timezone.localtime():%Y%m%d-%H%M%S}"
            answer["Content-Disposition"] = f'attachment; filename="{stem}-{stamp}.{form}"'
        answer["Cache-Control"] = "no-store"
        return answer

    return view


def _filled(inquiry: Inquiry) -> Inquiry:
    if not inquiry.typed:
        raise QueryRefused(_("还没有填要数的词。请在地址里加上 terms，或从网页导出。"))
    return inquiry


def _show_frequencies(inquiry: Inquiry) -> dict[str, Any]:
    found = find_frequencies(inquiry)
    return {
        "found": found,
        "shown": make_page(found),
        "measures": [
            (name, one is inquiry.measure, inquiry.drawing(one)) for one, name in MEASURES.items()
        ],
        "method": method(),
        "additions": additions(),
    }


def _show_lines(inquiry: Inquiry) -> dict[str, Any]:
    found = find_concordance(inquiry)
    turn = {
        name: inquiry.at_page(page).query_string
        for name, page in (("previous", inquiry.page - 1), ("following", inquiry.page + 1))
        if 1 <= page <= found.pages
    }
    return {
        "found": found,
        "turn": turn,
        "every": inquiry.showing(""),
        "whole": inquiry.at_page(1),
        "orders": [
            (name, one is inquiry.order, inquiry.sorted_by(one)) for one, name in ORDERS.items()
        ],
        "contexts": [(one, one == inquiry.context, inquiry.with_context(one)) for one in CONTEXTS],
        "method": method(),
    }


def _address(request: HttpRequest, name: str, inquiry: Inquiry) -> str:
    return request.build_absolute_uri(reverse(name) + inquiry.query_string)


def _frequencies_csv(request: HttpRequest, inquiry: Inquiry) -> HttpResponseBase:
    found = find_frequencies(inquiry)
    return _csv(_frequency_receipt(request, found), frequency_table(found))


def _frequencies_xlsx(request: HttpRequest, inquiry: Inquiry) -> HttpResponseBase:
    found = find_frequencies(inquiry)
    return _xlsx(_frequency_receipt(request, found), frequency_table(found))


def _frequencies_json(request: HttpRequest, inquiry: Inquiry) -> HttpResponseBase:  # noqa: ARG001
    return JsonResponse(print_frequencies(find_frequencies(inquiry)), json_dumps_params=JSON_TEXT)


def _lines_csv(request: HttpRequest, inquiry: Inquiry) -> HttpResponseBase:
    found, ids = find_holding(inquiry)
    return _csv(_line_receipt(request, found), line_table(found, ids, request.build_absolute_uri))


def _lines_xlsx(request: HttpRequest, inquiry: Inquiry) -> HttpResponseBase:
    found, ids = find_holding(inquiry)
    return _xlsx(_line_receipt(request, found), line_table(found, ids, request.build_absolute_uri))


def _lines_json(request: HttpRequest, inquiry: Inquiry) -> HttpResponseBase:
    found, ids = find_holding(inquiry)
    return StreamingHttpResponse(
        print_lines(found, ids, request.build_absolute_uri), content_type="application/json"
    )


def _frequency_receipt(request: HttpRequest, found: Frequencies) -> list[tuple[str, str]]:
    address = _address(request, "frequencies", found.inquiry.counted)
    return frequency_receipt(found, address, timezone.localtime())


def _line_receipt(request: HttpRequest, found: Concordance) -> list[tuple[str, str]]:
    address = _address(request, "concordance", found.inquiry.at_page(1))
    return line_receipt(found, address, timezone.localtime())


def _csv(receipt: list[tuple[str, str]], table: Table) -> HttpResponseBase:
    return StreamingHttpResponse(write_csv(receipt, table), content_type="text/csv; charset=utf-8")


def _xlsx(receipt: list[tuple[str, str]], table: Table) -> HttpResponseBase:
    return FileResponse(write_xlsx(receipt, table), content_type=XLSX)


def _failure(name: str, code: str, sentence: str, status: int) -> HttpResponse:
    if name.endswith(".json"):
        return JsonResponse(
            print_failure(code, sentence), status=status, json_dumps_params=JSON_TEXT
        )
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


def _later(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


frequencies = _page(_show_frequencies, "concordance/frequencies.html")
concordance = _page(_show_lines, "concordance/lines.html")
frequencies_csv = _file(_frequencies_csv, "frequencies.csv")
frequencies_xlsx = _file(_frequencies_xlsx, "frequencies.xlsx")
frequencies_json = _file(_frequencies_json, "frequencies.json")
concordance_csv = _file(_lines_csv, "concordance.csv")
concordance_xlsx = _file(_lines_xlsx, "concordance.xlsx")
concordance_json = _file(_lines_json, "concordance.json")
