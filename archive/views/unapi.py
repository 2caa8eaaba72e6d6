"""
unAPI: how a reference manager takes the articles of a list. In: an id and a format. Out: the reference.

A page of a list names its articles (`abbr.unapi-id`) and this address (`link rel=unapi-server`); Zotero offers them
to choose from. An article's own page needs none of it: its metadata stands in its head (archive.reading.metadata).
Without an id the formats are listed, without a format those of the article (https://unapi.info/specs/).
"""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Article
from archive.reading.reference_lists import BIBTEX, RIS
from archive.views import articles
from archive.views.public import published_only

FORMATS = {
    "bibtex": (BIBTEX.content_type, articles.article_bibtex),
    "ris": (RIS.content_type, articles.article_ris),
}
LONGEST_ID = 18  # digits: what a row's id can have


@require_safe
def unapi(request: HttpRequest) -> HttpResponseBase:
    """The formats (200), those of one article (300), or the article in one (200, 404, 406, 410)."""
    identity, form = request.GET.get("id", ""), request.GET.get("format", "")
    if not identity:
        return _formats()
    if not (identity.isascii() and identity.isdecimal() and len(identity) <= LONGEST_ID):
        raise Http404(_("没有编号为 {pk} 的公开报道。").format(pk=identity[:LONGEST_ID]))
    if not form:
        return _formats_of(request, int(identity))
    if form not in FORMATS:
        said = _("没有“{form}”这种格式；有：{forms}。").format(
            form=form[:LONGEST_ID], forms="、".join(FORMATS)
        )
        return HttpResponse(
            said, status=HTTPStatus.NOT_ACCEPTABLE, content_type="text/plain; charset=utf-8"
        )
    _kind, view = FORMATS[form]
    return view(request, int(identity))


@published_only
def _formats_of(_request: HttpRequest, article: Article) -> HttpResponseBase:
    return _formats(format_html(' id="{}"', article.pk), HTTPStatus.MULTIPLE_CHOICES)


def _formats(attribute: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    each = format_html_join(
        "",
        '<format name="{}" type="{}"/>',
        ((name, kind) for name, (kind, _view) in FORMATS.items()),
    )
    text = format_html(
        '<?xml version="1.0" encoding="UTF-8"?><formats{}>{}</formats>', attribute, each
    )
    return HttpResponse(text, status=status, content_type="application/xml; charset=utf-8")
