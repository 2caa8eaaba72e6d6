"""
The staff pages as a whole. In: a request to any of them. Out: the page; what no row can answer is refused in words.

What each page shows stands in archive.admin.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponseBase])
LONGEST_NUMBER = 18  # digits of a row's number that every database holds


YEARS = range(1900, 2101)


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
