"""The papers and sites that printed the articles, as a list. In: nothing, or words. Out: its rows."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Max, Min
from django.urls import reverse

from archive.models import Article
from archive.pipeline.programs.names import fold_name
from archive.reading.coverage import Coverage
from archive.reading.kept import kept


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """One publication of the list; without a name, the articles whose publication is not known."""

    name: str
    folded: str
    coverage: Coverage

    @property
    def url(self) -> str:
        """The page of its articles."""
        return f"{reverse('publication')}?{urlencode({'name': self.name})}"


@kept
def list_publications() -> tuple[PublicationRow, ...]:
    """Every publication of published articles, those with the most first, the unknown one last."""
    counted = (
        Article.objects.published()
        .order_by()
        .values_list("publication")
        .annotate(n=Count("pk"), first=Min("published_on"), last=Max("published_on"))
    )
    rows = [
        PublicationRow(name, fold_name(name), Coverage(n, first, last))
        for name, n, first, last in counted
    ]
    return tuple(sorted(rows, key=by_articles))


def by_articles(row: PublicationRow) -> tuple[bool, int, str]:
    """Those with the most articles first, the unknown publication last."""
    return not row.name, -row.coverage.articles, row.name


def by_first_year(row: PublicationRow) -> tuple[bool, str, str]:
    """The first printed first, those of unknown date and the unknown publication last."""
    first = row.coverage.first
    return not row.name, first.isoformat() if first else "~", row.name
