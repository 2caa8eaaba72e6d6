"""Two articles side by side. In: their ids. Out: the page that marks what differs."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Article
from archive.reading.comparison import TooLong, compare_lines
from archive.reading.crumbs import Crumb
from archive.reading.sentences import shorten
from archive.reprints.texts import printed_lines
from archive.views.public import published_only

CRUMB_LENGTH = 24


@require_safe
def article_compare(request: HttpRequest, pk: int, other: int) -> HttpResponseBase:
    """The text of one article beside another's; both must be public."""
    return published_only(lambda _request, left: _beside(request, left, other))(request, pk)


def _beside(request: HttpRequest, left: Article, other: int) -> HttpResponseBase:
    if left.pk == other:
        return redirect(left)
    return published_only(lambda _request, right: _compare(request, left, right))(request, other)


def _compare(request: HttpRequest, left: Article, right: Article) -> HttpResponseBase:
    try:
        comparison = compare_lines(printed_lines(left), printed_lines(right))
    except TooLong:
        comparison = None
    title = shorten(left.display_title, CRUMB_LENGTH)
    context = {
        "crumbs": [Crumb(title, left.get_absolute_url()), Crumb(_("对照"))],
        "left": left,
        "right": right,
        "comparison": comparison,
        "together": left.reprint_group is not None and left.reprint_group == right.reprint_group,
        "turned": reverse("article_compare", args=[right.pk, left.pk]),
    }
    response = render(request, "compare.html", context)
    patch_cache_control(response, no_cache=True)
    return response
