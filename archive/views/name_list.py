"""A list of names with the articles that bear each. In: how it is narrowed (?q=) and ordered (?sort=). Out: page, file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from archive.reading.list_files import Columns
from archive.reading.name_filter import Named, keep_named
from archive.views.list_state import ListFile, ListState, chosen, link_files, send_list
from archive.views.pages import turn_rows

PAGE = 200
RowT = TypeVar("RowT", bound=Named)


@dataclass(frozen=True, slots=True)
class Order(Generic[RowT]):
    """One way to order a list: what it is called, and the key of a row."""

    label: Any  # lazy translation
    key: Callable[[RowT], Any]


@dataclass(frozen=True, slots=True)
class NameList(Generic[RowT]):
    """
    A list as the site shows it.

    `name` is that of its section, its template and its files; the first of `orders` is the usual one.
    """

    name: str
    heading: Any  # lazy translation
    read: Callable[[], Sequence[RowT]]
    orders: Mapping[str, Order[RowT]]
    columns: Columns

    def page(self, request: HttpRequest) -> HttpResponse:
        """The page the address asks for. Raises Http404 with a sentence if it is none."""
        state = self._state(request)
        context = {
            "section": self.name,
            "state": state,
            "sorts": state.choose("sort", self._labels()),
            "handed_on": state.without("q"),
            "unfiltered": state.address(q=""),
            "files": link_files(self.name, state),
            "turn": turn_rows(request, self._rows(state), PAGE),
        }
        return render(request, f"{self.name}.html", context)

    def file(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """The same list, whole, as CSV or JSON. Raises Http404 as `page` does."""
        state = self._state(request)
        rows = self._rows(state)
        heading = " · ".join(part for part in (str(self.heading), state.get("q")) if part)
        return send_list(request, form, ListFile(self.name, heading, self.columns, rows, len(rows)))

    def _state(self, request: HttpRequest) -> ListState:
        return ListState.of(request, "q", "sort")

    def _labels(self) -> dict[str, Any]:
        return {value: order.label for value, order in self.orders.items()}

    def _rows(self, state: ListState) -> list[RowT]:
        order = self.orders[chosen(state.choose("sort", self._labels())).value]
        return sorted(keep_named(self.read(), state.get("q")), key=order.key)
