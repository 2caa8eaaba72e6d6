"""
How characters are read. The one door to pypinyin. Text comes in, its syllables without tones go out.

ü is written v, as input methods have it. Readings serve what is typed and near spellings; they never decide
what a search finds.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from types import ModuleType

from search.text.folding import fold, fold_with_places

Readings = tuple[str, ...]  # the syllables a character may be read as, the likeliest first

# Names of places whose characters are read as a dictionary of words would not expect (洪洞 is hong
# tong). By hand, 2026-11: the readings in use in the places, which 现代汉语词典 enters as 地名用字; not yet
# compared with the printed book row by row.
PLACES = Path(__file__).with_name("place_readings.csv")
HAN = re.compile(r"[㐀-䶿一-鿿]+")
COMMON_HAN = range(0x4E00, 0xA000)
MOST = 4  # readings of one character; rarer ones are read by nobody who types


def read_characters(text: str) -> tuple[Readings, ...]:
    """For each character of `fold(text)` its readings; what is not Han stands for itself."""
    folded = fold_with_places(text)
    readings: list[Readings] = []
    for at, character in enumerate(folded.text):
        printed = text[folded.place(at)]  # 乾 is read qian, whatever it folds to
        readings.append(_once(chain(_single(printed), _single(character))) or (character,))
    for start, syllables in chain(_phrases(folded.text), _places(folded.text)):
        for at, syllable in enumerate(syllables, start):
            readings[at] = _once([syllable, *readings[at]])
    return tuple(readings)


def common_readings() -> Iterator[tuple[str, Readings]]:
    """Every character of the common block that folding leaves as it is, with its readings."""
    for code in COMMON_HAN:
        character = chr(code)
        readings = _single(character)
        if readings and fold(character) == character:
            yield character, readings


@cache
def readings_version() -> str:
    """Changes when a character may be read differently."""
    return f"{version('pypinyin')}-{sha256(PLACES.read_bytes()).hexdigest()[:8]}"


def _phrases(folded: str) -> Iterator[tuple[int, list[str]]]:
    """Where a run of Han characters starts, and how it is read as words: 银行 is yin hang."""
    library = _library()
    for run in HAN.finditer(folded):
        syllables = library.lazy_pinyin(run[0], errors="ignore")
        if len(syllables) == len(run[0]):
            yield run.start(), syllables


def _places(folded: str) -> Iterator[tuple[int, list[str]]]:
    table, names = _place_table()
    for found in names.finditer(folded):
        yield found.start(), table[found[0]]


@cache
def _place_table() -> tuple[dict[str, list[str]], re.Pattern[str]]:
    with PLACES.open(encoding="utf-8", newline="") as file:
        table = {fold(row["name"]): row["reading"].split() for row in csv.DictReader(file)}
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(longest_first))


@cache
def _single(character: str) -> Readings:
    if not HAN.fullmatch(character):
        return ()
    library = _library()
    [found] = library.pinyin(
        character, style=library.Style.NORMAL, heteronym=True, errors="ignore"
    ) or [[]]
    return _once(one for one in found if one.isascii() and one.isalpha())[:MOST]


@cache
def _library() -> ModuleType:
    # 57 MB with its dictionary of words, so that only the process that writes the index has it.
    import pypinyin  # noqa: PLC0415

    return pypinyin


def _once(syllables: Iterator[str] | list[str]) -> Readings:
    return tuple(dict.fromkeys(syllables))
