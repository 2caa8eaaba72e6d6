"""The programs in print as a list. In: how it is narrowed and ordered. Out: its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from archive.models import Program, ProgramMention, Review
from archive.pipeline.programs.names import fold_name
from archive.reading.coverage import Coverage, cover, read_dates
from archive.reading.kept import kept

NUMBERS = "0"  # the heading of names that begin with a number
OTHERS = "~"  # of names without a character that could be sorted
LETTERS = (NUMBERS, *"ABCDEFGHIJKLMNOPQRSTUVWXYZ", OTHERS)


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """One program of the list."""

    slug: str
    name: str
    folded: str
    kind: str
    sort_key: str
    coverage: Coverage

    @property
    def letter(self) -> str:
        """The heading it stands under from A to Z."""
        begin = self.sort_key[:1].upper()
        if not begin:
            return OTHERS
        return NUMBERS if begin.isdigit() else begin

    @property
    def url(self) -> str:
        """The program's page."""
        return reverse("program", args=[self.slug])


@kept
def list_programs() -> tuple[ProgramRow, ...]:
    """Every program that published articles name, the most widely named first."""
    named = ProgramMention.objects.exclude(review=Review.REJECTED).order_by()
    covered = cover(named.values_list("program_id", "article_id").distinct(), read_dates())
    columns = ("pk", "slug", "name", "folded", "kind", "sort_key")
    rows = [
        ProgramRow(slug, name, folded, kind, key, covered[pk])
        for pk, slug, name, folded, kind, key in Program.objects.order_by().values_list(*columns)
        if pk in covered
    ]
    return tuple(sorted(rows, key=by_articles))


def by_articles(row: ProgramRow) -> tuple[int, str, str]:
    """Most widely named first, then from A to Z."""
    return -row.coverage.articles, row.sort_key, row.name


def by_name(row: ProgramRow) -> tuple[int, str, str]:
    """Numbers first, then from A to Z; what cannot be sorted last."""
    return LETTERS.index(row.letter), row.sort_key, row.name


def by_first_seen(row: ProgramRow) -> tuple[str, str, str]:
    """First seen first, those of unknown date last, then from A to Z."""
    first = row.coverage.first
    return first.isoformat() if first else "~", row.sort_key, row.name


def narrow(rows: Sequence[ProgramRow], kind: str, words: str) -> list[ProgramRow]:
    """Those of the kind whose name holds the words, as the archive compares names."""
    folded = fold_name(words)
    return [row for row in rows if (not kind or row.kind == kind) and folded in row.folded]


def count_letters(rows: Sequence[ProgramRow]) -> list[tuple[str, int]]:
    """The headings there are, in order, with how many rows stand under each."""
    counts = Counter(row.letter for row in rows)
    return [(letter, counts[letter]) for letter in LETTERS if counts[letter]]
