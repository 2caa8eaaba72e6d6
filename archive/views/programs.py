"""One program. In: a slug. Out: the program as the paper describes it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Program, ProgramMention
from archive.models.facts import FactQuerySet
from archive.models.programs import ProgramQuerySet
from archive.reading.course import read_course
from archive.reading.dossiers import print_program
from archive.reading.excerpts import best_excerpts, read_excerpts
from archive.reading.labels import kind_words
from archive.reading.ledger import towns_named_in
from archive.reading.program_parts import read_aliases, read_components
from archive.reading.spellings import program_spellings
from archive.views.pages import PAGE_SIZE, Crumb, Turn, leaf_through
from archive.views.public import JSON_TEXT

SHOWN_SENTENCES = 3
SEARCHED_MENTIONS = 200  # looked through for explaining sentences
SHOWN_TOWNS = 40
SHOWN_RELATED = 16


@require_safe
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """One program: the paper's own sentences, its spellings, the articles and towns naming it."""
    found = get_object_or_404(Program.objects.select_related("parent"), slug=slug)
    mentions = ProgramMention.objects.public().filter(program=found)
    articles = mentions.articles()
    shown = mentions.newest_first().prefetch_related("article")
    searched = list(shown[:SEARCHED_MENTIONS])
    turn = _turn_mentions(request, shown, searched)
    context = {
        "section": "programs",
        "take_away": found.get_absolute_url().rstrip("/"),
        "fed": True,
        "crumbs": _crumbs(found),
        "program": found,
        "kind_label": kind_words(found.kind),
        "course": read_course(articles),
        "mention_count": turn.page.paginator.count,
        "sentences": best_excerpts(read_excerpts(searched), SHOWN_SENTENCES),
        "contexts": list(read_excerpts(turn.rows)),
        "turn": turn,
        "spellings": program_spellings(mentions),
        "aliases": read_aliases(found),
        "components": read_components(found),
        "towns": towns_named_in(articles)[:SHOWN_TOWNS],
        "parts": _parts(found),
        "related": Program.objects.named_in(articles).exclude(pk=found.pk)[:SHOWN_RELATED],
    }
    return render(request, "program.html", context)


@require_safe
def program_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The program as data."""
    found = get_object_or_404(Program.objects.select_related("parent"), slug=slug)
    printed = print_program(found, request.build_absolute_uri)
    return JsonResponse(printed, json_dumps_params=JSON_TEXT)


def _parts(program: Program) -> ProgramQuerySet:
    """The programs in print that are parts of it. By the articles that name one: few, not all there are."""
    naming = ProgramMention.objects.public().filter(program__parent=program).articles()
    return Program.objects.named_in(naming).filter(parent=program)


def _turn_mentions(
    request: HttpRequest, shown: FactQuerySet[ProgramMention], searched: Sequence[ProgramMention]
) -> Turn[ProgramMention]:
    """The page of mentions the address asks for; those looked through already are not read again."""
    numbers = Paginator(shown.values_list("pk", flat=True), PAGE_SIZE)
    page = numbers.get_page(request.GET.get("page"))
    known = {mention.pk: mention for mention in searched}
    unknown = [number for number in page if number not in known]
    if unknown:
        known |= {mention.pk: mention for mention in shown.filter(pk__in=unknown)}
    return leaf_through(request, page, [known[number] for number in page])


def _crumbs(program: Program) -> list[Crumb]:
    listed = reverse("programs")
    return [
        Crumb(_("做法"), listed),
        Crumb(kind_words(program.kind), f"{listed}?kind={program.kind}"),
        Crumb(program.name),
    ]
