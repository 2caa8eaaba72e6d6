"""
How a list is narrowed and ordered, as its address says. In: a request. Out: choices, each with its address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.reading.list_files import Columns, write_list_csv


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
        """What the request says of these parameters."""
        values = {name: request.GET.get(name, "").strip() for name in names}
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


def send_csv(
    request: HttpRequest, name: str, heading: str, columns: Columns, rows: list[Any]
) -> StreamingHttpResponse:
    """The list as a file: what it is, what its columns mean, its rows."""
    now = timezone.localtime()
    head = [
        (_("清单"), heading),
        (_("行数"), str(len(rows))),
        (_("导出时间"), now.isoformat(timespec="seconds")),
        (_("网址"), request.build_absolute_uri()),
    ]
    lines = write_list_csv(head, columns, rows, request.build_absolute_uri)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{now:%Y%m%d-%H%M%S}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer
