"""
Calling a source done. Articles just indexed come in; sources whose articles a search finds go out published.

A file is "done" in the eyes of the person who uploaded it only when a search finds it, so a search
is made: a literal from each article, answered by the index as readers open it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from django.db.models import Exists, OuterRef

from archive.models import Article, IndexJob, Source
from archive.models.source import SourceState
from search.index.documents import Field, lines_of
from search.index.open_index import OpenIndex, open_index
from search.text.folding import fold

PROBE_CHARACTERS = 20


def confirm_sources(root: Path, touching: Collection[int] | None = None) -> int:
    """
    Set each read source all of whose published articles are found to published; how many were.

    Only sources of the articles `touching`, if given. A source none of whose articles is published
    has nothing left to wait for and is done.
    """
    sources = Source.objects.filter(state=SourceState.READ)
    if touching is not None:
        sources = sources.filter(articles__in=list(touching))
    return _confirm(root, sources.values_list("pk", flat=True).distinct())


def confirm_waiting(root: Path) -> int:
    """The same for read sources none of whose articles has a job: no batch will touch them again."""
    jobs = IndexJob.objects.filter(article_id=OuterRef("pk"))
    waiting = Article.objects.filter(Exists(jobs), source_id=OuterRef("pk"))
    sources = Source.objects.filter(~Exists(waiting), state=SourceState.READ)
    return _confirm(root, sources.values_list("pk", flat=True))


def _confirm(root: Path, sources: Iterable[int]) -> int:
    waiting = list(sources)
    if not waiting:
        return 0
    index = open_index(root)
    held = index.characters.versions()
    confirmed = 0
    for identity in waiting:
        articles = Article.objects.published().filter(source_id=identity)
        # A re-read article may still be found through its old entry: the version tells.
        if all(held.get(one.pk) == one.version and finds(index, one) for one in articles):
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
