"""What every page shares: its crumbs and its place in a long list. In: rows. Out: values templates print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to this page; the last has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One page of a long list, and the addresses of its neighbours (empty at the ends)."""

    page: Page[Any]
    previous: str
    following: str
    first: str
    last: str

    @property
    def long(self) -> bool:
        """Whether there is another page at all."""
        return self.page.paginator.num_pages > 1


def turn_page(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int = PAGE_SIZE
) -> Turn:
    """The page the address asks for (?page=); past the end it is the last one."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    first, last = 1, page.paginator.num_pages
    return Turn(
        page=page,
        previous=_address(request, page.number - 1) if page.has_previous() else "",
        following=_address(request, page.number + 1) if page.has_next() else "",
        first=_address(request, first) if page.number > first + 1 else "",
        last=_address(request, last) if page.number < last - 1 else "",
    )


def _address(request: HttpRequest, number: int) -> str:
    given = [(k, v) for k, v in request.GET.items() if k != "page"]
    return "?" + urlencode([*given, ("page", str(number))])
