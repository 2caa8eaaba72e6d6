"""
The one door to Whoosh. Words and the ids that the characters decided on come in, scores go out.

Whoosh only orders: an article it has not heard of yet keeps its place in the result with score 0.

Whoosh 2.7.4 as it is, measured: `compound=False`, since opening a compound segment copies all of it;
a reader is opened afresh when the generation moved, never `refresh()`ed (after a change of build
that keeps reading the old one); a document that fails inside a writer poisons it, so words are cut
before the writer sees them and a failing writer is cancelled; fields without positions, since
phrases are the characters' business, and without values, for a posting's weight says how often.
Words are counted before they come here and go past Whoosh's analyzers and its pool of postings
(docs/adr/0028); no class of ours is pickled into the index, so renaming one cannot make it unreadable.
"""

from __future__ import annotations

import pickle
import struct
import zlib
from array import array
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from whoosh import index as whoosh_index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3LeafMatcher
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, TEXT, Schema
from whoosh.formats import Existence
from whoosh.matching import WrappingMatcher
from whoosh.query import Term
from whoosh.scoring import BM25F
from whoosh.util.numeric import byte_to_length

from search.index.damage import damage
from search.index.documents import Field, IndexedDocument
from search.index.errors import WriterBusy
from search.index.idsets import IdSet
from search.index.postings import PostingGroups
from search.text.words import cut_for_ranking

# A word in the title says more about an article than the same word in its body.
ZONES: dict[str, tuple[Field, ...]] = {
    "title": (Field.TITLE,),
    "head": (Field.SUBTITLE, Field.KICKER),
    "side": (Field.SUMMARY, Field.HEADINGS, Field.CAPTIONS, Field.BYLINE),
    "body": (Field.BODY,),
}
WEIGHTS = {"title": 5.0, "head": 3.0, "side": 1.5, "body": 1.0}
MEMORY = 128 << 20  # bytes of postings before they go to disk

COMMON, MANY = 0.25, 1000
SKIP_COST = 8  # jumping to one document costs about as much as going through so many
KEPT_POSTINGS = 400_000  # 5 MB
KEPT_RARITIES = 4096  # of words, in Whoosh, which would keep all it was ever asked
KEPT_ENTRY = 32  # what keeping a word takes besides, in postings: most have few

# What Whoosh lets through when a file of its is cut short or garbled; it has no error of its own.
UNREADABLE = (
    OSError,
    EOFError,
    IndexError,
    KeyError,
    ValueError,
    TypeError,
    AssertionError,
    struct.error,
    zlib.error,
    pickle.UnpicklingError,
    whoosh_index.IndexError,
)


@dataclass(frozen=True, slots=True)
class WordDocument:
    """The words of an article by zone, each with how often it stands there, cut before a writer is opened."""

    article_id: int
    version: int
    zones: dict[str, dict[bytes, int]]


def cut_document(document: IndexedDocument) -> WordDocument:
    """The words Whoosh will hold of `document`."""
    zones = {
        zone: _counts(document.texts[field] for field in fields if field in document.texts)
        for zone, fields in ZONES.items()
    }
    return WordDocument(document.article_id, document.version, zones)


class RankIndex:
    """The words of one build, open for reading; what is committed later is not seen."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._index = whoosh_index.open_dir(str(path))
            # Asked before opening: a commit in between makes one needless reopening, never a miss.
            self._generation = self._index.latest_generation()
            self._searcher = self._index.searcher(weighting=BM25F())
            self._articles = self._column("article")
        except UNREADABLE as error:
            raise damage(path, error) from error
        self._kept: OrderedDict[tuple[str, str], tuple[array[int], array[float]]] = OrderedDict()
        self._kept_size = 0
        self._lengths: dict[tuple[int, str], array[float]] = {}
        self._numbers = {article: number for number, article in self._articles.items()}

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()
        self._index.close()

    def is_latest(self) -> bool:
        """Whether nothing was committed since opening."""
        try:
            return bool(self._index.latest_generation() == self._generation)
        except UNREADABLE as error:
            raise damage(self._path, error) from error

    def versions(self) -> dict[int, int]:
        """The version each article was indexed from."""
        try:
            versions = self._column("version")
        except UNREADABLE as error:
            raise damage(self._path, error) from error
        return {article: versions[number] for number, article in self._articles.items()}

    def score(self, words: Sequence[str], ids: IdSet) -> dict[int, float]:
        """
        BM25F over the words, for those of `ids` that hold any of them.

        A word that stands in more than a quarter of many articles tells none from another: it is passed over.
        """
        scores: dict[int, float] = {}
        if len(self._searcher._idf_cache) > KEPT_RARITIES:
            self._searcher._idf_cache.clear()
        try:
            for word in dict.fromkeys(words):
                for zone in ZONES:
                    self._add(scores, zone, word, ids)
        except UNREADABLE as error:
            raise damage(self._path, error) from error
        return scores

    def rarest(self, words: Sequence[str], most: int) -> list[str]:
        """Those of the words that the fewest articles hold, as many as have no more than `most` postings together."""
        try:
            held = {
                word: sum(self._searcher.doc_frequency(zone, word) for zone in ZONES)
                for word in dict.fromkeys(words)
            }
        except UNREADABLE as error:
            raise damage(self._path, error) from error
        ranked = sorted(held, key=held.__getitem__)
        sums = accumulate(map(held.__getitem__, ranked))
        return [word for word, sum_ in zip(ranked, sums, strict=True) if sum_ <= most] or ranked[:1]

    def _add(self, scores: dict[int, float], zone: str, word: str, ids: IdSet) -> None:
        holding = self._searcher.doc_frequency(zone, word)
        among = len(self._articles)
        if not holding or (among > MANY and holding > among * COMMON):
            return
        if (zone, word) not in self._kept and len(ids) * SKIP_COST < holding:
            pairs: Iterable[tuple[int, float]] = self._picked(zone, word, ids)
        else:
            articles, scored = self._postings(zone, word)
            held = map(ids.__contains__, articles)
            pairs = compress(zip(articles, scored, strict=True), held)
        if scores:
            known = scores.get
            scores.update([(article, known(article, 0.0) + score) for article, score in pairs])
        else:
            scores.update(pairs)

    def _picked(self, zone: str, word: str, ids: IdSet) -> Iterator[tuple[int, float]]:
        """The scores of `ids` alone, jumping from one to the next in the postings."""
        numbers = sorted(self._numbers[article] for article in ids if article in self._numbers)
        for leaf, offset, matcher in self._matchers(zone, word):
            for number in (n - offset for n in numbers):
                if not 0 <= number < leaf.doc_count_all():
                    continue
                if matcher.is_active() and matcher.id() < number:
                    matcher.skip_to(number)
                if matcher.is_active() and matcher.id() == number:
                    yield self._articles[number + offset], matcher.score()

    def _postings(self, zone: str, word: str) -> tuple[array[int], array[float]]:
        """All articles that hold the word, with its score in each; the last used are kept."""
        key = (zone, word)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        articles, scores = array("L"), array("f")
        for leaf, offset, matcher in self._matchers(zone, word):
            for numbers, scored in self._scored(leaf, zone, matcher):
                held = [number + offset in self._articles for number in numbers]
                if not all(held):  # some were taken out since
                    numbers, scored = list(compress(numbers, held)), list(compress(scored, held))
                articles.extend([self._articles[number + offset] for number in numbers])
                scores.extend(scored)
        self._kept[key] = articles, scores
        self._kept_size += len(articles) + KEPT_ENTRY
        while self._kept_size > KEPT_POSTINGS and len(self._kept) > 1:
            self._kept_size -= len(self._kept.popitem(last=False)[1][0]) + KEPT_ENTRY
        return articles, scores

    def _scored(
        self, leaf: Any, zone: str, matcher: Any
    ) -> Iterator[tuple[Sequence[int], list[float]]]:
        """
        The numbers in a matcher's postings, and the scores of them, block by block.

        As `matcher.score()` gives them one by one, at a fifth of the time.
        """
        inner = matcher
        while isinstance(inner, WrappingMatcher):
            inner = inner.child
        if not isinstance(inner, W3LeafMatcher):  # a single posting lies in the term itself
            while matcher.is_active():
                yield [matcher.id()], [matcher.score()]
                matcher.next()
            return
        scorer, lengths = inner.scorer, self._lengths_in(leaf, zone, inner.scorer)
        most = WEIGHTS[zone] * scorer.idf * (scorer.K1 + 1)
        while inner.is_active():
            inner.id(), inner.weight()  # has the block read
            block = zip(inner._weights, map(lengths.__getitem__, inner._ids), strict=True)
            yield inner._ids, [most * weight / (weight + length) for weight, length in block]
            inner._next_block()

    def _lengths_in(self, leaf: Any, zone: str, scorer: Any) -> array[float]:
        """What the length of each document of a segment takes from a score: the lower part of BM25's fraction."""
        key = (id(leaf), zone)
        if key not in self._lengths:
            column = leaf.reader()._perdoc._cached_reader(f"_{zone}_len", LENGTHS_COLUMN)
            share = scorer.B / scorer.avgfl
            parts = [scorer.K1 * (1 - scorer.B + share * byte_to_length(n)) for n in range(256)]
            stored = column._dbfile.get(column._basepos, column._count)  # a byte a document
            self._lengths[key] = array("d", map(parts.__getitem__, stored))
        return self._lengths[key]

    def _matchers(self, zone: str, word: str) -> Iterator[tuple[Any, int, Any]]:
        term = Term(zone, word, WEIGHTS[zone])
        context = self._searcher.context()
        for leaf, offset in self._searcher.leaf_searchers():
            yield leaf, offset, term.matcher(leaf, context)

    def _column(self, name: str) -> dict[int, int]:
        reader = self._searcher.reader()
        if not reader.doc_count():
            return {}
        column = reader.column_reader(name)
        return {number: int(column[number]) for number in reader.all_doc_ids()}


