"""One spelling for matching: printed text in, Simplified text of the same length out."""

from __future__ import annotations

import re

from archive.pipeline.text.script import simplify

# opencc's t2s keeps 著 wherever it may be the 著 of 著作 (checked on 1.4.2, 2026-08). Reports write it
# for the particle 着 (著力, 看著), so it is folded except in the words that really have 著.
_KEPT_AFTER = "显名原土专论编译巨拙遗所卓昭合新旧"
_KEPT_BEFORE = "作名称述录书者文于"
_PARTICLE = re.compile(f"(?<![{_KEPT_AFTER}])著(?![{_KEPT_BEFORE}])")
_WIDE = str.maketrans("０１２３４５６７８９．％＋　「」『』", "0123456789.%+ “”‘’")
_MARKS = str.maketrans("，；：（）！？", ",;:()!?")


def fold_text(text: str) -> str:
    """
    Give `text` in Simplified characters, half-width figures and mainland quotation marks.

    An offset into the folded text is an offset into the printed text.
    """
    return _PARTICLE.sub("着", simplify(text)).translate(_WIDE)


def fold_marks(text: str) -> str:
    """
    Give `text` as fold_text does, with half-width marks too: reports mix both in one sentence.

    Not for figures: 15，200 is two of them, 15,200 may be one.
    """
    return fold_text(text).translate(_MARKS)
