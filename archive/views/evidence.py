"""Why each mark in an article stands there. In: its id. Out: the page with the evidence of every one."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Article
from archive.reading.annotation import annotate
from archive.reading.article_facts import read_facts
from archive.reading.crumbs import Crumb
from archive.reading.evidence_html import print_evidence
from archive.reading.sentences import shorten
from archive.views.articles import CRUMB_LENGTH, MOST_NOTES, ask_each_time
from archive.views.public import published_only


@require_safe
@published_only
def article_evidence(request: HttpRequest, article: Article) -> HttpResponseBase:
    """Every figure, program and place marked in the text, with its sentence and the rules that found it."""
    home = article.get_absolute_url()
    blocks = annotate(article, read_facts(article, MOST_NOTES), {})
    context = {
        "crumbs": [Crumb(shorten(article.display_title, CRUMB_LENGTH), home), Crumb(_("依据"))],
        "article": article,
        "evidence_html": print_evidence(blocks, home),
    }
    return ask_each_time(render(request, "evidence.html", context))
