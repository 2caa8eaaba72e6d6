"""tantivy over jieba's words. Documents in, ids, facets and snippets out; also ordered by any of a text's words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tantivy

from bench.documents import read_documents
from bench.peers.cutting import cut, cut_words
from bench.peers.protocol import TOP, Question
from bench.peers.table import TagTable, snippet, write_table
from search.text.folding import fold

HEAP_BYTES = 128_000_000


class TantivyWords:
    """One token a word, punctuation included; a literal is a phrase of its words."""

    _index: Any
    _searcher: Any
    _tags: TagTable

    def prepare(self, documents: Path, folder: Path) -> None:
        """Nothing."""

    def files(self, folder: Path) -> Path:
        return folder

    def build(self, documents: Path, folder: Path) -> int:
        """One writer with one thread, one commit."""
        index = tantivy.Index(_schema(), path=str(folder))
        writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
        number = 0
        for one in read_documents(documents):
            number += 1
            writer.add_document(
                tantivy.Document(
                    id=one.identity,
                    title=one.title.encode(),
                    text=one.text.encode(),
                    words=" ".join(cut(one.text)),
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        return number

    def open(self, documents: Path, folder: Path) -> None:
        """Open the folder and load the facets."""
        self._index = tantivy.Index.open(str(folder))
        self._index.reload()
        self._searcher = self._index.searcher()
        self._tags = TagTable(documents)

    def find(self, literal: str) -> set[int]:
        return set(self._ids(self._everything(Question((literal,)))))

    def top(self, question: Question) -> list[int]:
        return self._ids(self._best(self._query(question), TOP))

    def page(self, question: Question) -> None:
        hits = self._everything(question)
        self._tags.count(self._ids(hits))
        for address in self._best(self._query(question), TOP):
            snippet(bytes(self._searcher.doc(address)["text"][0]).decode(), question)

    def export(self, question: Question, most: int) -> int:
        stored = map(self._searcher.doc, self._best(self._query(question), most))
        return write_table((one["id"][0], one["title"][0], one["text"][0]) for one in stored)

    def best_of(self, words: list[str], most: int) -> list[int]:
        """The best articles for any of these words, by BM25."""
        any_word = [(tantivy.Occur.Should, self._phrase([word])) for word in words]
        return self._ids(self._best(tantivy.Query.boolean_query(any_word), most))

    def _everything(self, question: Question) -> Sequence[Any]:
        return self._best(self._query(question), max(self._searcher.num_docs, 1))

    def _best(self, query: Any, most: int) -> Sequence[Any]:
        return [address for _score, address in self._searcher.search(query, limit=most).hits]

    def _ids(self, addresses: Sequence[Any]) -> list[int]:
        return list(self._searcher.fast_field_values("id", addresses))

    def _query(self, question: Question) -> Any:
        phrases = [(tantivy.Occur.Must, self._phrase(cut(term))) for term in question.terms]
        return tantivy.Query.boolean_query(phrases)

    def _phrase(self, words: list[str]) -> Any:
        schema = self._index.schema
        if len(words) == 1:
            return tantivy.Query.term_query(schema, "words", words[0])
        return tantivy.Query.phrase_query(schema, "words", [*words])


class TantivyRanked:
    """tantivy's BM25, any word may occur."""

    def __init__(self, documents: Path, folder: Path) -> None:
        self._words = TantivyWords()
        self._words.build(documents, folder)
        self._words.open(documents, folder)

    def ranked(self, text: str, most: int) -> list[int]:
        """The best articles for `text`."""
        words = list(dict.fromkeys(cut_words(fold(text))))
        return self._words.best_of(words, most) if words else []


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True, indexed=True, fast=True)
    builder.add_bytes_field("title", stored=True)  # kept, not searched in
    builder.add_bytes_field("text", stored=True)
    builder.add_text_field("words", tokenizer_name="whitespace")
    return builder.build()
