"""A place in a long list. In: rows. Out: values templates print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PAGE_SIZE = 50
RowT = TypeVar("RowT", bound=Model)
ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class Turn(Generic[ValueT]):
    """One page of a long list, and the addresses of its neighbours (empty at the ends)."""

    page: Page[Any]
    rows: list[ValueT]
    previous: str
    following: str
    first: str
    last: str

    @property
    def long(self) -> bool:
        """Whether there is another page at all."""
        return self.page.paginator.num_pages > 1


def turn_page(request: HttpRequest, rows: QuerySet[RowT], size: int = PAGE_SIZE) -> Turn[RowT]:
    """The page the address asks for (?page=); past the end it is the last one."""
    # Numbers first, rows after: sorting whole articles for one page would read them all.
    page = Paginator(rows.values_list("pk", flat=True), size).get_page(request.GET.get("page"))
    by_number = {row.pk: row for row in rows.filter(pk__in=list(page))}
    return leaf_through(request, page, [by_number[number] for number in page])


def turn_rows(request: HttpRequest, rows: Sequence[ValueT], size: int = PAGE_SIZE) -> Turn[ValueT]:
    """The page the address asks for, of rows already read."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    return leaf_through(request, page, list(page))


def leaf_through(
    request: HttpRequest, page: Page[Any], rows: Sequence[ValueT] = ()
) -> Turn[ValueT]:
    """A page already cut, with the addresses of its neighbours."""
    first, last = 1, page.paginator.num_pages
    return Turn(
        page=page,
        rows=list(rows),
        previous=_address(request, page.number - 1) if page.has_previous() else "",
        following=_address(request, page.number + 1) if page.has_next() else "",
        first=_address(request, first) if page.number > first + 1 else "",
        last=_address(request, last) if page.number < last - 1 else "",
    )


def _address(request: HttpRequest, number: int) -> str:
    given = [(k, v) for k, v in request.GET.items() if k != "page"]
    return "?" + urlencode([*given, ("page", str(number))])
