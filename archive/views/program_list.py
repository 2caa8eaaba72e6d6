"""The list of programs. In: how it is narrowed and ordered. Out: the page and the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from archive.pipeline.values import ProgramKind
from archive.reading.labels import PROGRAM_KINDS, kind_words
from archive.reading.list_files import ListColumn
from archive.reading.program_list import (
    LETTERS,
    NUMBERS,
    OTHERS,
    ProgramRow,
    by_first_seen,
    by_name,
    count_letters,
    list_programs,
    narrow,
)
from archive.views.list_columns import PAGE_ADDRESS, YEARS_COVERED
from archive.views.list_state import Choice, ListFile, ListState, chosen, link_files, send_list
from archive.views.pages import turn_rows

PAGE = 120
SORTS = {
    "articles": gettext_lazy("篇数"),
    "name": gettext_lazy("音序"),
    "first": gettext_lazy("最早见报"),
}
USUAL = "articles"
ORDERS = {"name": by_name, "first": by_first_seen}
LETTER_LABELS = {NUMBERS: gettext_lazy("数字"), OTHERS: gettext_lazy("其他")}
COLUMNS = (
    ListColumn(
        "name",
        gettext_lazy("名称"),
        gettext_lazy("照原文；引号与简繁不同的写法并在一处"),
        lambda row: row.name,
    ),
    ListColumn(
        "kind",
        gettext_lazy("类别"),
        gettext_lazy("本库所归的类"),
        lambda row: str(kind_words(row.kind)),
    ),
    ListColumn(
        "articles",
        gettext_lazy("篇数"),
        gettext_lazy("写到它的公开报道篇数"),
        lambda row: row.coverage.articles,
    ),
    *YEARS_COVERED,
    ListColumn(
        "letter",
        gettext_lazy("字头"),
        gettext_lazy("拼音首字母；0 为数字开头，~ 为其他"),
        lambda row: row.letter,
    ),
    PAGE_ADDRESS,
)


@require_safe
def programs(request: HttpRequest) -> HttpResponse:
    """Every program in print: ?kind=, ?q= and ?letter= narrow, ?sort= orders."""
    chosen_list = _choose(request)
    state, narrowed = chosen_list.state, chosen_list.narrowed
    by_letter = chosen(chosen_list.sorts).value == "name"
    letters = [
        Choice(
            letter,
            LETTER_LABELS.get(letter, letter),
            state.address(letter=letter),
            letter == state.get("letter"),
            n,
        )
        for letter, n in (count_letters(narrowed) if by_letter else ())
    ]
    turn = turn_rows(request, chosen_list.rows, PAGE)
    context = {
        "section": "programs",
        "state": state,
        "kinds": chosen_list.kinds,
        "label": kind_words(state.get("kind")),
        "sorts": chosen_list.sorts,
        "sort": chosen(chosen_list.sorts),
        "letters": letters,
        "found": len(narrowed),
        "handed_on": state.without("q", "letter"),
        "unfiltered": state.address(q="", letter=""),
        "all_letters": state.address(letter=""),
        "search": f"{reverse('search')}?{urlencode({'q': state.get('q')})}",
        "files": link_files("programs", state),
        "turn": turn,
        "groups": [
            (LETTER_LABELS.get(key, key), list(rows)) for key, rows in groupby(turn.rows, _letter)
        ],
    }
    return render(request, "programs.html", context)


@require_safe
def programs_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same list to take away, whole, as CSV or JSON."""
    found = _choose(request)
    heading = " · ".join(
        str(part)
        for part in (
            _("做法"),
            kind_words(found.state.get("kind")),
            found.state.get("q"),
            found.state.get("letter"),
            chosen(found.sorts).label,
        )
        if part
    )
    return send_list(
        request, form, ListFile("programs", heading, COLUMNS, found.rows, len(found.rows))
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The list as the address asks for it; `narrowed` is before one letter is taken."""

    state: ListState
    kinds: list[Choice]
    sorts: list[Choice]
    narrowed: list[ProgramRow]
    rows: list[ProgramRow]


def _choose(request: HttpRequest) -> _Chosen:
    state = ListState.of(request, "kind", "q", "sort", "letter")
    if state.get("letter") and state.get("letter") not in LETTERS:
        raise Http404(_("没有“{letter}”这个字头。").format(letter=state.get("letter")))
    everything = list_programs()
    kinds = _count_kinds(state, everything)
    sorts = state.choose("sort", SORTS)
    narrowed = narrow(everything, state.get("kind"), state.get("q"))
    if chosen(sorts).value != USUAL:  # as they are listed
        narrowed.sort(key=ORDERS[chosen(sorts).value])
    letter = state.get("letter") if chosen(sorts).value == "name" else ""
    rows = [row for row in narrowed if row.letter == letter] if letter else narrowed
    return _Chosen(state, kinds, sorts, narrowed, rows)


def _count_kinds(state: ListState, rows: Sequence[ProgramRow]) -> list[Choice]:
    counts = Counter(row.kind for row in narrow(rows, "", state.get("q")))
    if state.get("kind") and state.get("kind") not in set(ProgramKind):
        raise Http404(_("没有“{kind}”这一类做法。").format(kind=state.get("kind")))
    labels = {"": _("全部"), **{kind.value: label for kind, label in PROGRAM_KINDS.items()}}
    return [
        Choice(
            kind,
            label,
            state.address(kind=kind, letter=""),
            kind == state.get("kind"),
            counts[kind] if kind else counts.total(),
        )
        for kind, label in labels.items()
    ]


def _letter(row: ProgramRow) -> str:
    return row.letter
