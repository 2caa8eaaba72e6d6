"""One article. In: its id. Out: the page with notes, its source text, its data as JSON, the original file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Article
from archive.models.addresses import number_address, page_address
from archive.originals import path_of
from archive.reading.annotation import annotate
from archive.reading.article_facts import read_facts
from archive.reading.article_json import print_stored_article
from archive.reading.beside import read_beside
from archive.reading.citations import cite
from archive.reading.crumbs import Crumb
from archive.reading.end_html import End, TakeAway, print_end
from archive.reading.forms import Showing, TextForm, form_links, form_of, read_form
from archive.reading.head_html import Head, print_head
from archive.reading.headline import read_headline
from archive.reading.ledger import towns_of
from archive.reading.metadata import print_metadata, read_metadata
from archive.reading.note_html import Ways
from archive.reading.rawtext import raw_runs
from archive.reading.reference_lists import write_citation
from archive.reading.references import write_bibtex, write_ris
from archive.reading.sentences import shorten
from archive.reading.text_html import Text, print_text
from archive.reading.twin import read_twin
from archive.views.public import JSON_TEXT, published_only

FILE_NAME_LENGTH = 120
MOST_NOTES = 1000  # of each kind; all of them stand in the JSON
CRUMB_LENGTH = 24
OPENING_LENGTH = 110  # what a list of search engines shows of the text
TEMPLATES = {
    TextForm.CLEAN: "article.html",
    TextForm.SIMPLIFIED: "article.html",
    TextForm.BOTH: "article_both.html",
    TextForm.RAW: "article_raw.html",
}


@require_safe
@published_only
def article(request: HttpRequest, article: Article) -> HttpResponseBase:
    """The article's page in the form that ?v= asks for: clean, Simplified, side by side, as it came."""
    form = form_of(article, read_form(request.GET.get("v")))

    def address(other: TextForm) -> str:
        return f"?v={other}" if other else article.get_absolute_url()

    page = article_page(request, article, Showing(form, address))
    return ask_each_time(render(request, TEMPLATES[form], page))


def article_page(request: HttpRequest, article: Article, showing: Showing) -> dict[str, Any]:
    """What the template of the form prints, with the ways to the other forms; what was looked for is lit."""
    form, address = showing.form, showing.address
    page: dict[str, Any] = {"crumbs": _crumbs(article), "article": article}
    if form in (TextForm.CLEAN, TextForm.SIMPLIFIED):
        return {**page, **_clean_page(request, article, showing)}
    page["forms"] = form_links(article, form, address)
    if form == TextForm.RAW:
        return {**page, "runs": raw_runs(article, showing.raw_lights)}
    return {**page, "twin": read_twin(article, showing.lights)}


def ask_each_time(response: HttpResponse) -> HttpResponse:
    """A withdrawal counts at once: a kept copy must be asked about each time."""
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
@published_only
def article_json(request: HttpRequest, article: Article) -> HttpResponseBase:
    """The article as data."""
    url = request.build_absolute_uri(article.get_absolute_url())
    printed = print_stored_article(article, read_facts(article), url)
    return JsonResponse(printed, json_dumps_params=JSON_TEXT)


@require_safe
@published_only
def article_bibtex(request: HttpRequest, article: Article) -> HttpResponseBase:
    """The article as a BibTeX entry."""
    return _reference(request, article, write_bibtex, "bib", "application/x-bibtex")


@require_safe
@published_only
def article_ris(request: HttpRequest, article: Article) -> HttpResponseBase:
    """The article as a RIS entry."""
    return _reference(request, article, write_ris, "ris", "application/x-research-info-systems")


@require_safe
@published_only
def article_citation(request: HttpRequest, article: Article) -> HttpResponseBase:
    """The article as a line in GB/T 7714."""
    return _reference(request, article, write_citation, "txt", "text/plain")


