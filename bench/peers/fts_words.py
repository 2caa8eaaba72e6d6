"""SQLite's FTS5 over jieba's words. Documents in, ids and snippets out; also ordered by any of a text's words."""

from __future__ import annotations

from pathlib import Path

from bench.peers.cutting import cut, cut_words
from bench.peers.fts import RANKED, Fts, hexed
from search.text.folding import fold


class Words(Fts):
    """One token a word, punctuation included; a literal is a phrase of its words."""

    def tokens(self, text: str) -> str:
        return " ".join(map(hexed, cut(text)))


class WordsRanked:
    """FTS5's bm25, any word may occur."""

    def __init__(self, documents: Path, folder: Path) -> None:
        self._words = Words()
        self._words.build(documents, folder)
        self._words.open(documents, folder)

    def ranked(self, text: str, most: int) -> list[int]:
        """The best articles for `text`."""
        words = dict.fromkeys(cut_words(fold(text)))
        match = " OR ".join(f'"{hexed(word)}"' for word in words)
        return self._words.ids(RANKED, match, most) if match else []
