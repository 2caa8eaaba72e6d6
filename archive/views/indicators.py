"""
Figures. In: an indicator's slug and terms that narrow it, or none. Out: one
indicator with its charts, its figures to take away, every figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from archive.models import Indicator, Metric, Place
from archive.models.facts import FactQuerySet
from archive.models.questions import Question
from archive.reading.crumbs import Crumb
from archive.reading.dossiers import print_indicator
from archive.reading.figure_columns import ALL_COLUMNS, COLUMNS, describe_fields, describe_table
from archive.reading.figures import read_figures
from archive.reading.labels import STATUSES
from archive.reading.survey_charts import chart_rows
from archive.reading.survey_files import read_numbered, write_csv, write_json
from archive.reading.surveys import Terms, UnknownTerm, in_order, read_terms, read_told, survey
from archive.views.list_state import ListState, chosen
from archive.views.named import row_or_404
from archive.views.pages import leaf_through, turn_page
from archive.views.public import JSON_TEXT

NARROWING = ("indicator", "place")  # what narrows the list of all figures
WITHOUT = "none"
INDICATED = {"": gettext_lazy("全部"), WITHOUT: gettext_lazy("未归入指标的")}
ROWS = 20  # figures on a page, and numbered in its charts

IndicatorView = Callable[[HttpRequest, str], HttpResponseBase]


def says_what_is_unknown(view: IndicatorView) -> IndicatorView:
    """Answer 404 with the sentence, and the way to everything, where an address asks for what is not there."""

    @wraps(view)
    def answer(request: HttpRequest, slug: str) -> HttpResponseBase:
        try:
            return view(request, slug)
        except UnknownTerm as unknown:
            context = {
                "heading": _("没有这样的数据"),
                "sentences": [str(unknown)],
                "action_url": reverse("indicator", args=[slug]),
                "action_label": _("不限，看全部"),
            }
            return render(request, "notice.html", context, status=HTTPStatus.NOT_FOUND)

    return answer


@require_safe
@says_what_is_unknown
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """One indicator: the figures of one measure in charts and a table, as the address narrows them."""
    found = row_or_404(_INDICATOR, slug)
    asked = survey(found, read_terms(request.GET))
    page = Paginator(asked.kept, ROWS).get_page(request.GET.get("page"))
    rows = read_figures(read_numbered(told.pk for told in page))
    terms = asked.terms
    context = {
        "section": "indicators",
        "crumbs": [Crumb(_("数据"), reverse("indicators")), Crumb(found.name)],
        "indicator": found,
        "survey": asked,
        "count": len(asked.kept),
        "articles": len({told.article for told in asked.kept}),
        "places": len({told.place for told in asked.kept if told.place}),
        "turn": leaf_through(request, page),
        "charted": chart_rows(rows, asked.kept, terms),
        "with_unreviewed": terms.address(unreviewed=True),
        "without_unreviewed": terms.address(unreviewed=False),
        "take_away": terms.address(),
        "columns": COLUMNS,
        "status_words": STATUSES.get(terms.status, ""),
        "narrowed": terms != Terms(measure=terms.measure, unreviewed=terms.unreviewed),
    }
    return render(request, "indicator.html", context)


@require_safe
@says_what_is_unknown
def indicator_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The indicator with its figures as data, narrowed as the page is; streamed."""
    found = get_object_or_404(Indicator, slug=slug)
    absolute = request.build_absolute_uri
    head = {**print_indicator(found, absolute), "fields": describe_fields()}
    lines = write_json(head, _numbers(request, found), absolute)
    return StreamingHttpResponse(lines, content_type="application/json")


@require_safe
@says_what_is_unknown
def indicator_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same as a table, a figure a line; what its columns mean is told at the address in its Link."""
    found = get_object_or_404(Indicator, slug=slug)
    lines = write_csv(_numbers(request, found), request.build_absolute_uri)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8; header=present")
    told = reverse("indicator_columns", args=[slug])
    answer["Link"] = f'<{told}>; rel="describedby"; type="application/csvm+json"'
    answer["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return answer


@require_safe
def indicator_columns(request: HttpRequest, slug: str) -> HttpResponse:
    """What the columns of the indicator's table mean, after CSV on the Web."""
    found = get_object_or_404(Indicator, slug=slug)
    address = request.build_absolute_uri(reverse("indicator_csv", args=[found.slug]))
    printed = describe_table(address)
    return JsonResponse(printed, json_dumps_params=JSON_TEXT, content_type="application/csvm+json")


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Every public figure; ?indicator=none keeps those without one, ?place= those of a division."""
    found, narrowed = _narrow(request)
    kept = ListState.of(request, *NARROWING).given
    context = {
        "crumbs": [Crumb(_("数据"), reverse("indicators")), Crumb(narrowed or _("全部数据"))],
        "narrowed": narrowed,
        "take_away": f"?{urlencode(kept)}" if kept else "",
        "columns": ALL_COLUMNS,
    }
    return _table(request, "metrics.html", found, context)


@require_safe
def metrics_json(request: HttpRequest) -> HttpResponseBase:
    """The same figures as data, the newest first; streamed."""
    found, narrowed = _narrow(request)
    numbers = list(found.newest_first().values_list("pk", flat=True))
    absolute = request.build_absolute_uri
    head = {
        "list": narrowed or _("全部数据"),
        "count": len(numbers),
        "url": absolute(),
        "fields": describe_fields(),
    }
    return StreamingHttpResponse(
        write_json(head, numbers, absolute), content_type="application/json"
    )


@require_safe
def metrics_csv(request: HttpRequest) -> HttpResponseBase:
    """The same as a table, a figure a line, with the indicator of each."""
    found, _narrowed = _narrow(request)
    numbers = list(found.newest_first().values_list("pk", flat=True))
    lines = write_csv(numbers, request.build_absolute_uri, ALL_COLUMNS)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8; header=present")
    answer["Content-Disposition"] = 'attachment; filename="metrics.csv"'
    return answer


def _narrow(request: HttpRequest) -> tuple[FactQuerySet[Metric], str]:
    """The figures the address asks for, and in words which. Raises Http404 with a sentence if it asks for none there is."""
    state = ListState.of(request, *NARROWING)
    found, said = Metric.objects.public().once(), []
    if chosen(state.choose("indicator", INDICATED)).value:
        found = found.filter(indicator=None)
        said.append(str(INDICATED[WITHOUT]))
    code = state.get("place")
    if code:
        place = Place.objects.filter(code=code).first()
        if place is None:
            raise Http404(_("没有代码为 {code} 的地方。").format(code=code))
        found = found.about(place.code)
        said.append(place.name)
    return found, " · ".join(said)


def _table(
    request: HttpRequest,
    template: str,
    metrics: FactQuerySet[Metric],
    context: Mapping[str, object],
) -> HttpResponse:
    shown = metrics.newest_first().select_related("indicator", "place")
    turn = turn_page(request, shown.prefetch_related("article"))
    counted = {"count": turn.page.paginator.count, "turn": turn, "section": "indicators"}
    figures = read_figures(turn.rows)
    return render(request, template, {**context, **counted, "figures": figures})


def _numbers(request: HttpRequest, indicator: Indicator) -> list[int]:
    """The figures the address asks for: without terms all of them, in every unit and of every threshold."""
    terms = read_terms(request.GET)
    if terms == Terms(unreviewed=terms.unreviewed):
        return [told.pk for told in in_order(read_told(indicator))]
    return [told.pk for told in survey(indicator, terms).kept]


_INDICATOR: Question[Indicator] = Question(
    lambda slug: Indicator.objects.filter(slug=slug).order_by()
)
