"""
What may be kept of an answer. In: the answer of a view. Out: the same with its Cache-Control.

Readers' pages may be kept but are asked about each time (no-cache): a withdrawal counts at once, and an unchanged
page costs only a 304. Staff pages are never kept. What a view said itself stands.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers, patch_cache_control

from archive.models.addresses import page_address

Answer = Callable[[HttpRequest], HttpResponseBase]


def say_what_may_be_kept(get_response: Answer) -> Answer:
    """Middleware: `no-store` for staff, `no-cache` for readers."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        said = response.get("Cache-Control", "")
        if request.path_info.startswith(page_address("admin:index")):
            if "no-store" not in said:
                add_never_cache_headers(response)
        elif not said:
            patch_cache_control(response, no_cache=True)
        return response

    return answer
