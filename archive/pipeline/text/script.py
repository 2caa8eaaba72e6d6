"""The script a text is in, and its words in Simplified form. Text in, Script or text out."""

from __future__ import annotations

from functools import cache
from operator import ne

import opencc

from archive.pipeline.values import Script

SAMPLE = 4_000  # characters; a majority shows long before


def find_script(text: str) -> Script:
    """
    Simplified or Traditional, by majority of the characters that only one of the two has.

    A text without any such character counts as Simplified.
    """
    sample = text[:SAMPLE]
    traditional = _changed(sample, simplify(sample))
    simplified = _changed(sample, _converter("s2t").convert(sample))
    return Script.HANT if traditional > simplified else Script.HANS


def simplify(text: str) -> str:
    """`text` in Simplified characters, character for character (the length never changes)."""
    converter = _converter("t2s")
    simplified: str = converter.convert(text)
    if len(simplified) == len(text):
        return simplified
    return "".join(converter.convert(c)[:1] or c for c in text)


def _changed(before: str, after: str) -> int:
    return sum(map(ne, before, after))


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)
