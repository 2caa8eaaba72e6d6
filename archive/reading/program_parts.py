"""What a program is made of and called, as articles print it. In: a program. Out: its parts and other names."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from archive.models import Article, Program, ProgramAlias, ProgramComponent
from archive.models.facts import hidden_ids
from archive.pipeline.programs.find import fold_name
from archive.reading.body import read_body
from archive.reading.spellings import Spelling

SHOWN = 40  # parts and names; a program of more is a list of something else


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a program: its name, the sentence that explains it (or nothing), and where."""

    name: str
    explained: str
    article: Article
    paragraph: int | None
    url: str


def read_components(program: Program) -> list[Part]:
    """Each part once, told by the article that explains it, in the order in which articles print them."""
    public = ProgramComponent.objects.filter(program=program).exclude(article__in=hidden_ids())
    chosen: dict[str, ProgramComponent] = {}
    for row in public.prefetch_related("article")[: SHOWN * 5]:
        folded = fold_name(row.name)
        if folded not in chosen or (row.explained_start and not chosen[folded].explained_start):
            chosen[folded] = row
    return [_part(row) for row in list(chosen.values())[:SHOWN]]


def read_aliases(program: Program) -> list[Spelling]:
    """The other names published articles give the program, with the number of articles."""
    rows = ProgramAlias.objects.filter(program=program).exclude(article__in=hidden_ids())
    counted = rows.values_list("name").annotate(n=Count("article", distinct=True))
    return [Spelling(name, n) for name, n in counted.order_by("-n", "name")[:SHOWN]]


def _part(row: ProgramComponent) -> Part:
    body = read_body(row.article.content)
    explained = None
    if row.explained_start is not None and row.explained_end is not None:
        explained = body.locate(row.explained_start, row.explained_end)
    found = explained or body.locate(row.start, row.end)
    page = row.article.get_absolute_url()
    numbered = found is not None and found.block.anchor.startswith("p")
    return Part(
        name=row.name,
        explained=explained.text if explained else "",
        article=row.article,
        paragraph=found.block.number if found and numbered else None,
        url=f"{page}#{found.block.anchor}" if found else page,
    )
