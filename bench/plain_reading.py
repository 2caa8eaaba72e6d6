"""Which documents hold a string, by reading them all: what every index is held to. Documents in, ids out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from bench.documents import Document

END = "\ue001"  # between two documents


class PlainReading:
    """All documents one after another in memory."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._identities = [document.identity for document in documents]
        self._starts: list[int] = []
        at = 0
        for document in documents:
            self._starts.append(at)
            at += len(document.text) + len(END)
        self._text = END.join(document.text for document in documents)

    def holders(self, literal: str) -> frozenset[int]:
        """The documents one of whose parts holds `literal`."""
        held = set()
        at = self._text.find(literal)
        while at >= 0:
            number = bisect_right(self._starts, at)
            held.add(self._identities[number - 1])
            if number == len(self._starts):
                break
            at = self._text.find(literal, self._starts[number])
        return frozenset(held)
