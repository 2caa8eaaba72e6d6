"""
How a list is narrowed and ordered, as its address says. In: a request. Out: choices, each with its address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.reading.list_files import Columns, print_list, write_list_csv
from archive.views.public import JSON_TEXT

LONGEST = 100  # characters of a parameter; no name has as many
FILES = {"csv": gettext_lazy("导出 CSV"), "json": "JSON"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to see a list."""

    value: str
    label: Any  # may be a lazy translation
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class ListState:
    """The parameters of a list's address; those that are empty or mean the usual are left out."""

    given: Mapping[str, str]

    @classmethod
    def of(cls, request: HttpRequest, *names: str) -> ListState:
        """
        What the request says of these parameters.

        Raises Http404 with a sentence if one is longer than any name.
        """
        values = {name: request.GET.get(name, "").strip() for name in names}
        for name, value in values.items():
            if len(value) > LONGEST:
                raise Http404(
                    _("网址里的 {name} 有 {n} 个字，最多 {most} 个。").format(
                        name=name, n=len(value), most=LONGEST
                    )
                )
        return cls({name: value for name, value in values.items() if value})

    def get(self, name: str) -> str:
        """The value of a parameter; empty if the address does not give it."""
        return self.given.get(name, "")

    def address(self, **changes: str) -> str:
        """The address of this list with some of it changed."""
        return "?" + self.query(**changes)

    def query(self, **changes: str) -> str:
        """The same without its question mark."""
        return urlencode([(k, v) for k, v in {**self.given, **changes}.items() if v])

    def without(self, *names: str) -> list[tuple[str, str]]:
        """What a form that sets `names` hands on."""
        return [(k, v) for k, v in self.given.items() if k not in names]

    def choose(self, name: str, labels: Mapping[str, Any]) -> list[Choice]:
        """
        The choices for a parameter, the first of them the usual one.

        Raises Http404 with a sentence if the address asks for another.
        """
        usual = next(iter(labels))
        asked = self.get(name) or usual
        if asked not in labels:
            known = "、".join(label for label in labels if label)
            raise Http404(
                _("网址里的 {name}={asked} 不认得。可用：{known}。").format(
                    name=name, asked=asked, known=known
                )
            )
        return [
            Choice(
                value,
                label,
                self.address(**{name: "" if value == usual else value}),
                value == asked,
            )
            for value, label in labels.items()
        ]


def chosen(choices: list[Choice]) -> Choice:
    """The one the address asks for."""
    return next(choice for choice in choices if choice.current)


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file a list can be taken away as."""

    label: Any  # may be a lazy translation
    url: str


def link_files(name: str, state: ListState) -> list[FileLink]:
    """The files of the list of that name, narrowed and ordered as it is."""
    return [
        FileLink(label, f"{reverse(f'{name}_{form}')}{state.address()}")
        for form, label in FILES.items()
    ]


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list to take away: its name in addresses, what it is called, its columns, its rows and how many they are."""

    name: str
    heading: str
    columns: Columns
    rows: Iterable[Any]
    count: int


def send_list(request: HttpRequest, form: str, listed: ListFile) -> HttpResponseBase:
    """The list as a file of that form (FILES): what it is, what its columns mean, its rows."""
    return _send_json(request, listed) if form == "json" else _send_csv(request, listed)


def _send_csv(request: HttpRequest, listed: ListFile) -> HttpResponseBase:
    now = timezone.localtime()
    head = [
        (_("清单"), listed.heading),
        (_("行数"), str(listed.count)),
        (_("导出时间"), now.isoformat(timespec="seconds")),
        (_("网址"), request.build_absolute_uri()),
    ]
    lines = write_list_csv(head, listed.columns, listed.rows, request.build_absolute_uri)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{listed.name}-{now:%Y%m%d-%H%M%S}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _send_json(request: HttpRequest, listed: ListFile) -> HttpResponseBase:
    printed = {
        "list": listed.heading,
        "count": listed.count,
        "url": request.build_absolute_uri(),
        "fields": {each.key: str(each.meaning) for each in listed.columns},
        "rows": print_list(listed.columns, listed.rows, request.build_absolute_uri),
    }
    return JsonResponse(printed, json_dumps_params=JSON_TEXT)
