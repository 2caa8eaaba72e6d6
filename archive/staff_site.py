"""
The staff pages as a whole. In: a request to any of them. Out: the page; what no row can answer is refused in words.

What each page shows stands in archive.admin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.models import Metric, PlaceMention, Review, Source
from archive.models.source import SourceState
from archive.pipeline.values.evidence import LIKELY_FROM, Band

ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponseBase])
LONGEST_NUMBER = 18  # digits of a row's number that every database holds
YEARS = range(1900, 2101)  # that every database counts from, with those next to them


@dataclass(frozen=True, slots=True)
class Awaiting:
    """What awaits a person: in words, how many there are, and the list of them."""

    words: str
    number: int
    address: str


class CannotBeAsked(ValueError):
    """The list cannot be asked this; the message is for the person who did."""


class StaffSite(AdminSite):
    """The staff pages, with what is common to all lists."""

    def admin_view(self, view: ViewT, cacheable: bool = False) -> ViewT:  # noqa: FBT001, FBT002  # as Django calls it
        """
        A page for staff. Rows chosen for an action must be ones that can be, or nothing is done.

        A list can be asked by address for a year that no database can count from.
        """

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not all(map(is_number, request.POST.getlist(ACTION_CHECKBOX_NAME))):
                messages.error(request, _("选中的条目里有认不出的，没有改动任何一条。请重新选。"))
                return HttpResponseRedirect(request.get_full_path())
            try:
                check_asked(request.GET)
            except CannotBeAsked as refused:
                messages.error(request, str(refused))
                return HttpResponseRedirect(request.path)
            return view(request, *args, **kwargs)

        return super().admin_view(cast(ViewT, checked), cacheable)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The start page, with what awaits a person on top."""
        awaiting = [each for each in _awaiting(request) if each.number]
        return super().index(request, {**(extra_context or {}), "awaiting": awaiting})


def _awaiting(request: HttpRequest) -> Iterator[Awaiting]:
    """What awaits a person, as far as this one may see it; each number is that of the list it leads to."""
    waiting = {"review__exact": Review.MACHINE.value}
    unsure = Metric.objects.filter(review=Review.MACHINE, confidence__lt=LIKELY_FROM)
    doubted = Metric.objects.filter(review=Review.DOUBTFUL)
    missed = Metric.objects.filter(missed=True)
    nowhere = PlaceMention.objects.filter(review=Review.MACHINE, place=None)
    failed = Source.objects.filter(state=SourceState.FAILED)
    rows: list[tuple[str, QuerySet[Any], dict[str, str]]] = [
        (_("可信度不够、还没有人核的数据"), unsure, {**waiting, "band": Band.DOUBTFUL.value}),
        (_("标为存疑的数据"), doubted, {"review__exact": Review.DOUBTFUL.value}),
        (_("新规则没有再读出的数据"), missed, {"missed__exact": "1"}),
        (_("未能确定是哪里的地名"), nowhere, {**waiting, "place__isnull": "True"}),
        (_("没有读成的来源文件"), failed, {"state__exact": SourceState.FAILED.value}),
    ]
    for words, found, asked in rows:
        name = found.model._meta.model_name
        if request.user.has_perm(f"archive.view_{name}") or request.user.has_perm(
            f"archive.change_{name}"
        ):
            address = reverse(f"admin:archive_{name}_changelist")
            yield Awaiting(words, found.count(), f"{address}?{urlencode(asked)}")


def check_asked(asked: QueryDict) -> None:
    """Raises CannotBeAsked if a list is asked for what no database can answer: NUL, or a year it cannot count from."""
    for name, typed in asked.dict().items():
        if "\0" in f"{name}{typed}":
            raise CannotBeAsked(_("地址里有读不出的字符，这里列出全部。"))
        if "__year" in name and not (is_number(str(typed)) and int(str(typed)) in YEARS):
            raise CannotBeAsked(
                _("“{typed}”不是年份，这里列出全部。").format(typed=str(typed)[:20])
            )


def is_number(typed: str) -> bool:
    """Whether a row can have this number."""
    return typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER
