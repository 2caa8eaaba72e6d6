"""
How a folded text may be typed. Text comes in, the readings of each of its characters go out.

What is read comes from `archive.pinyin`; here it is laid over the text as search compares it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from archive.pinyin import Readings, once, read_character, read_places, read_words
from search.text.folding import fold, fold_with_places

COMMON_HAN = range(0x4E00, 0xA000)


def read_characters(text: str) -> tuple[Readings, ...]:
    """For each character of `fold(text)` its readings; what is not Han stands for itself."""
    folded = fold_with_places(text)
    readings: list[Readings] = []
    for at, character in enumerate(folded.text):
        printed = text[folded.place(at)]  # 乾 is read qian, whatever it folds to
        found = once(chain(read_character(printed), read_character(character)))
        readings.append(found or (character,))
    for start, syllables in chain(read_words(folded.text), read_places(folded.text, fold)):
        for at, syllable in enumerate(syllables, start):
            readings[at] = once([syllable, *readings[at]])
    return tuple(readings)


def common_readings() -> Iterator[tuple[str, Readings]]:
    """Every character of the common block that folding leaves as it is, with its readings."""
    for code in COMMON_HAN:
        character = chr(code)
        readings = read_character(character)
        if readings and fold(character) == character:
            yield character, readings
