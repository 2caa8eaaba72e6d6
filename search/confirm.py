"""
Calling a source done. Articles just indexed come in; sources whose articles a search finds go out published.

A file is "done" in the eyes of the person who uploaded it only when a search finds it, so a search
is made: a literal from each article, answered by the index as readers open it.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from archive.models import Article, Source
from archive.models.source import SourceState
from search.documents import Field, lines_of
from search.folding import fold
from search.open_index import OpenIndex, open_index

PROBE_CHARACTERS = 20


def confirm_sources(root: Path, touching: Collection[int] | None = None) -> int:
    """
    Set each read source all of whose published articles are found to published; how many were.

    Only sources of the articles `touching`, if given. A source without a published article waits.
    """
    sources = Source.objects.filter(state=SourceState.READ)
    if touching is not None:
        sources = sources.filter(articles__in=list(touching))
    confirmed = 0
    for identity in sources.values_list("pk", flat=True).distinct():
        articles = list(Article.objects.published().filter(source_id=identity))
        index = open_index(root)
        if articles and all(finds(index, article) for article in articles):
            confirmed += Source.objects.filter(pk=identity, state=SourceState.READ).update(
                state=SourceState.PUBLISHED
            )
    return confirmed


def finds(index: OpenIndex, article: Article) -> bool:
    """Whether a search for the article's own first words finds it."""
    probe = probe_literal(article)
    return article.pk in (index.characters.find(probe) if probe else index.characters.all_ids())


def probe_literal(article: Article) -> str:
    """The first characters of the title, or of the longest part where none is printed, folded."""
    texts = [fold("".join(line.text for line in lines_of(article, field))) for field in Field]
    title = fold(article.title)
    return (title or max(texts, key=len))[:PROBE_CHARACTERS]
