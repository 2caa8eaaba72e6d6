"""Two townships side by side. In: a code and what to lay beside it. Out: the choice, or both in one page."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from archive.models import Place, Town
from archive.reading.crumbs import Crumb
from archive.reading.ledger import read_vicinity
from archive.reading.namesakes import find_townships
from archive.reading.side_by_side import lay_side_by_side, print_pair
from archive.views.public import JSON_TEXT

SHOWN_NEIGHBOURS = 60


@require_safe
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """The township ?with= names beside this one; where that is none or several, the choice."""
    town = get_object_or_404(Town, code=code)
    asked = request.GET.get("with", "").strip()
    found = [place for place in find_townships(asked) if place.pk != code] if asked else []
    if len(found) == 1:
        return redirect("town_pair", code, found[0].pk)
    context = {
        "section": "places",
        "crumbs": [*_crumbs(town), Crumb(_("并排对照"))],
        "place": town,
        "asked": asked,
        "found": found,
        "neighbours": read_vicinity(town).neighbours[:SHOWN_NEIGHBOURS],
    }
    missing = bool(asked) and not found
    status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.OK
    return render(request, "town_choice.html", context, status=status)


@require_safe
def pair(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """Both townships: what is in print of each, nothing ranked."""
    left, right = get_object_or_404(Town, code=code), get_object_or_404(Town, code=other)
    if left == right:
        return redirect(left)
    context = {
        "section": "places",
        "crumbs": [*_crumbs(left), Crumb(_("与{town}并排").format(town=right.name))],
        "pair": lay_side_by_side(left, right),
        "data": reverse("town_pair_json", args=[code, other]),
        "turned": reverse("town_pair", args=[other, code]),
    }
    return render(request, "town_pair.html", context)


@require_safe
def pair_json(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """The same as data."""
    left, right = get_object_or_404(Town, code=code), get_object_or_404(Town, code=other)
    if left == right:
        raise Http404(_("同一个乡镇不能与自己并排。"))
    url = request.build_absolute_uri(reverse("town_pair", args=[code, other]))
    printed = print_pair(lay_side_by_side(left, right), url, request.build_absolute_uri)
    return JsonResponse(printed, json_dumps_params=JSON_TEXT)


def _crumbs(town: Place) -> list[Crumb]:
    return [
        Crumb(pgettext("栏目", "地方"), reverse("places")),
        Crumb(town.name, town.get_absolute_url()),
    ]
