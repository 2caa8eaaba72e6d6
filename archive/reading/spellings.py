"""How one thing is written in print. In: a place or a program. Out: each printed form with its count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Substr

from archive.models import PlaceMention, ProgramMention
from archive.models.facts import FactQuerySet
from archive.models.questions import Union

# The source's own characters at the mention's span: cut out by the database, not by us.
PRINTED = Substr("article__source__text", F("start") + 1, F("end") - F("start"))


@dataclass(frozen=True, slots=True)
class Spelling:
    """A printed form and how often it stands in public articles; `inferred` if it is a pronoun (全镇)."""

    form: str
    count: int
    inferred: bool = False


def place_spellings(code: str) -> list[Spelling]:
    """The forms in which a place itself is mentioned, the most frequent first; pronouns after names."""
    counts: Counter[tuple[bool, str]] = Counter()
    for printed, inferred, n in _PLACES.rows(code):
        counts[bool(inferred), _unbroken(printed)] += n
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    return [Spelling(form, n, inferred) for (inferred, form), n in ordered]


def program_spellings(program: int) -> list[Spelling]:
    """The forms in which the program with that number is mentioned, the most frequent first."""
    counts: Counter[str] = Counter()
    for printed, n in _PROGRAMS.rows(program):
        counts[_unbroken(printed)] += n
    return [
        Spelling(form, n)
        for form, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _counted(mentions: FactQuerySet[Any], *columns: str) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = mentions.annotate(printed=PRINTED).values_list("printed", *columns)
    counted: QuerySet[Any, Any] = rows.annotate(n=Count("pk")).order_by()
    return counted


def _compose_places(code: str) -> tuple[QuerySet[Any, Any]]:
    return (_counted(PlaceMention.objects.public().filter(place=code), "inferred"),)


def _compose_programs(program: int) -> tuple[QuerySet[Any, Any]]:
    return (_counted(ProgramMention.objects.public().filter(program=program)),)


_PLACES, _PROGRAMS = Union(_compose_places), Union(_compose_programs)


def _unbroken(printed: str) -> str:
    """Without the line break a narrow column may have put inside a name."""
    return "".join(part.strip() for part in printed.splitlines())
