"""A passage to quote. In: an article's id and an anchor. Out: the page with the ready text, or the text alone."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Article
from archive.reading.crumbs import Crumb
from archive.reading.quoting import Quotation, quote_block
from archive.reading.sentences import shorten
from archive.views.articles import CRUMB_LENGTH, ask_each_time
from archive.views.public import published_only


@require_safe
def article_quotation(request: HttpRequest, pk: int, anchor: str) -> HttpResponseBase:
    """The page that has the quotation, its citation and its link ready to select."""
    return published_only(lambda request, article: _page(request, article, anchor))(request, pk)


@require_safe
def article_quotation_text(request: HttpRequest, pk: int, anchor: str) -> HttpResponseBase:
    """The quotation as plain text, as the article page's buttons copy it."""
    return published_only(lambda request, article: _text(request, article, anchor))(request, pk)


def _page(request: HttpRequest, article: Article, anchor: str) -> HttpResponse:
    quotation = _quotation(request, article, anchor)
    if quotation is None:
        return _missing(request, article, anchor)
    title = shorten(article.display_title, CRUMB_LENGTH)
    context = {
        "crumbs": [
            Crumb(title, article.get_absolute_url()),
            Crumb(_("引用{place}").format(place=quotation.place)),
        ],
        "article": article,
        "quotation": quotation,
        "back_url": f"{article.get_absolute_url()}#{anchor}",
    }
    return ask_each_time(render(request, "quotation.html", context))


def _text(request: HttpRequest, article: Article, anchor: str) -> HttpResponse:
    quotation = _quotation(request, article, anchor)
    if quotation is None:
        return _missing(request, article, anchor)
    response = HttpResponse(quotation.text, content_type="text/plain; charset=utf-8")
    return ask_each_time(response)


def _quotation(request: HttpRequest, article: Article, anchor: str) -> Quotation | None:
    url = request.build_absolute_uri(article.get_absolute_url())
    return quote_block(article, anchor, url, timezone.localdate())


def _missing(request: HttpRequest, article: Article, anchor: str) -> HttpResponse:
    context = {
        "heading": _("没有这一段"),
        "sentences": [
            _("《{title}》里没有 {anchor} 这一段。").format(
                title=article.display_title, anchor=anchor
            ),
            _("正文的段号从 p1 起，见每段左边的数字；点段末的“引”就能引用那一段。"),
        ],
        "action_url": article.get_absolute_url(),
        "action_label": _("回到这篇报道"),
    }
    return render(request, "notice.html", context, status=HTTPStatus.NOT_FOUND)
