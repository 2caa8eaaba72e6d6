"""One spelling for matching: printed text in, Simplified text of the same length out."""

from __future__ import annotations

from archive.pipeline.script import simplify

# Words whose 著 the simplifying table leaves, where the mainland prints 着.
_WORDS = (("著力", "着力"), ("著眼", "着眼"), ("著手", "着手"), ("看著", "看着"), ("沿著", "沿着"))
_WIDE = str.maketrans("０１２３４５６７８９．％　「」『』", "0123456789.% “”‘’")


def fold_text(text: str) -> str:
    """
    Give `text` in Simplified characters and half-width figures, character for character.

    An offset into the folded text is an offset into the printed text.
    """
    folded = simplify(text)
    for printed, plain in _WORDS:
        folded = folded.replace(printed, plain)
    return folded.translate(_WIDE)
