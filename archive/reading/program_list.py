"""The programs in print as a list. In: how it is narrowed and ordered. Out: its rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from archive.models import Program, ProgramAlias, ProgramMention, Review
from archive.pipeline.programs.names import fold_name
from archive.reading.coverage import Coverage, Dates, cover, read_dates
from archive.reading.kept import kept
from archive.reading.name_filter import name_filter

NUMBERS = "0"  # the heading of names that begin with a number
OTHERS = "~"  # of names without a character that could be sorted
LETTERS = (NUMBERS, *"ABCDEFGHIJKLMNOPQRSTUVWXYZ", OTHERS)


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """One program of the list."""

    slug: str
    name: str
    names: str  # folded, its own and those published articles call it by, a line each
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
    dates = read_dates()
    covered = cover(named.values_list("program_id", "article_id").distinct(), dates)
    aliases = _read_aliases(dates)
    columns = ("pk", "slug", "name", "folded", "kind", "sort_key")
    rows = [
        ProgramRow(slug, name, "\n".join({folded, *aliases[pk]}), kind, key, covered[pk])
        for pk, slug, name, folded, kind, key in Program.objects.order_by().values_list(*columns)
        if pk in covered
    ]
    return tuple(sorted(rows, key=by_articles))


def _read_aliases(dates: Dates) -> dict[int, set[str]]:
    """What else published articles call each program, folded."""
    aliases: dict[int, set[str]] = defaultdict(set)
    for program, article, name in ProgramAlias.objects.order_by().values_list(
        "program_id", "article_id", "name"
    ):
        if article in dates:
            aliases[program].add(fold_name(name))
    return aliases


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
    """Those of the kind one of whose names holds the words or is so read."""
    holds = name_filter(words)
    return [
        row
        for row in rows
        if (not kind or row.kind == kind) and (not words or holds(row.names, row.sort_key))
    ]


def count_letters(rows: Sequence[ProgramRow]) -> list[tuple[str, int]]:
    """The headings there are, in order, with how many rows stand under each."""
    counts = Counter(row.letter for row in rows)
    return [(letter, counts[letter]) for letter in LETTERS if counts[letter]]
