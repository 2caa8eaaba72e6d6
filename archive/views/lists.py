"""
The articles of a town, village, program or year to take away. In: a code, slug or year. Out: references or a feed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Article, PlaceMention, Program, ProgramMention, Town, Village
from archive.models.article import ArticleQuerySet
from archive.reading.dossiers import print_articles
from archive.reading.labels import byline_words, date_words, publication_words
from archive.reading.reference_lists import BIBTEX, CITATIONS, RIS, ReferenceForm, write_list
from archive.views.public import JSON_TEXT

PORTION = 200
FEED_LENGTH = 50
FORMS = {form.suffix: form for form in (BIBTEX, RIS, CITATIONS)}


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of the site: what it is called, where it stands, what is in it."""

    name: str
    url: str
    articles: ArticleQuerySet


def list_town(code: str) -> Listing:
    """The articles that name the township or anything in it."""
    town = get_object_or_404(Town, code=code)
    articles = PlaceMention.objects.public().about(code).articles()
    return Listing(f"{town.county}{town.name}", town.get_absolute_url(), articles)


def list_village(code: str) -> Listing:
    """The articles that name the village."""
    village = get_object_or_404(Village, code=code)
    articles = PlaceMention.objects.public().about(code).articles()
    return Listing(f"{village.county}{village.name}", village.get_absolute_url(), articles)


def list_program(slug: str) -> Listing:
    """The articles that name the program."""
    program = get_object_or_404(Program, slug=slug)
    articles = ProgramMention.objects.public().filter(program=program).articles()
    return Listing(program.name, program.get_absolute_url(), articles)


def list_year(year: int) -> Listing:
    """The articles of one year; 0 stands for those without one."""
    published = Article.objects.published()
    if not year:
        return Listing(_("年份不详"), reverse("undated"), published.undated())
    in_calendar = dt.MINYEAR <= year <= dt.MAXYEAR
    found = published.in_year(year) if in_calendar else published.none()
    return Listing(_("{year} 年").format(year=year), reverse("year", args=[year]), found)


Lister = Callable[..., Listing]
View = Callable[..., HttpResponseBase]


def references(lister: Lister) -> View:
    """The view that hands out a list as BibTeX, RIS or GB/T 7714 lines, by the suffix of its address."""

    @require_safe
    def view(request: HttpRequest, form: str, **key: str | int) -> HttpResponseBase:
        if form not in FORMS:
            raise Http404(_("题录只有 bib、ris、txt 三种格式。"))
        return _references(request, lister(**key), FORMS[form])

    return view


def _references(request: HttpRequest, listing: Listing, form: ReferenceForm) -> HttpResponseBase:
    count = listing.articles.count()
    if not count:
        return nothing_to_export(listing.name)
    now = timezone.localtime()
    head = [
        (_("范围"), listing.name),
        (_("篇数"), str(count)),
        (_("导出时间"), now.isoformat(timespec="seconds")),
        (_("网址"), request.build_absolute_uri(listing.url)),
    ]
    lines = write_list(
        form, head, _in_portions(listing.articles), request.build_absolute_uri, now.date()
    )
    answer = StreamingHttpResponse(lines, content_type=f"{form.content_type}; charset=utf-8")
    name = f"articles-{now:%Y%m%d-%H%M%S}.{form.suffix}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def nothing_to_export(name: str) -> HttpResponse:
    """An empty file would look like a broken one."""
    sentence = _("%(name)s：没有公开的报道，所以没有题录可以导出。") % {"name": name}
    return HttpResponse(
        sentence + "\n", status=HTTPStatus.NOT_FOUND, content_type="text/plain; charset=utf-8"
    )


def _in_portions(articles: ArticleQuerySet) -> Iterator[Article]:
    """The oldest first; no more than a portion is in memory."""
    ids = list(articles.oldest_first().values_list("pk", flat=True))
    for start in range(0, len(ids), PORTION):
        portion = ids[start : start + PORTION]
        rows = Article.objects.published().in_bulk(portion)
        yield from (rows[one] for one in portion if one in rows)


def feed(lister: Lister) -> View:
    """The view of a list's newest articles, as Atom."""

    @require_safe
    def view(request: HttpRequest, **key: str | int) -> HttpResponse:
        listing = lister(**key)
        atom = Atom1Feed(
            title=_("基层党建报道档案：%(name)s") % {"name": listing.name},
            link=request.build_absolute_uri(listing.url),
            description=_("最新入档的 %(length)d 篇；全部报道见网页。") % {"length": FEED_LENGTH},
            feed_url=request.build_absolute_uri(),
            language="zh-CN",
        )
        for article in listing.articles.last_come()[:FEED_LENGTH]:
            atom.add_item(
                title=article.display_title,
                link=request.build_absolute_uri(article.get_absolute_url()),
                description=" · ".join(
                    [*byline_words(article), publication_words(article), date_words(article)]
                ),
                pubdate=article.created_at,
                updateddate=article.updated_at,
            )
        text = atom.writeString("utf-8")
        return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")

    return view


@require_safe
def year_json(request: HttpRequest, year: int) -> HttpResponse:
    """The articles of one year as data."""
    listing = list_year(year)
    printed = {
        "year": year or None,
        "url": request.build_absolute_uri(listing.url),
        "articles": print_articles(listing.articles, request.build_absolute_uri),
    }
    return JsonResponse(printed, json_dumps_params=JSON_TEXT)


town_references, town_feed = references(list_town), feed(list_town)
village_references, village_feed = references(list_village), feed(list_village)
program_references, program_feed = references(list_program), feed(list_program)
year_references = references(list_year)
