"""The site's addresses, and some that fail in known ways."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import urls as site

handler400, handler403 = site.handler400, site.handler403
handler404, handler500 = site.handler404, site.handler500
FAILURES: dict[str, Exception] = {
    "bad": SuspiciousOperation("not read by anyone"),
    "closed": PermissionDenied(),
    "defect": ZeroDivisionError("a defect"),
    "away": OperationalError("database is locked"),
    "full": OSError(28, "No space left on device"),
}


def fail(request: HttpRequest, name: str) -> HttpResponse:
    """Raise what the address names."""
    raise FAILURES[name]


urlpatterns = [
    path("fail/<str:name>.json", fail),
    path("fail/<str:name>", fail),
    *site.urlpatterns,
]
