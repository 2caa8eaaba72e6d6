"""What the first page shows. In: nothing. Out: the archive in numbers, its ways in, its newest articles."""

from __future__ import annotations

from dataclasses import dataclass

from archive.models import Article, Indicator
from archive.models.place import Level
from archive.reading.kept import kept
from archive.reading.ledger import (
    Ledger,
    PlaceNode,
    YearCount,
    count_years,
    read_ledger,
)
from archive.reading.place_list import count_levels, list_places, place_tree
from archive.reading.program_list import ProgramRow, list_programs
from archive.reading.specimen import Specimen, find_specimen

SHOWN_PROGRAMS = 12
SHOWN_INDICATORS = 8
SHOWN_ARTICLES = 5
TOWNS_SHOWN = 60  # with more, the first page lists provinces only


@dataclass(frozen=True, slots=True)
class Front:
    """Everything on the first page that is counted or chosen."""

    ledger: Ledger
    specimen: Specimen | None
    places: tuple[PlaceNode, ...]
    programs: tuple[ProgramRow, ...]
    indicators: tuple[Indicator, ...]
    years: tuple[YearCount, ...]
    undated: int
    newest: tuple[Article, ...]


@kept
def read_front() -> Front:
    """The first page's contents."""
    programs = list_programs()
    divisions = list_places()
    towns = count_levels(divisions)[Level.TOWN]
    ledger = read_ledger(towns=towns, programs=len(programs))
    years = tuple(count_years())
    published = Article.objects.published()
    return Front(
        ledger=ledger,
        specimen=find_specimen(),
        places=place_tree(
            divisions, down_to=Level.TOWN if ledger.towns <= TOWNS_SHOWN else Level.PROVINCE
        ),
        programs=programs[:SHOWN_PROGRAMS],
        indicators=tuple(Indicator.objects.in_print()[:SHOWN_INDICATORS]),
        years=years,
        undated=ledger.articles - sum(year.articles for year in years),
        newest=tuple(published.last_come()[:SHOWN_ARTICLES]),
    )
