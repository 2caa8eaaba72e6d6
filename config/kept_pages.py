"""
Pages kept for as long as nothing they show changes. In: a request. Out: 304 where the reader has the page, the page
as it was rendered before, or the view's answer with its ETag. A page is packed once, for keeping and for sending.

The tag is drawn from all a public page depends on: the edition (archive.models.edition), the state of the index, the
day, the process's start, the address as it was asked for and the reader's settings. It is read before the view runs, so a
page may be newer than its tag says, never older; a withdrawal turns the edition in its own transaction.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from threading import Lock
from typing import TypeGuard
from uuid import uuid4

from cachetools import LRUCache
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import parse_etags

from archive.models import Edition
from archive.models.addresses import page_address
from archive.views.display import read_display
from config.language import TAKEN_AWAY
from search.index.errors import SearchUnavailable
from search.index.state import index_state

Answer = Callable[[HttpRequest], HttpResponseBase]
# A new release may bring other templates, styles and words: no copy of before counts after a start.
STARTED = uuid4().hex
ROOM = 8 * 1024 * 1024  # bytes of pages, packed, in each process
MOST = 256 * 1024  # of one page, packed: no page may push all others out
EFFORT = 6  # of zlib's nine, who asks first waits for it: 0.1 to 0.4 ms more than 4, for 2 to 5 % fewer bytes
GZIP = 31  # zlib's number for the form browsers take
TAKES_GZIP = re.compile(r"\bgzip\b")
OUR_ENGINE = "search.finding.engine.EmbeddedEngine"  # of another nobody here sees when it changes
READ = ("GET", "HEAD")
PAGE = "text/html"
KEPT, VARYING = "no-cache", "Cookie"  # what pages say that readers may keep
OTHER_CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


@dataclass(frozen=True, slots=True)
class KeptPage:
    """An answer, its text packed (gzip)."""

    headers: dict[str, str]
    packed: bytes

    @property
    def size(self) -> int:
        """Bytes of room it takes, near enough."""
        return len(self.packed) + sum(
            len(name) + len(value) for name, value in self.headers.items()
        )


class KeptPages:
    """The pages asked for last, as many as there is room for."""

    def __init__(self, room: int) -> None:
        self._lock = Lock()
        self._pages: LRUCache[str, KeptPage] = LRUCache(room, getsizeof=lambda page: page.size)

    @property
    def size(self) -> int:
        """Bytes of room taken."""
        return int(self._pages.currsize)

    def find(self, tag: str) -> KeptPage | None:
        """The page with that tag as it was rendered."""
        with self._lock:
            page: KeptPage | None = self._pages.get(tag)
        return page

    def keep(self, tag: str, response: HttpResponse) -> KeptPage:
        """Keep what `response` says, unless it is out of proportion."""
        page = KeptPage(dict(response.items()), zlib.compress(response.content, EFFORT, GZIP))
        if page.size <= MOST:
            with self._lock:
                self._pages[tag] = page
        return page

    def forget(self) -> None:
        """Let go of all."""
        with self._lock:
            self._pages.clear()


pages = KeptPages(ROOM)


def keep_pages(get_response: Answer) -> Answer:
    """Middleware. While somebody works on the templates (DEBUG) nothing is kept."""
    if settings.DEBUG:
        raise MiddlewareNotUsed

    def answer(request: HttpRequest) -> HttpResponseBase:
        tag = tag_of(request) if is_public(request) else ""
        if not tag:
            return get_response(request)
        if _is_known(request, tag):
            return _not_modified(tag)
        page = pages.find(tag)
        return _sent(request, page) if page else _rendered(request, tag, get_response)

    return answer


def _sent(request: HttpRequest, page: KeptPage) -> HttpResponse:
    """A kept page for who asks now."""
    if not _takes_packed(request):
        return HttpResponse(zlib.decompress(page.packed, GZIP), headers=page.headers)
    response = HttpResponse(headers=page.headers)
    _pack(response, page)
    return response


def _rendered(request: HttpRequest, tag: str, get_response: Answer) -> HttpResponseBase:
    failures = SearchUnavailable.met
    response = get_response(request)
    if _may_be_kept(response) and SearchUnavailable.met == failures:
        response["ETag"] = tag
        if request.method == "GET":
            page = pages.keep(tag, response)
            if _takes_packed(request):
                _pack(response, page)
    return response


def _takes_packed(request: HttpRequest) -> bool:
    return bool(TAKES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))


def _pack(response: HttpResponse, page: KeptPage) -> None:
    """Give the answer the page as it was packed."""
    response.content = page.packed
    response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(page.packed))


def tag_of(request: HttpRequest) -> str:
    """The ETag of what a reader would get; empty while nothing says whether it changed."""
    if settings.HAYSTACK_CONNECTIONS[settings.SEARCH_CONNECTION]["ENGINE"] != OUR_ENGINE:
        return ""
    state = index_state(settings.INDEX_DIR)
    mark = Edition.objects.mark() if state else ""
    if not mark:
        return ""
    # As the views read them: written out as one address, two questions may look alike.
    asked = (request.scheme, request.get_host(), request.path, request.META["QUERY_STRING"])
    parts = (STARTED, mark, state, timezone.localdate(), *asked, read_display(request).key)
    return f'"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


def is_public(request: HttpRequest) -> bool:
    """Whether everybody who asks so gets the same page: no file, no staff page, nobody signed in."""
    return (
        request.method in READ
        and not request.path_info.endswith(TAKEN_AWAY)
        and request.path_info
        != page_address("healthz")  # it tells of a database that does not answer
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path_info.startswith(page_address("admin:index"))
    )


def _is_known(request: HttpRequest, tag: str) -> bool:
    """
    Whether the reader has this page. Tags are compared weakly: a proxy that packs answers weakens them.

    Any other condition is weighed against the answer itself.
    """
    said = request.META.get("HTTP_IF_NONE_MATCH", "")
    if tag not in said or any(other in request.META for other in OTHER_CONDITIONS):
        return False
    return tag in {one.removeprefix("W/") for one in parse_etags(said)}


def _not_modified(tag: str) -> HttpResponse:
    headers = {"ETag": tag, "Cache-Control": KEPT, "Vary": VARYING}
    return HttpResponseNotModified(headers=headers)


def _may_be_kept(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Whether it is a whole page that all who ask so may be sent; what a view wants said otherwise it says."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code == HTTPStatus.OK
        and response.get("Content-Type", "").startswith(PAGE)
        and response.get("Cache-Control") == KEPT
        and response.get("Vary") == VARYING
        and not response.has_header("ETag")
        and not response.cookies
    )
