"""Figures. In: an indicator's slug, or none. Out: the list of indicators, one indicator, every figure."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Indicator, Metric, Place
from archive.models.facts import FactQuerySet
from archive.reading.dossiers import print_indicator
from archive.reading.figures import read_figures
from archive.views.pages import Crumb, turn_page
from archive.views.public import JSON_TEXT


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """The canonical indicators with figures in print, by family, and how many figures have none."""
    found = sorted(Indicator.objects.in_print(), key=lambda row: row.family)
    figures = Metric.objects.public().once()
    families = [(name, list(rows)) for name, rows in groupby(found, key=lambda row: row.family)]
    context = {
        "section": "indicators",
        "families": families,
        "figures": figures.count(),
        "without": figures.filter(indicator=None).count(),
    }
    return render(request, "indicators.html", context)


@require_safe
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """One indicator: every public figure with place, printed form, value, period and sentence."""
    found = get_object_or_404(Indicator, slug=slug)
    metrics = Metric.objects.public().filter(indicator=found).once()
    context = {
        "crumbs": [Crumb(_("数据"), reverse("indicators")), Crumb(found.name)],
        "indicator": found,
        "articles": metrics.articles().count(),
        "places": metrics.order_by().values("place_name", "place").distinct().count(),
    }
    return _table(request, "indicator.html", metrics, context)


@require_safe
def indicator_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The indicator with all its figures as data."""
    found = get_object_or_404(Indicator, slug=slug)
    printed = print_indicator(found, request.build_absolute_uri)
    return JsonResponse(printed, json_dumps_params=JSON_TEXT)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Every public figure; ?indicator=none keeps those without one, ?place= those of a division."""
    found = Metric.objects.public().once()
    narrowed = ""
    if request.GET.get("indicator") == "none":
        found, narrowed = found.filter(indicator=None), _("未归入指标的")
    code = request.GET.get("place", "")
    if code:
        place = Place.objects.filter(code=code).first()
        if place is None:
            raise Http404(_("没有代码为 {code} 的地方。").format(code=code))
        found, narrowed = found.about(place.code), place.name
    context = {
        "crumbs": [Crumb(_("数据"), reverse("indicators")), Crumb(narrowed or _("全部数据"))],
        "narrowed": narrowed,
    }
    return _table(request, "metrics.html", found, context)


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
