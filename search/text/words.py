"""
The one door to jieba. Text comes in, its words, folded, go out.

Words only order what the characters have found (search.finding.finder), and cut a run that occurs nowhere:
a badly cut word costs a place in the order, never a hit.
"""

from __future__ import annotations

import logging
from functools import cache
from importlib.metadata import version
from pathlib import Path

import jieba
from django.conf import settings

from search.text.folding import fold

LONGEST_WORD = 64  # longer is no word, and Whoosh's keys have an end
CACHE_FOLDER = "words"
OWNER_ONLY = 0o700


def cut_words(folded: str) -> list[str]:
    """The words of `folded` in order, punctuation left out."""
    return [word for word in _dictionary().cut(folded) if holds_word(word)]


def cut_for_ranking(text: str) -> list[str]:
    """
    The words of a printed or typed text by the dictionary alone, folded: what index and query are compared by.

    No guessing at words the dictionary lacks: it costs time, and orders worse (docs/adr/0014). Spaces
    part words here, though folding drops them: partybuilding is no word.
    """
    pieces = (fold(piece) for piece in text.split())
    words = (word for piece in pieces for word in _dictionary().cut(piece, HMM=False))
    return [word for word in words if len(word) <= LONGEST_WORD and holds_word(word)]


def holds_word(text: str) -> bool:
    """Whether `text` has a Han character, letter or digit, so that it can be a word at all."""
    return any(character.isalnum() for character in text)


def words_version() -> str:
    """Changes when the dictionary may cut differently."""
    return version("jieba")


@cache
def _dictionary() -> jieba.Tokenizer:
    # jieba unmarshals its cache, by default from the shared temporary folder, where anyone on the
    # machine could leave code for us to run.
    folder = Path(settings.DATA_DIR) / CACHE_FOLDER
    folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    folder.chmod(OWNER_ONLY)
    jieba.setLogLevel(logging.WARNING)
    dictionary = jieba.Tokenizer()
    dictionary.tmp_dir = str(folder)
    dictionary.initialize()
    return dictionary
