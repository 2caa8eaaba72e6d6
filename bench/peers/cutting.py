"""jieba's words for peers, cut by its Rust twin `rjieba`, so that cutting is not what is measured."""

from __future__ import annotations

import rjieba


def cut(text: str) -> list[str]:
    """The words of a folded text in order, one after another without overlap."""
    return [word for word in rjieba.cut(text) if not word.isspace()]


def cut_words(text: str) -> list[str]:
    """The same without punctuation."""
    return [word for word in cut(text) if any(character.isalnum() for character in word)]
