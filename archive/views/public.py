"""Who may see an article. In: a view of one article. Out: the view for published ones, 404 or 410 for others."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.db.models import BigAutoField
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from archive.models import Article
from archive.models.article import ArticleState
from archive.models.questions import Question
from archive.reading.article_json import print_withdrawn

HTTP_GONE = 410
LARGEST = BigAutoField.MAX_BIGINT  # no row has a greater number
JSON_TEXT = {"ensure_ascii": False, "indent": 1}

ArticleView = Callable[[HttpRequest, Article], HttpResponseBase]
AddressView = Callable[[HttpRequest, int], HttpResponseBase]


def published_only(view: ArticleView) -> AddressView:
    """Hand the view the published article with that id; a draft is 404, a withdrawn one 410."""

    @wraps(view)
    def answer(request: HttpRequest, pk: int) -> HttpResponseBase:
        article = next(iter(_ARTICLE.rows(pk)), None) if pk <= LARGEST else None
        if article is None or article.state == ArticleState.DRAFT:
            raise Http404(_("没有编号为 {pk} 的公开报道。").format(pk=pk))
        if article.state == ArticleState.WITHDRAWN:
            return _gone(request, article)
        return view(request, article)

    return answer


def _gone(request: HttpRequest, article: Article) -> HttpResponse:
    if request.path.endswith(".json"):
        url = request.build_absolute_uri(article.get_absolute_url())
        said = print_withdrawn(article, url)
        return JsonResponse(said, status=HTTP_GONE, json_dumps_params=JSON_TEXT)
    return render(request, "withdrawn.html", {"article": article}, status=HTTP_GONE)


_ARTICLE = Question(lambda pk: Article.objects.select_related("source").filter(pk=pk).order_by())
