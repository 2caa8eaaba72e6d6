"""
Suggestions for the boxes of the pages. What was typed comes in, names in groups go out as JSON.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.index.builds import index_root
from search.index.errors import SearchUnavailable
from search.query.parse import MAX_CHARACTERS
from search.suggesting.addresses import KIND_NAMES, page_address, search_address
from search.suggesting.suggest import Suggestion, suggest

HTTP_BAD_REQUEST = 400
HTTP_UNAVAILABLE = 503


@require_safe
def suggest_json(request: HttpRequest) -> HttpResponse:
    """At most ten names for `q`; nothing typed or nothing found is an empty list."""
    typed = request.GET.get("q", "").strip()
    if len(typed) > MAX_CHARACTERS:
        sentence = _("检索词有 %(length)d 个字，最多 %(limit)d 个。请只留关键的一句。")
        said = sentence % {"length": len(typed), "limit": MAX_CHARACTERS}
        return _answer({"error": {"code": "refused", "message": said}}, HTTP_BAD_REQUEST)
    try:
        found = suggest(typed, index_root())
    except SearchUnavailable as reason:
        error = {"code": "unavailable", "message": str(reason)}
        return _answer({"error": error}, HTTP_UNAVAILABLE)
    return _answer(print_suggestions(typed, found))


def print_suggestions(typed: str, found: list[Suggestion]) -> dict[str, Any]:
    """The suggestions with the keys of the public format; `said` is for those who cannot see them."""
    return {
        "query": typed,
        "said": _said(len(found)),
        "groups": [
            {"kind": kind.value, "name": str(KIND_NAMES[kind]), "items": [*map(_item, group)]}
            for kind, group in groupby(found, key=attrgetter("kind"))
        ],
    }


def _item(one: Suggestion) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "label": one.label,
        "form": one.form,
        "start": one.start,
        "end": one.end,
        "detail": one.detail,
        "count": one.count,
        "counted": _("%(count)s 篇") % {"count": f"{one.count:,}"},
        "url": page_address(one.kind, one.key),
        "search": search_address(one.kind, one.key, one.label),
    }


def _said(count: int) -> str:
    if not count:
        return _("没有提示。按回车检索。")
    return _("有 %(count)d 条提示，用上下方向键选读，按回车打开。") % {"count": count}


def _answer(printed: dict[str, Any], status: int = 200) -> HttpResponse:
    response = JsonResponse(printed, status=status, json_dumps_params={"ensure_ascii": False})
    # Kept, and asked again each time whether it still holds: what was withdrawn is gone at once.
    response["Cache-Control"] = "private, no-cache"
    return response
