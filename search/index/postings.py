"""
Postings on their way into Whoosh: which document holds which word, how often. Documents come in one after another,
postings go out word by word.

It stands where Whoosh 2.7.4 has a pool that sorts: five objects a posting, all sorted, each written to disk as a
pickle of its own. But a document's number is larger than those of all before it, so the postings of a word come
in order and only the words are left to sort (docs/adr/0028).
"""

from __future__ import annotations

import heapq
import pickle
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path

# In memory, roughly: a number and the room an array keeps free; a word, its field, its array, its entry.
POSTING, WORD = 9, 270
HALF = 32  # a posting is one number: the document's above these bits, how often it holds the word below
LOWER = (1 << HALF) - 1

Key = tuple[str, bytes]  # field and word
Posting = tuple[
    str, bytes, int, float, bytes | None
]  # as Whoosh has them: document, weight, value after the key


def _numbers() -> array[int]:
    return array("Q")


class PostingGroups:
    """Postings grouped by word, in memory up to `limit` bytes and beyond that in runs in `folder`."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._size = 0  # of the postings in memory
        self._groups: dict[Key, array[int]] = defaultdict(_numbers)
        self._runs: list[Path] = []

    def add_words(self, field: str, document: int, counts: Mapping[bytes, int]) -> None:
        """Take the words of one field of a document, each with how often it stands there."""
        groups, above = self._groups, document << HALF
        for word, count in counts.items():
            groups[field, word].append(above | count)
        self._size += POSTING * len(counts)
        self._spill_if_full()

    def add(self, posting: Posting) -> None:
        """Take one posting of a segment that Whoosh merges; its weight is a count, its value is nothing."""
        field, word, document, weight, _value = posting
        self._groups[field, word].append(document << HALF | int(weight))
        self._size += POSTING
        self._spill_if_full()

    def iter_postings(self) -> Iterator[Posting]:
        """All postings by field, word and document. Raises OSError if a run cannot be read."""
        runs = [_read(path) for path in self._runs]
        merged = heapq.merge(*runs, self._sorted(), key=itemgetter(0))
        for (field, word), groups in groupby(merged, key=itemgetter(0)):
            for posting in sorted(one for _key, group in groups for one in group):
                yield field, word, posting >> HALF, posting & LOWER, b""

    def cleanup(self) -> None:
        """Drop everything, in memory and on disk."""
        self._groups.clear()
        for path in self._runs:
            path.unlink(missing_ok=True)
        self._runs.clear()

    def _spill_if_full(self) -> None:
        if self._size + WORD * len(self._groups) < self._limit:
            return
        path = self._folder / f"{len(self._runs)}.run"
        self._runs.append(path)
        with path.open("wb") as run:
            for key, group in self._sorted():
                pickle.dump((key, group.tobytes()), run, pickle.HIGHEST_PROTOCOL)
        self._groups.clear()
        self._size = 0

    def _sorted(self) -> Iterator[tuple[Key, array[int]]]:
        for key in sorted(self._groups):
            yield key, self._groups[key]


def _read(path: Path) -> Iterator[tuple[Key, array[int]]]:
    with path.open("rb") as run:
        while run.peek(1):
            key, group = pickle.load(run)  # noqa: S301  # written above, a moment ago, in a folder of the index
            yield key, array("Q", group)
