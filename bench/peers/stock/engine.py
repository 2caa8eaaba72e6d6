"""
Stock Haystack over Whoosh, asked as its documentation shows. Documents in, ids and pages out.

Runs in a process of its own, under `bench.peers.stock.settings`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from django.core.management import call_command
from django.db import connection
from haystack.inputs import AutoQuery, Exact
from haystack.query import SearchQuerySet
from haystack.utils.highlighting import Highlighter
from whoosh.writing import IndexWriter

from bench.documents import Document, read_documents
from bench.peers.protocol import TOP, Question
from bench.peers.stock import MOST_UPDATED
from bench.peers.stock.models import StockArticle
from bench.peers.stock.search_indexes import FACETS
from bench.peers.table import write_table

BATCH = 1000


class StockHaystack:
    """A SearchQuerySet over the default Whoosh backend."""

    def prepare(self, documents: Path, folder: Path) -> None:
        """The rows."""
        with connection.schema_editor() as editor:
            editor.create_model(StockArticle)
        waiting = map(_row, read_documents(documents))
        while batch := list(islice(waiting, BATCH)):
            StockArticle.objects.bulk_create(batch)

    def files(self, folder: Path) -> Path:
        return folder / "whoosh"

    def build(self, documents: Path, folder: Path) -> int:
        """`update_index`, as its documentation says; of more articles than it can take, without looking for old ones."""
        number = StockArticle.objects.count()
        with _only_adding() if number > MOST_UPDATED else nullcontext():
            call_command("update_index", verbosity=0)
        return number

    def open(self, documents: Path, folder: Path) -> None:
        """Haystack opens what it needs at each search."""

    def find(self, literal: str) -> set[int]:
        asked = SearchQuerySet().filter(content=Exact(literal))
        return {int(result.pk) for result in asked[: self._all]}

    def top(self, question: Question) -> list[int]:
        return [int(result.pk) for result in self._asked(question)[:TOP]]

    def page(self, question: Question) -> None:
        asked = self._asked(question)
        for facet in FACETS:
            asked = asked.facet(facet)
        asked = asked.highlight()
        results = asked[:TOP]
        highlighter = Highlighter(" ".join(question.terms))
        for result in results:
            highlighter.highlight(result.text)
        asked.facet_counts()
        asked.count()

    def export(self, question: Question, most: int) -> int:
        results = self._asked(question)[:most]
        return write_table((one.pk, one.title, one.text) for one in results)

    def _asked(self, question: Question) -> SearchQuerySet:
        return SearchQuerySet().filter(content=AutoQuery(question.typed))

    @property
    def _all(self) -> int:
        return StockArticle.objects.count()


@contextmanager
def _only_adding() -> Iterator[None]:
    """
    Let Whoosh add documents as new. The index comes out the same.

    By itself it looks for each document in every segment first, which opens them all anew: the eleventh thousand of
    articles takes thirteen times as long as the first.
    """

    def add(writer: IndexWriter, **fields: object) -> None:
        writer.add_document(**fields)

    with patch.object(IndexWriter, "update_document", add):
        yield


def _row(document: Document) -> StockArticle:
    tags: dict[str, list[str]] = {}
    for tag in document.tags:
        tags.setdefault(tag.facet, []).append(tag.value)
    return StockArticle(pk=document.identity, title=document.title, text=document.text, tags=tags)
