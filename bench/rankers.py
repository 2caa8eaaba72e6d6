"""
Ways to order articles by a question. Documents and a question come in; the best ids go out.

Ours is the finder as the search page asks it. BM25 over pairs of characters is the usual yardstick for Chinese.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Protocol

from django.core.management import call_command

from bench.documents import Document, read_documents
from search.finding.answers import Request
from search.finding.finder import Finder
from search.index.builds import new_build
from search.index.documents import Field, IndexedDocument
from search.index.idsets import IdSet
from search.index.open_index import opened
from search.index.writer import write_documents
from search.query.parse import QueryRefused, parse_query
from search.text.folding import fold

K1, B = 1.2, 0.75
BATCH = 4000
RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+")


class Ranker(Protocol):
    """Orders documents by a question."""

    def ranked(self, text: str, most: int) -> list[int]:
        """The best documents for `text`, the best first."""


class OursRanked:
    """The finder: what holds everything first, then what holds most, as on the page."""

    def __init__(self, documents: Path, folder: Path) -> None:
        call_command("migrate", verbosity=0)  # an index is sealed to the archive it was made from
        build = new_build(folder)
        write_documents(build, [], create=True)
        every = [_indexed(document) for document in read_documents(documents)]
        for start in range(0, len(every), BATCH):
            write_documents(build, every[start : start + BATCH])
        self._open = ExitStack()  # for as long as this process lives
        self._index = self._open.enter_context(opened(build))

    def ranked(self, text: str, most: int) -> list[int]:
        try:
            request = Request(parse_query(text).node, size=most)
        except QueryRefused:
            return []
        answer = Finder(self._index, IdSet()).answer(request)
        return [found.article_id for found in (*answer.page, *answer.nearest)][:most]


class PairsRanked:
    """BM25 over pairs of neighbouring Han characters, and whole Latin words."""

    def __init__(self, documents: Path, folder: Path) -> None:  # noqa: ARG002  # it lies in memory
        self._postings: dict[str, list[tuple[int, int]]] = {}
        self._lengths: dict[int, int] = {}
        for document in read_documents(documents):
            pairs = _pairs(document.text)
            self._lengths[document.identity] = len(pairs)
            for pair, count in Counter(pairs).items():
                self._postings.setdefault(pair, []).append((document.identity, count))
        self._usual = sum(self._lengths.values()) / max(len(self._lengths), 1)

    def ranked(self, text: str, most: int) -> list[int]:
        scores: Counter[int] = Counter()
        for pair, asked in Counter(_pairs(fold(text))).items():
            held = self._postings.get(pair, [])
            rarity = asked * math.log(
                1 + (len(self._lengths) - len(held) + 0.5) / (len(held) + 0.5)
            )
            for identity, count in held:
                length = K1 * (1 - B + B * self._lengths[identity] / self._usual)
                scores[identity] += rarity * count * (K1 + 1) / (count + length)  # type: ignore[assignment]
        return heapq.nsmallest(most, scores, key=lambda one: (-scores[one], one))


# Name to module and class, as in `bench.peers`.
RANKERS = {
    "ours": ("bench.rankers", "OursRanked"),
    "tantivy-jieba": ("bench.peers.tantivy_words", "TantivyRanked"),
    "fts5-jieba": ("bench.peers.fts_words", "WordsRanked"),
    "bm25-pairs": ("bench.rankers", "PairsRanked"),
}
TITLES = {
    "ours": "this archive",
    "tantivy-jieba": "tantivy, jieba-cut",
    "fts5-jieba": "SQLite FTS5, jieba-cut",
    "bm25-pairs": "BM25 over pairs of characters",
}


def load_ranker(name: str, documents: Path, folder: Path) -> Ranker:
    """The ranker of that name with `documents` indexed. Raises KeyError if there is none."""
    module, kind = RANKERS[name]
    ranker: Ranker = getattr(import_module(module), kind)(documents, folder)
    return ranker


def _pairs(folded: str) -> list[str]:
    pairs: list[str] = []
    for run in RUN.findall(folded):
        if len(run) == 1 or run[0].isascii():
            pairs.append(run)
        else:
            pairs += [run[at : at + 2] for at in range(len(run) - 1)]
    return pairs


def _indexed(document: Document) -> IndexedDocument:
    return IndexedDocument(document.identity, 1, {Field.BODY: document.text}, None, ())
