"""
How characters are read. The one door to pypinyin. Text comes in, its syllables without tones go out.

ü is written v, as input methods have it. Readings serve what is typed, near spellings and lists from A to
Z; they never decide what a search finds.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from archive.pipeline.programs.names import fold_name

Readings = tuple[str, ...]  # the syllables a character may be read as, the likeliest first
Read = tuple[int, list[str]]  # where a stretch starts, and the syllable of each of its characters
Fold = Callable[[str], str]

# Names of places whose characters are read as a dictionary of words would not expect (洪洞 is hong
# tong). By hand, 2026-11: the readings in use in the places, which 现代汉语词典 enters as 地名用字; not yet
# compared with the printed book row by row.
PLACES = Path(__file__).parent / "data" / "place_readings.csv"
HAN = re.compile(r"[㐀-䶿一-鿿]+")
MOST = 4  # readings of one character; rarer ones are read by nobody who types
SYLLABLE_END = "0"  # before every letter in every collation, so that xi an stands before xian
_PARTS = re.compile(r"[㐀-䶿一-鿿]|[0-9]+|[a-z]+")
_DIGITS = 8  # so that 2 stands before 12


def sort_key(name: str) -> str:
    """
    Where `name` stands in a list from A to Z, in ASCII letters and digits: quotation marks and other
    signs are passed over, numbers come first by their size, Han characters go syllable by syllable.
    """
    folded = fold_name(name)
    syllables = {at: read_character(one)[:1] for at, one in enumerate(folded) if HAN.match(one)}
    for start, read in (*read_words(folded), *read_places(folded)):
        syllables |= {at: (syllable,) for at, syllable in enumerate(read, start)}
    parts = []
    for found in _PARTS.finditer(folded):
        printed = found[0]
        if printed.isdigit():
            parts.append(printed.zfill(_DIGITS))
        else:
            parts += [*syllables.get(found.start(), (printed,)), SYLLABLE_END]
    return "".join(parts)


def read_character(character: str) -> Readings:
    """The ways a single character may be read; none if it is no Han character."""
    return _read_character(character) if HAN.fullmatch(character) else ()


def read_words(text: str) -> Iterator[Read]:
    """How each run of Han characters is read as words: 银行 is yin hang."""
    library = _library()
    for run in HAN.finditer(text):
        syllables = library.lazy_pinyin(run[0], errors="ignore")
        if len(syllables) == len(run[0]):
            yield run.start(), syllables


def read_places(text: str, fold: Fold = fold_name) -> Iterator[Read]:
    """How the names of places in a text folded by `fold` are read, where a dictionary would not know."""
    table, names = _place_table(fold)
    for found in names.finditer(text):
        yield found.start(), table[found[0]]


@cache
def readings_version() -> str:
    """Changes when a character may be read differently."""
    return f"{version('pypinyin')}-{sha256(PLACES.read_bytes()).hexdigest()[:8]}"


def once(syllables: Iterable[str]) -> Readings:
    """Each reading once, in their order."""
    return tuple(dict.fromkeys(syllables))


@cache
def _place_table(fold: Fold) -> tuple[dict[str, list[str]], re.Pattern[str]]:
    with PLACES.open(encoding="utf-8", newline="") as file:
        table = {fold(row["name"]): row["reading"].split() for row in csv.DictReader(file)}
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(longest_first))


@cache
def _read_character(character: str) -> Readings:
    library = _library()
    [found] = library.pinyin(
        character, style=library.Style.NORMAL, heteronym=True, errors="ignore"
    ) or [[]]
    return once(one for one in found if one.isascii() and one.isalpha())[:MOST]


@cache
def _library() -> ModuleType:
    # 57 MB with its dictionary of words, so that only processes that write names have it.
    import pypinyin  # noqa: PLC0415

    return pypinyin
