"""
The embedded engine: the index of this machine behind Haystack. A Request comes in, an Answer goes out.

`HAYSTACK_CONNECTIONS` names EmbeddedEngine. Whoosh's own Haystack backend is not used: it returns
nothing for one character, wrong rows for slices that do not start on a page, and loses deletes.
The index lies in `settings.INDEX_DIR`. An engine that cannot answer raises SearchUnavailable.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from haystack.backends import BaseEngine

from archive.models import Article
from search.finding.answers import Answer, Request
from search.finding.finder import Finder
from search.finding.haystack import AnsweringBackend, TreeQuery
from search.finding.visibility import hidden_ids
from search.index.builds import current_build, index_root, writing
from search.index.documents import load_for_index, make_document
from search.index.errors import IndexBroken
from search.index.open_index import open_index
from search.index.seal import mark_suspect
from search.index.writer import write_documents

WRITER_WAIT_SECONDS = 30.0


class EmbeddedBackend(AnsweringBackend):
    """Searches and writes the index of this machine."""

    def find(self, request: Request) -> Answer:
        """Our own answer to a request. Raises SearchUnavailable."""
        index = open_index(index_root())
        try:
            return Finder(index, hidden_ids()).answer(request)
        except IndexBroken:
            mark_suspect(index.build)
            raise

    def update(self, index: object, iterable: Iterable[Article], commit: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002
        """Write these rows; the archive itself goes through the outbox and the index worker."""
        documents = [make_document(row) for row in load_for_index(row.pk for row in iterable)]
        with writing(index_root(), wait=WRITER_WAIT_SECONDS):
            write_documents(current_build(index_root()), documents)

    def remove(self, obj_or_string: Article | str, commit: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002
        """Take one article out, given as row or as `archive.article.<id>`."""
        identity = (
            obj_or_string.pk
            if isinstance(obj_or_string, Article)
            else int(obj_or_string.rsplit(".", 1)[-1])
        )
        with writing(index_root(), wait=WRITER_WAIT_SECONDS):
            write_documents(current_build(index_root()), [], [identity])

    def clear(self, models: Collection[type] | None = None, commit: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002
        """Take every article out."""
        if models is not None and Article not in models:
            return
        with writing(index_root(), wait=WRITER_WAIT_SECONDS):
            build = current_build(index_root())
            write_documents(build, [], open_index(index_root()).characters.all_ids())


class EmbeddedEngine(BaseEngine):
    """SQLite for characters and Whoosh for words, in files of this machine."""

    backend = EmbeddedBackend
    query = TreeQuery
