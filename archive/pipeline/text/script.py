"""The script a text is in, and its words in Simplified form. Text in, Script or text out."""

from __future__ import annotations

from functools import cache

import opencc

from archive.pipeline.values import Script

SAMPLE = 4_000  # characters; a majority shows long before
HAN = (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))


def find_script(text: str) -> Script:
    """
    Simplified or Traditional, by majority of the characters that only one of the two has.

    A text without any such character counts as Simplified.
    """
    sample = text[:SAMPLE]
    used = frozenset(sample)
    traditional = sum(map(sample.count, used & _changed_by("t2s")))
    simplified = sum(map(sample.count, used & _changed_by("s2t"))) if traditional else 0
    return Script.HANT if traditional > simplified else Script.HANS


def simplify(text: str) -> str:
    """`text` in Simplified characters, character for character (the length never changes)."""
    if _is_simplified(text):
        return text
    converter = _converter("t2s")
    simplified: str = converter.convert(text)
    if len(simplified) == len(text):
        return simplified
    return "".join(converter.convert(c)[:1] or c for c in text)


def _is_simplified(text: str) -> bool:
    """Whether nothing in `text` is Traditional; asking is many times as fast as converting."""
    only_bmp = len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)
    return only_bmp and _changed_by("t2s").isdisjoint(text)


@cache
def _changed_by(config: str) -> frozenset[str]:
    """The Chinese characters of the Basic Multilingual Plane that a conversion changes."""
    before = "\n".join(map(chr, HAN))  # apart, so that no two make a phrase
    after = _converter(config).convert(before).split("\n")
    return frozenset(c for c, converted in zip(before[::2], after, strict=True) if c != converted)


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)