class RankWriter:
    """The words of one build, open for writing until `commit` or `cancel`."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        self._fresh = create
        try:
            index = (
                whoosh_index.create_in(str(path), _schema())
                if create
                else whoosh_index.open_dir(str(path))
            )
            self._writer = index.writer(compound=False)
            self._postings = PostingGroups(Path(self._writer._tempstorage.folder), MEMORY)
            self._writer.pool = self._postings
            # The bounds by which Whoosh skips blocks, which we never let it: a quarter of the writing.
            self._writer.codec.length_stats = False
        except whoosh_index.LockError as error:
            raise WriterBusy(_("另一个进程正在写检索索引。请等它结束后再试。")) from error
        except UNREADABLE as error:
            raise damage(path, error) from error

    def put(self, document: WordDocument) -> None:
        """Write `document` over what was committed of it; give each article once."""
        if not self._fresh:
            self.remove([document.article_id])
        writer, written = self._writer, self._writer.perdocwriter
        number = writer.docnum
        try:
            written.start_doc(number)
            self._postings.add_words("key", number, {_key(document.article_id): 1})
            for zone, counts in document.zones.items():
                self._postings.add_words(zone, number, counts)
                written.add_field(zone, writer.schema[zone], None, sum(counts.values()))
            for name, value in (("article", document.article_id), ("version", document.version)):
                written.add_column_value(name, writer.schema[name].column_type, value)
            written.finish_doc()
            writer.docnum, writer._added = number + 1, True
        except OSError as error:
            raise damage(self._path, error) from error

    def remove(self, ids: Iterable[int]) -> None:
        """Take those articles out; ids the index does not hold are passed over."""
        try:
            for article in ids:
                self._writer.delete_by_term("key", str(article))
        except UNREADABLE as error:
            raise damage(self._path, error) from error

    def commit(self) -> None:
        """Keep everything written."""
        try:
            self._writer.commit()
        except UNREADABLE as error:
            raise damage(self._path, error) from error

    def cancel(self) -> None:
        """Drop everything written since opening, and free Whoosh's lock."""
        if not self._writer.is_closed:
            self._writer.cancel()


def _counts(texts: Iterable[str]) -> dict[bytes, int]:
    words = Counter(word for text in texts for word in cut_for_ranking(text))
    return {word.encode(): count for word, count in words.items()}


def _key(article: int) -> bytes:
    return str(article).encode()


def _schema() -> Schema:
    words = {zone: TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False) for zone in ZONES}
    for field in words.values():
        field.format = Existence()
    numbers = {name: COLUMN(NumericColumn("q")) for name in ("article", "version")}
    return Schema(key=ID(unique=True), **numbers, **words)
