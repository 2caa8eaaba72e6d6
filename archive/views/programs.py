"""Programs. In: a slug, or none. Out: the list by kind, and one program as the paper describes it."""

from __future__ import annotations

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.labels import PROGRAM_KINDS
from archive.models import Program
from archive.pipeline.values import ProgramKind
from archive.views.pages import turn_page

PAGE = 120


@require_safe
def programs(request: HttpRequest) -> HttpResponse:
    """Every program in print; ?kind= narrows to one kind."""
    kind = request.GET.get("kind", "")
    if kind and kind not in PROGRAM_KINDS:
        raise Http404(_("没有“{kind}”这一类做法。").format(kind=kind))
    found = Program.objects.in_print()
    counts = dict(found.order_by().values_list("kind").annotate(n=Count("pk", distinct=True)))
    kinds = [
        {"code": code.value, "label": label, "count": counts.get(code.value, 0)}
        for code, label in PROGRAM_KINDS.items()
    ]
    return render(
        request,
        "programs.html",
        {
            "section": "programs",
            "kinds": kinds,
            "kind": kind,
            "label": PROGRAM_KINDS[ProgramKind(kind)] if kind else "",
            "total": sum(counts.values()),
            "turn": turn_page(request, found.filter(kind=kind) if kind else found, PAGE),
        },
    )