def _reference(
    request: HttpRequest,
    article: Article,
    write: Callable[[Article, str, dt.date], str],
    suffix: str,
    kind: str,
) -> HttpResponse:
    url = request.build_absolute_uri(article.get_absolute_url())
    entry = write(article, url, timezone.localdate())
    response = HttpResponse(entry, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="article-{article.pk}.{suffix}"'
    return response


@require_safe
@published_only
def article_original(request: HttpRequest, article: Article) -> HttpResponseBase:
    """
    The bytes as received. Always a download: a source may be HTML full of scripts.

    A file that holds an article a person withdrew is not handed out: it would undo the withdrawal.
    """
    if Article.objects.withdrawn_by_people().of_source(article.source_id).exists():
        return _original_withheld(request, article)
    try:
        file = path_of(article.source.sha256).open("rb")
    except FileNotFoundError:
        return _original_missing(request, article)
    response = FileResponse(
        file,
        as_attachment=True,
        filename=_file_name(article.source.name),
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _clean_page(request: HttpRequest, article: Article, showing: Showing) -> dict[str, Any]:
    """The clean text with notes, and what stands above and below it."""
    simplified = showing.form == TextForm.SIMPLIFIED
    facts = read_facts(article, MOST_NOTES)
    blocks = annotate(article, facts, showing.lights, simplified=simplified)
    url, today = request.build_absolute_uri(article.get_absolute_url()), timezone.localdate()
    headline = read_headline(article, showing.lights, simplified=simplified)
    towns, beside = towns_of(facts.places), read_beside(article, facts)
    forms = form_links(article, showing.form, showing.address)
    head = Head(article, headline, facts, towns, len(beside.versions), forms, simplified)
    traditional = article.script == "hant" and not simplified
    home, both = article.get_absolute_url(), showing.address(TextForm.BOTH)
    ways = Ways(quote=f"{home}cite/", both=both, evidence=f"{home}evidence/")
    take_away = _take_away(article, showing)
    opening = blocks[0].block.passage.text if blocks else ""
    return {
        "url": url,
        "json_url": take_away.json,
        "opening": shorten(opening, OPENING_LENGTH),
        "metadata": print_metadata(read_metadata(article, url, towns)),
        "today": today.isoformat(),
        "traditional": traditional,
        "head_html": print_head(head),
        "text_html": print_text(Text(blocks, headline.byline, article.script, traditional, ways)),
        "end_html": print_end(End(article, cite(article, url, today), take_away, beside)),
    }


def _take_away(article: Article, showing: Showing) -> TakeAway:
    def file(kind: str) -> str:
        return number_address(f"article_{kind}", article.pk)

    return TakeAway(
        citation=file("citation"),
        bibtex=file("bibtex"),
        ris=file("ris"),
        original=file("original"),
        json=file("json"),
        raw=showing.address(TextForm.RAW),
        both=showing.address(TextForm.BOTH),
    )


def _crumbs(article: Article) -> list[Crumb]:
    if article.published_on:
        year = article.published_on.year
        step = Crumb(_("{year} 年").format(year=year), number_address("year", year))
    else:
        step = Crumb(_("年份不详"), page_address("undated"))
    title = shorten(article.display_title, CRUMB_LENGTH)
    return [Crumb(_("年份"), page_address("years")), step, Crumb(title)]


def _file_name(name: str) -> str:
    """The last part of the name as received, short enough for every file system."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.stem[:FILE_NAME_LENGTH] + path.suffix[:20]


def _original_withheld(request: HttpRequest, article: Article) -> HttpResponse:
    context = {
        "heading": _("原件不提供下载"),
        "sentences": [
            _("同一份文件里有一篇报道已经撤下，所以整份原件不再提供下载。"),
            _("《{title}》的文字和数据照常可读。需要查核原件，请联系馆员。").format(
                title=article.display_title
            ),
        ],
        "detail": f"SHA-256 {article.source.sha256}",
        "action_url": article.get_absolute_url(),
        "action_label": _("回到这篇报道"),
    }
    return render(request, "notice.html", context, status=HTTPStatus.FORBIDDEN)


def _original_missing(request: HttpRequest, article: Article) -> HttpResponse:
    context = {
        "heading": _("原件暂时取不到"),
        "sentences": [
            _("《{title}》的原始文件不在存放处，文字和数据不受影响。").format(
                title=article.display_title
            ),
            _("请告诉管理员运行 check_archive，它会指出缺了哪些文件。"),
        ],
        "detail": f"SHA-256 {article.source.sha256}",
        "action_url": article.get_absolute_url(),
        "action_label": _("回到这篇报道"),
    }
    return render(request, "notice.html", context, status=503)
