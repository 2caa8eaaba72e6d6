"""What a program is made of and called, as articles print it. In: a program. Out: its parts and other names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from archive.models import Article, Program, ProgramAlias, ProgramComponent
from archive.models.facts import hidden_ids
from archive.models.questions import Question, Union
from archive.pipeline.programs.find import fold_name
from archive.reading.article_rows import read_articles
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
    chosen = choose_components(program)
    return tell_components(chosen, read_articles(row.article_id for row in chosen))


def choose_components(program: Program) -> list[ProgramComponent]:
    """The rows that tell the parts, in one query."""
    chosen: dict[str, ProgramComponent] = {}
    for row in _COMPONENTS.rows(program.pk):
        folded = fold_name(row.name)
        if folded not in chosen or (row.explained_start and not chosen[folded].explained_start):
            chosen[folded] = row
    return list(chosen.values())[:SHOWN]


def tell_components(
    rows: Iterable[ProgramComponent], articles: Mapping[int, Article]
) -> list[Part]:
    """The parts as their articles print them."""
    return [_part(row, articles[row.article_id]) for row in rows]


def read_aliases(program: Program) -> list[Spelling]:
    """The other names published articles give the program, with the number of articles."""
    return [Spelling(name, n) for name, n in _ALIASES.rows(program.pk)]


def _compose_components(program: int) -> QuerySet[ProgramComponent]:
    public = ProgramComponent.objects.filter(program=program).exclude(article__in=hidden_ids())
    return public[: SHOWN * 5]


def _compose_aliases(program: int) -> tuple[QuerySet[Any, Any]]:
    rows = ProgramAlias.objects.filter(program=program).exclude(article__in=hidden_ids())
    counted = rows.values_list("name").annotate(n=Count("article", distinct=True))
    return (counted.order_by("-n", "name")[:SHOWN],)


_COMPONENTS, _ALIASES = Question(_compose_components), Union(_compose_aliases)


def _part(row: ProgramComponent, article: Article) -> Part:
    body = read_body(article.content)
    explained = None
    if row.explained_start is not None and row.explained_end is not None:
        explained = body.locate(row.explained_start, row.explained_end)
    found = explained or body.locate(row.start, row.end)
    page = article.get_absolute_url()
    numbered = found is not None and found.block.anchor.startswith("p")
    return Part(
        name=row.name,
        explained=explained.text if explained else "",
        article=article,
        paragraph=found.block.number if found and numbered else None,
        url=f"{page}#{found.block.anchor}" if found else page,
    )
