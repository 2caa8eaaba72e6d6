"""Figures. In: an indicator's slug, or none. Out: the list of indicators, one indicator, every figure."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Indicator, Metric


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """The canonical indicators with figures in print, by family, and how many figures have none."""
    found = sorted(
        Indicator.objects.in_print(), key=lambda row: (row.family, -row.figure_count, row.name)
    )
    figures = Metric.objects.public()
    return render(
        request,
        "indicators.html",
        {
            "section": "indicators",
            "families": [
                {"name": name, "indicators": list(rows)}
                for name, rows in groupby(found, key=lambda row: row.family)
            ],
            "figures": figures.count(),
            "without": figures.filter(indicator=None).count(),
        },
    )
