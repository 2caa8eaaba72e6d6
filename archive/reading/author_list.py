"""The authors bylines name, as a list. In: nothing, or words. Out: its rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from archive.models import Article
from archive.pipeline.programs.names import fold_name
from archive.reading.coverage import Coverage, cover, read_dates
from archive.reading.kept import kept


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """One name of the list, as bylines print it: two persons of one name are one row."""

    name: str
    folded: str
    coverage: Coverage
    publications: int  # named ones only

    @property
    def url(self) -> str:
        """The search for bylines that hold the name."""
        words = f'作者:"{self.name}"'
        return f"{reverse('search')}?{urlencode({'q': words})}"


@kept
def list_authors() -> tuple[AuthorRow, ...]:
    """Every name published articles are signed with, those with the most articles first."""
    signed: list[tuple[str, int]] = []
    papers: dict[str, set[str]] = defaultdict(set)
    rows = Article.objects.published().exclude(authors=[]).order_by()
    for pk, authors, publication in rows.values_list("pk", "authors", "publication"):
        for name in {author["name"] for author in authors}:
            signed.append((name, pk))
            if publication:
                papers[name].add(publication)
    found = [
        AuthorRow(name, fold_name(name), coverage, len(papers[name]))
        for name, coverage in cover(signed, read_dates()).items()
    ]
    return tuple(sorted(found, key=by_articles))


def by_articles(row: AuthorRow) -> tuple[int, str]:
    """Those with the most articles first."""
    return -row.coverage.articles, row.name


def by_first_year(row: AuthorRow) -> tuple[str, str]:
    """The first printed first, those of unknown date last."""
    first = row.coverage.first
    return first.isoformat() if first else "~", row.name


def by_latest(row: AuthorRow) -> tuple[int, str]:
    """The last printed first, those of unknown date last."""
    last = row.coverage.last
    return -(last.toordinal() if last else 0), row.name
