"""How one thing is written in print. In: mentions. Out: each printed form with its count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import Substr

from archive.models.facts import FactQuerySet

# The source's own characters at the mention's span: cut out by the database, not by us.
PRINTED = Substr("article__source__text", F("start") + 1, F("end") - F("start"))


@dataclass(frozen=True, slots=True)
class Spelling:
    """A printed form and how often it stands in public articles; `inferred` if it is a pronoun (全镇)."""

    form: str
    count: int
    inferred: bool = False


def place_spellings(mentions: FactQuerySet[Any]) -> list[Spelling]:
    """The forms of place mentions, the most frequent first; pronouns after names."""
    rows = mentions.annotate(printed=PRINTED).values_list("printed", "inferred")
    counts: Counter[tuple[bool, str]] = Counter()
    for printed, inferred, n in rows.annotate(n=Count("pk")).order_by():
        counts[inferred, _unbroken(printed)] += n
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    return [Spelling(form, n, inferred) for (inferred, form), n in ordered]


def program_spellings(mentions: FactQuerySet[Any]) -> list[Spelling]:
    """The forms of program mentions, the most frequent first."""
    rows = mentions.annotate(printed=PRINTED).values_list("printed")
    counts: Counter[str] = Counter()
    for printed, n in rows.annotate(n=Count("pk")).order_by():
        counts[_unbroken(printed)] += n
    return [
        Spelling(form, n)
        for form, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _unbroken(printed: str) -> str:
    """Without the line break a narrow column may have put inside a name."""
    return "".join(part.strip() for part in printed.splitlines())
