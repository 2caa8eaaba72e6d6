"""One program. In: a slug. Out: the program as the paper describes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Place, Program, ProgramMention
from archive.models.facts import FactQuerySet
from archive.models.questions import Question, Union
from archive.reading.article_rows import read_articles
from archive.reading.course import Printed, first_and_last, lay_course
from archive.reading.crumbs import Crumb
from archive.reading.dossiers import print_program
from archive.reading.excerpts import best_excerpts, read_excerpts
from archive.reading.labels import kind_words
from archive.reading.ledger import towns_named_in
from archive.reading.program_parts import choose_components, read_aliases, tell_components
from archive.reading.spellings import program_spellings
from archive.views.named import row_or_404
from archive.views.pages import PAGE_SIZE, leaf_through
from archive.views.public import JSON_TEXT

SHOWN_SENTENCES = 3
SEARCHED_MENTIONS = 200  # looked through for explaining sentences
SHOWN_TOWNS = 40
SHOWN_RELATED = 16


@require_safe
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """
    One program: the paper's own sentences, its spellings, the articles and towns naming it.

    In as many questions for every program, whatever it has to show.
    """
    found = row_or_404(_PROGRAM, slug)
    named = [_Naming(*row) for row in _NAMINGS.rows(found.pk)]
    page = Paginator(named, PAGE_SIZE).get_page(request.GET.get("page"))
    searched = named[:SEARCHED_MENTIONS]
    mentions = {row.pk: row for row in _MENTIONS.rows([one.pk for one in {*searched, *page}])}
    printed = list(
        {one.article: Printed(one.article, one.day or "", one.basis) for one in named}.values()
    )
    components = choose_components(found)
    wanted = {mention.article_id for mention in mentions.values()} | first_and_last(printed)
    articles = read_articles(wanted | {row.article_id for row in components})
    for mention in mentions.values():
        mention.article = articles[mention.article_id]
    turn = leaf_through(request, page, [mentions[one.pk] for one in page])
    context = {
        "section": "programs",
        "take_away": found.get_absolute_url().rstrip("/"),
        "fed": True,
        "crumbs": _crumbs(found),
        "program": found,
        "kind_label": kind_words(found.kind),
        "course": lay_course(printed, articles),
        "mention_count": len(named),
        "sentences": best_excerpts(
            read_excerpts(mentions[one.pk] for one in searched), SHOWN_SENTENCES
        ),
        "contexts": list(read_excerpts(turn.rows)),
        "turn": turn,
        "spellings": program_spellings(found.pk),
        "aliases": read_aliases(found),
        "components": tell_components(components, articles),
        "towns": _TOWNS.rows(found.pk),
        "parts": _PARTS.rows(found.pk),
        "related": _RELATED.rows(found.pk),
    }
    return render(request, "program.html", context)


@require_safe
def program_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The program as data."""
    found = get_object_or_404(Program.objects.select_related("parent"), slug=slug)
    printed = print_program(found, request.build_absolute_uri)
    return JsonResponse(printed, json_dumps_params=JSON_TEXT)


class _Naming(NamedTuple):
    """A mention's number, its article's, and when and how known that was printed."""

    pk: int
    article: int
    day: str | None
    basis: str


def _public(program: int) -> FactQuerySet[ProgramMention]:
    return ProgramMention.objects.public().filter(program=program)


def _compose_namings(program: int) -> tuple[QuerySet[Any, Any]]:
    """All mentions, the newest first, without their texts."""
    day = Cast("article__published_on", TextField())
    shown = _public(program).newest_first()
    return (shown.values_list("pk", "article_id", day, "article__published_basis"),)


def _compose_mentions(numbers: Sequence[int]) -> QuerySet[ProgramMention]:
    return ProgramMention.objects.filter(pk__in=numbers).order_by()


def _compose_towns(program: int) -> QuerySet[Place]:
    return towns_named_in(_public(program).articles())[:SHOWN_TOWNS]


def _compose_parts(program: int) -> QuerySet[Program]:
    """The programs in print that are parts of it. By the articles that name one: few, not all there are."""
    naming = ProgramMention.objects.public().filter(program__parent=program).articles()
    return Program.objects.named_in(naming).filter(parent=program)


def _compose_related(program: int) -> QuerySet[Program]:
    named = Program.objects.named_in(_public(program).articles())
    return named.exclude(pk=program)[:SHOWN_RELATED]


_NAMINGS = Union(_compose_namings)
_MENTIONS, _TOWNS = Question(_compose_mentions), Question(_compose_towns)
_PROGRAM: Question[Program] = Question(
    lambda slug: Program.objects.select_related("parent").filter(slug=slug).order_by()
)
_PARTS, _RELATED = Question(_compose_parts), Question(_compose_related)


def _crumbs(program: Program) -> list[Crumb]:
    listed = reverse("programs")
    return [
        Crumb(_("做法"), listed),
        Crumb(kind_words(program.kind), f"{listed}?kind={program.kind}"),
        Crumb(program.name),
    ]
