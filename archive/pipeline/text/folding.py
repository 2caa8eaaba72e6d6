"""One spelling for matching: printed text in, Simplified text of the same length out."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.pipeline.text.script import simplify

# opencc's t2s keeps 著 wherever it may be the 著 of 著作 (checked on 1.4.2, 2026-08). Reports write it
# for the particle 着 (著力, 看著), so it is folded except in the words that really have 著.
_KEPT_AFTER = "显名原土专论编译巨拙遗所卓昭合新旧"
_KEPT_BEFORE = "作名称述录书者文于"
_PARTICLE = re.compile(f"(?<![{_KEPT_AFTER}])著(?![{_KEPT_BEFORE}])")
_WIDE = tuple(zip("０１２３４５６７８９．％＋　「」『』", "0123456789.%+ “”‘’", strict=True))
_MARKS = tuple(zip("，；：（）！？", ",;:()!?", strict=True))

# Each step folds the same passages anew. Only what is short is kept, so that no file can fill the memory.
_KEPT, _KEPT_LENGTH = 512, 4_000


def fold_text(text: str) -> str:
    """
    Give `text` in Simplified characters, half-width figures and mainland quotation marks.

    An offset into the folded text is an offset into the printed text.
    """
    return _fold_once(text) if len(text) <= _KEPT_LENGTH else _fold(text)


def fold_marks(text: str) -> str:
    """
    Give `text` as fold_text does, with half-width marks too: reports mix both in one sentence.

    Not for figures: 15，200 is two of them, 15,200 may be one.
    """
    return _fold_marks_once(text) if len(text) <= _KEPT_LENGTH else _fold_marks(text)


def _fold_marks(text: str) -> str:
    return _replaced(fold_text(text), _MARKS)


def _fold(text: str) -> str:
    return _replaced(_PARTICLE.sub("着", simplify(text)), _WIDE)


_fold_once = lru_cache(_KEPT)(_fold)
_fold_marks_once = lru_cache(_KEPT)(_fold_marks)


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """`text` with each pair's first character as its second; several times as fast as str.translate."""
    for printed, folded in pairs:
        text = text.replace(printed, folded)
    return text
