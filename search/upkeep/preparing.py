"""
Articles made ready for the index. Ids come in; documents with their words go out, in the order of the ids.

Cutting words takes most of a rebuild, so other processes do it while the one that asked reads rows and
writes: the index keeps its one writer. What is made ahead is bounded, and so is memory.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from archive.models.article import ArticleState
from archive.processes import cores, working_processes
from search.index.documents import DocumentInvalid, IndexedDocument, load_for_index, make_document
from search.index.ranker import WordDocument, cut_document
from search.upkeep.warming import warm_up

PORTION = 200
AHEAD = 2  # portions made ahead of the one being written, for each process
WORTH_PARTING = 1000  # fewer articles are cut before processes have parted


@dataclass(frozen=True, slots=True)
class Portion:
    """The published ones of some articles; `bad` are those that cannot be indexed, with the reason."""

    documents: list[IndexedDocument]
    words: list[WordDocument]
    bad: dict[int, str]


def prepare_articles(ids: Sequence[int]) -> Iterator[Portion]:
    """
    The documents of those articles and their words, as their rows now are.

    Raises BrokenProcessPool if a process that cuts is ended.
    """
    if len(ids) < WORTH_PARTING:
        for documents, bad in _read_portions(ids):
            yield Portion(documents, _cut(documents), bad)
        return
    warm_up()  # before the processes part, so that they share the dictionary
    count = cores()
    with working_processes(count) as pool:
        waiting: deque[tuple[list[IndexedDocument], Future[list[WordDocument]], dict[int, str]]]
        waiting = deque()
        for documents, bad in _read_portions(ids):
            waiting.append((documents, pool.submit(_cut, documents), bad))
            if len(waiting) > AHEAD * count:
                yield _finished(*waiting.popleft())
        while waiting:
            yield _finished(*waiting.popleft())


def read_documents(ids: Collection[int]) -> tuple[list[IndexedDocument], dict[int, str]]:
    """What the rows of the published ones of `ids` say, and those whose rows cannot be indexed, with the reason."""
    documents = []
    bad = {}
    for row in load_for_index(ids):
        if row.state != ArticleState.PUBLISHED:
            continue
        try:
            documents.append(make_document(row))
        except DocumentInvalid as error:
            bad[row.pk] = str(error)
    return documents, bad


def _read_portions(ids: Sequence[int]) -> Iterator[tuple[list[IndexedDocument], dict[int, str]]]:
    return (read_documents(ids[at : at + PORTION]) for at in range(0, len(ids), PORTION))


def _cut(documents: list[IndexedDocument]) -> list[WordDocument]:
    return [cut_document(document) for document in documents]


def _finished(
    documents: list[IndexedDocument], words: Future[list[WordDocument]], bad: dict[int, str]
) -> Portion:
    return Portion(documents, words.result(), bad)
