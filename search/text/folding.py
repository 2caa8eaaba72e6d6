"""
How a text is compared. Any text comes in; the form in which two writings of one thing are equal goes out.

Folding works character by character and looks at nothing around a character, so folding a part of a
text gives a part of the folded text. "Nothing is unfindable" rests on that; so no phrase tables
(乾隆 folds to 干隆, on both sides alike). It decides what is found, never what is shown.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import chain

from opencc import OpenCC

HAN_RANGES = (
    range(0x3400, 0x4DC0),  # extension A
    range(0x4E00, 0xA000),  # unified ideographs
    range(0x20000, 0x2EE60),  # extensions B to F, I
    range(0x30000, 0x323B0),  # extensions G, H
)
# Code points that stand for one other character: CJK and Kangxi radicals (PDF text layers print
# 人 as ⼈), compatibility ideographs, full-width and half-width forms.
LOOKALIKE_RANGES = (
    range(0x2E80, 0x2FD6),
    range(0xF900, 0xFB00),
    range(0xFF00, 0xFFF0),
    range(0x2F800, 0x2FA20),
)

# What OpenCC's character table leaves apart though Chinese print uses them as one; by hand,
# 2026-11-22. 著 is 着 in 著力 and 沿著; where it means a work the fold is the same on both sides.
SAME = {
    "著": "着",
    "祇": "只",
    "衹": "只",
    "妳": "你",
    "瞭": "了",
    "衞": "卫",
    "囯": "国",
    "叧": "另",
    "徧": "遍",
    "犂": "犁",
}

# Ignored between other characters: quotation marks, title marks, middle dots.
IGNORED_MARKS = "\"'“”„‟‘’‚‛「」『』〝〞〟﹁﹂﹃﹄«»‹›`´《》〈〉﹏·・•‧∙⋅･"
# Spaces, line breaks, control and zero-width characters, lone surrogates.
IGNORED_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"})
VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
# How many characters are looked at one by one, for each of a text, before it is folded as a whole.
WALKED = 4
# Everything assigned outside private use, as of Unicode 15: the planes between hold nothing.
ASSIGNED_RANGES = (range(0x323B0), range(0xE0000, 0xE01F0))


@dataclass(frozen=True, slots=True)
class Folded:
    """
    A folded text, and where it left characters out.

    `left_out[n]` is how many folded characters stand before the ignored character n of the original.
    """

    text: str
    left_out: Sequence[int]

    def place(self, at: int) -> int:
        """Where character `at` stands in the text it was folded from."""
        return at + bisect_right(self.left_out, at)

    @property
    def places(self) -> list[int]:
        """Where each character stands, for short texts: it is made anew each time."""
        return [self.place(at) for at in range(len(self.text))]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original that `text[start:end]` was folded from, end excluded."""
        return self.place(start), self.place(end - 1) + 1


def fold(text: str) -> str:
    """The form of `text` that search compares: script, width, case and quotation marks made equal."""
    return text.translate(folding_table())


def fold_with_places(text: str) -> Folded:
    """`fold(text)`, knowing where in `text` each of its characters stands."""
    ignored = _ignored_pattern().finditer(text)
    return Folded(fold(text), [found.start() - n for n, found in enumerate(ignored)])


def find_folded(text: str, folded: str) -> list[tuple[int, int]]:
    """
    The ranges of `text` that fold to `folded`, left to right, each from its first to its last character.

    Of 村村 in 村村村 both, since one who looks for it means both. Only around the characters that
    may begin one is anything folded: a text has few of them.
    """
    if not folded:
        return []
    writings = _writings().get(folded[0], folded[0])
    if len(folded) * sum(map(text.count, writings)) > WALKED * len(text):
        return _found_in_fold(text, folded)
    starts = sorted(chain.from_iterable(_positions(text, one) for one in writings))
    if len(folded) == 1:
        return [(start, start + 1) for start in starts]
    ends = ((start, _end_of(text, start, folded)) for start in starts)
    return [(start, end) for start, end in ends if end]


def _positions(text: str, character: str) -> Iterator[int]:
    at = text.find(character)
    while at >= 0:
        yield at
        at = text.find(character, at + 1)


