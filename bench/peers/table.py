"""
What peers without facets and snippets of their own add in plain Python. Documents in, counts and snippets out.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.documents import read_documents
from bench.peers.protocol import Question

AROUND = 40  # characters shown on either side of a hit
LISTED = 100  # values of a facet


class TagTable:
    """The facet values of every article, held in memory."""

    def __init__(self, documents: Path) -> None:
        names: dict[tuple[str, str], tuple[str, str]] = {}
        self._tags: dict[int, list[tuple[str, str]]] = {}
        for document in read_documents(documents):
            keys = dict.fromkeys((tag.facet, tag.value) for tag in document.tags)
            self._tags[document.identity] = [names.setdefault(key, key) for key in keys]

    def count(self, ids: Iterable[int]) -> Mapping[str, list[tuple[str, int]]]:
        """Each facet's most frequent values among `ids`."""
        counts: Counter[tuple[str, str]] = Counter()
        for identity in ids:
            counts.update(self._tags[identity])
        facets: dict[str, list[tuple[str, int]]] = {}
        for (facet, value), count in counts.most_common():
            listed = facets.setdefault(facet, [])
            if len(listed) < LISTED:
                listed.append((value, count))
        return facets


def snippet(text: str, question: Question) -> str:
    """A stretch of `text` around the first hit, hits marked."""
    pattern = re.compile("|".join(map(re.escape, question.terms)))
    first = pattern.search(text)
    at = first.start() if first else 0
    return pattern.sub(r"<mark>\g<0></mark>", text[max(0, at - AROUND) : at + AROUND])


def write_table(rows: Iterable[Sequence[object]]) -> int:
    """The rows as CSV in memory; how many."""
    out = io.StringIO()
    writer = csv.writer(out)
    written = 0
    for row in rows:
        writer.writerow(row)
        written += 1
    return written
