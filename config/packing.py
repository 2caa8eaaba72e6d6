"""
Readers' pages packed (gzip) for browsers that take them so. In: the answer of a view. Out: the same, smaller.

Pages that are kept come packed already (config.kept_pages). An office without a proxy in front has phones on a slow line too. Staff pages go out as they are: they hold tokens, and
what is packed together with them could be guessed from its length.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from config.kept_pages import is_public

Answer = Callable[[HttpRequest], HttpResponseBase]


def pack_pages(get_response: Answer) -> Answer:
    """Middleware."""
    packing = GZipMiddleware(get_response)

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not is_public(request):
            return get_response(request)
        response = cast(HttpResponseBase, packing(request))  # no coroutine: get_response is none
        patch_vary_headers(response, ["Accept-Encoding"])  # a 304, too, stands for either form
        _weaken_tag(response)
        return response

    return answer


def _weaken_tag(response: HttpResponseBase) -> None:
    """A strong tag would promise the same bytes, packed or not (RFC 9110, 8.8.1)."""
    tag = response.get("ETag", "")
    if response.has_header("Content-Encoding") and tag.startswith('"'):
        response["ETag"] = f"W/{tag}"
