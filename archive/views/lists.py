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
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from archive.models import Article, PlaceMention, Program, ProgramMention, Town, Village
from archive.models.article import ArticleQuerySet
from archive.reading.dossiers import print_articles
from archive.reading.labels import summary_html
from archive.reading.list_files import ListColumn
from archive.reading.reference_lists import BIBTEX, CITATIONS, RIS, ReferenceForm, write_list
from archive.views.list_state import ListFile, send_list
from archive.views.public import JSON_TEXT

PORTION = 200
FEED_LENGTH = 50
NO_MONTH = "unknown"
MONTHS = (*(str(month) for month in range(1, 13)), NO_MONTH)
FORMS = {form.suffix: form for form in (BIBTEX, RIS, CITATIONS)}

ARTICLE_COLUMNS = (
    ListColumn("id", gettext_lazy("编号"), gettext_lazy("报道编号"), lambda row: row.pk),
    ListColumn(
        "title",
        gettext_lazy("标题"),
        gettext_lazy("照原文；〔无题〕的取自正文开头"),
        lambda row: row.display_title,
    ),
    ListColumn(
        "authors",
        gettext_lazy("作者"),
        gettext_lazy("照原文署名；空白为未署"),
        lambda row: "、".join(each["name"] for each in row.authors),
    ),
    ListColumn(
        "publication",
        gettext_lazy("刊发媒体"),
        gettext_lazy("报刊或网站的名称；空白为报名未署"),
        lambda row: row.publication,
    ),
    ListColumn(
        "published",
        gettext_lazy("刊发日期"),
        gettext_lazy("年月日，不知道的部分不写"),
        lambda row: row.published,
    ),
    ListColumn(
        "published_basis",
        gettext_lazy("日期依据"),
        gettext_lazy("stated 印在来源上、given 交来时所给、inferred 推断、none 不详"),
        lambda row: row.published_basis,
    ),
    ListColumn(
        "reprint_group",
        gettext_lazy("转载组"),
        gettext_lazy("同一报道的各版共用的编号；空白为没有别的版本"),
        lambda row: row.reprint_group,
    ),
    ListColumn(
        "url",
        gettext_lazy("网址"),
        gettext_lazy("它在本库的页面"),
        lambda row: row.get_absolute_url(),
        is_address=True,
    ),
)


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


def list_year(year: int, month: str = "") -> Listing:
    """The articles of one year, or of one month of it; year 0 stands for those without one."""
    published = Article.objects.published()
    if not year:
        return Listing(_("年份不详"), reverse("undated"), published.undated())
    in_calendar = dt.MINYEAR <= year <= dt.MAXYEAR
    found = published.in_year(year) if in_calendar else published.none()
    name, url = _("{year} 年").format(year=year), reverse("year", args=[year])
    if not month:
        return Listing(name, url, found)
    if month not in MONTHS:
        raise Http404(_("月份只有 1 至 12，或 unknown（月份不详）。"))
    narrowed = found.without_month() if month == NO_MONTH else found.in_month(int(month))
    return Listing(f"{name} {month_words(month)}", f"{url}?month={month}", narrowed)


def month_words(month: str) -> str:
    """A month of the year as an address names it, in words."""
    return _("月份不详") if month == NO_MONTH else _("{month} 月").format(month=month)


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
                description=summary_html(article),
                pubdate=article.created_at,
                updateddate=article.updated_at,
            )
        text = atom.writeString("utf-8")
        return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")

    return view


@require_safe
def year_json(request: HttpRequest, year: int) -> HttpResponse:
    """The articles of one year, or of one month of it (?month=), as data."""
    month = request.GET.get("month", "")
    listing = list_year(year, month)
    printed = {
        "year": year or None,
        "month": month or None,
        "url": request.build_absolute_uri(listing.url),
        "articles": print_articles(listing.articles, request.build_absolute_uri),
    }
    return JsonResponse(printed, json_dumps_params=JSON_TEXT)


@require_safe
def year_csv(request: HttpRequest, year: int) -> HttpResponseBase:
    """The articles of one year, or of one month of it (?month=), as a table."""
    listing = list_year(year, request.GET.get("month", ""))
    count = listing.articles.count()
    if not count:
        return nothing_to_export(listing.name)
    rows = _in_portions(listing.articles)
    return send_list(
        request, "csv", ListFile("articles", listing.name, ARTICLE_COLUMNS, rows, count)
    )


@require_safe
def year_references(request: HttpRequest, form: str, year: int) -> HttpResponseBase:
    """The same as references."""
    return references(list_year)(request, form, year=year, month=request.GET.get("month", ""))


town_references, town_feed = references(list_town), feed(list_town)
village_references, village_feed = references(list_village), feed(list_village)
program_references, program_feed = references(list_program), feed(list_program)