def _end_of(text: str, start: int, folded: str) -> int:
    """Where the range ends that begins at `start` and folds to `folded`; 0 if none does."""
    if text.startswith(folded, start):  # folding leaves folded characters as they are
        return start + len(folded)
    table = folding_table()
    wanted = 1
    for at in range(start + 1, len(text)):
        character = table.get(ord(text[at]), text[at])
        if character is None:
            continue
        if character != folded[wanted]:
            return 0
        wanted += 1
        if wanted == len(folded):
            return at + 1
    return 0


def _found_in_fold(text: str, folded: str) -> list[tuple[int, int]]:
    """The same for what may begin nearly everywhere, at a cost that does not grow with `folded`."""
    whole = fold_with_places(text)
    step = next(n for n in range(1, len(folded) + 1) if folded.startswith(folded[n:]))
    found = []
    at = whole.text.find(folded)
    while at >= 0:
        found.append(whole.original(at, at + len(folded)))
        at = whole.text.find(folded, at + step)
    return found


@cache
def _writings() -> dict[str, str]:
    """Each folded character that has other forms, with all its forms."""
    forms: dict[str, str] = {}
    for code, folded in folding_table().items():
        if folded is not None:
            forms[folded] = forms.get(folded, folded) + chr(code)
    return forms


def is_traditional(text: str) -> bool:
    """Whether `text` has a Han character that folds to another, as typed in Traditional script."""
    table = folding_table()
    return any(
        ord(character) in table and any(ord(character) in codes for codes in HAN_RANGES)
        for character in text
    )


@cache
def folding_table() -> dict[int, str | None]:
    """Code point to its folded character, None where it is ignored; what is missing stays."""
    table: dict[int, str | None] = {}
    simplified = _simplified()
    for code in chain(*ASSIGNED_RANGES):
        character = chr(code)
        if _is_ignored(character):
            table[code] = None
            continue
        folded = _fold_character(character, simplified)
        if folded != character:
            table[code] = None if _is_ignored(folded) else folded
    return table


@cache
def _ignored_pattern() -> re.Pattern[str]:
    """One character that folding leaves out."""
    ignored = {code for code, folded in folding_table().items() if folded is None}
    # As ranges: beyond the first plane `re` would compare with each listed character in turn.
    first = sorted(code for code in ignored if code - 1 not in ignored)
    last = sorted(code for code in ignored if code + 1 not in ignored)
    ranges = (f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in zip(first, last, strict=True))
    return re.compile(f"[{''.join(ranges)}]")


@cache
def folding_version() -> str:
    """Changes whenever any character folds differently: an index made before then is out of date."""
    lines = (f"{code:x} {folded or ''}" for code, folded in sorted(folding_table().items()))
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _simplified() -> dict[str, str]:
    """Each single character that OpenCC's Traditional-to-Simplified table changes, with the result."""
    characters = [chr(code) for code in chain(*HAN_RANGES)]
    converter = OpenCC("t2s")
    # One call: the line breaks keep OpenCC's phrase tables from joining neighbours.
    converted = converter.convert("\n".join(characters)).split("\n")
    return {one: other for one, other in zip(characters, converted, strict=True) if one != other}


def _fold_character(character: str, simplified: dict[str, str]) -> str:
    folded = character
    if any(ord(character) in codes for codes in LOOKALIKE_RANGES):
        folded = _if_single(unicodedata.normalize("NFKC", folded), folded)
    folded = _if_single(folded.lower(), folded)
    # 薴 becomes 苧 and 苧 becomes 苎: follow until it stands, so that folding twice is folding once.
    while folded in simplified:
        folded = simplified[folded]
    return SAME.get(folded, folded)


def _if_single(candidate: str, otherwise: str) -> str:
    return candidate if len(candidate) == 1 else otherwise


def _is_ignored(character: str) -> bool:
    return (
        character in IGNORED_MARKS
        or unicodedata.category(character) in IGNORED_CATEGORIES
        or any(ord(character) in codes for codes in VARIATION_SELECTORS)
    )
