"""
What letters may stand for. Typed text comes in, the ways to read it as syllables go out.

ymh, yanminghu, yanmh, yan ming hu, yàn'míng'hú and 雁mh are all ways to type 雁鸣湖. A syllable is typed
whole or by its first letter (zh, ch and sh count as one); the last may stop anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.pinyin import Readings
from search.text.folding import fold

# Every syllable of the standard language without tones, after 汉语拼音方案 (1958); ü is v.
SYLLABLES = frozenset(Path(__file__).with_name("syllables.txt").read_text(encoding="ascii").split())
LONGEST = max(map(len, SYLLABLES))
BEGINNINGS = frozenset({"zh", "ch", "sh", *(one[0] for one in SYLLABLES)})
WAYS = 24  # to cut one text into syllables; those with the fewest syllables are tried
TONED = re.compile(r"(?:[a-zü:]+[1-5])+[a-z]*")
PARTS = re.compile(r"[a-z]+|[^a-z]")
DIAERESIS = "\N{COMBINING DIAERESIS}"


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands for one character: a whole syllable, the beginning of one, or the character itself."""

    text: str
    whole: bool = False

    def rank(self, character: str, readings: Readings) -> int | None:
        """Which of its readings makes `character` the one meant, or None; 0 is the likely one."""
        if not self.text.isascii():
            return 0 if self.text == character else None
        for place, reading in enumerate(readings):
            for written in (reading, reading.replace("v", "u")):
                if written == self.text if self.whole else written.startswith(self.text):
                    return place
        return None


Way = tuple[Piece, ...]


def ways_to_read(text: str) -> list[Way]:
    """How `text` may be cut into pieces, the fewest first; none if it has no letter."""
    runs = _runs(text)
    if not any(_has_letter(run) for run in runs):
        return []
    ways: list[Way] = [()]
    for place, run in enumerate(runs):
        last = place == len(runs) - 1
        further = list(_cut(run, last=last))
        ways = sorted((way + more for way in ways for more in further), key=len)[:WAYS]
    return ways


def _runs(text: str) -> list[str]:
    """Runs of letters, and single other characters; spaces, apostrophes and tones part syllables."""
    plain = _without_tones(text.lower())
    chunks = re.split(r"[\s'’‘`´-]+", plain)
    runs: list[str] = []
    for chunk in chunks:
        toned = TONED.fullmatch(chunk)
        for part in re.split(r"(?<=[a-zü:])[1-5]", chunk) if toned else [chunk]:
            runs.extend(PARTS.findall(fold(part.replace("u:", "v").replace("ü", "v"))))
    return runs


def _without_tones(text: str) -> str:
    """yàn becomes yan, lǚ becomes lü; what carries no tone stays."""
    kept = []
    for character in text:
        parted = unicodedata.normalize("NFD", character)
        base = parted[0]
        if base.isascii():
            kept.append("ü" if base == "u" and DIAERESIS in parted else base)
        elif not unicodedata.combining(character):
            kept.append(character)
    return "".join(kept)


def _has_letter(run: str) -> bool:
    return run.isascii() and run.isalpha()


def _cut(run: str, *, last: bool) -> Iterator[Way]:
    if not _has_letter(run):
        yield (Piece(run, whole=True),)
        return
    # best[i]: the ways to cut run[:i], the fewest pieces first
    best: list[list[Way]] = [[] for _ in range(len(run) + 1)]
    best[0].append(())
    for at in range(len(run)):
        for piece in _pieces(run, at, last=last):
            end = at + len(piece.text)
            best[end] = sorted([*best[end], *((*way, piece) for way in best[at])], key=len)[:WAYS]
    yield from best[-1]


def _pieces(run: str, at: int, *, last: bool) -> Iterator[Piece]:
    """The pieces that may start at `at`."""
    for length in range(1, min(LONGEST, len(run) - at) + 1):
        text = run[at : at + length]
        if last and at + length == len(run):
            if _begins(text):
                yield Piece(text)
        elif text in SYLLABLES:
            yield Piece(text, whole=True)
        if text in BEGINNINGS and not (last and at + length == len(run)):
            yield Piece(text)


def _begins(text: str) -> bool:
    return any(syllable.startswith(text) for syllable in SYLLABLES)


def count_unlikely(
    way: Sequence[Piece], folded: str, readings: Sequence[Readings], at: int
) -> int | None:
    """The unlikely readings `way` needs to be `folded` from character `at` on; None if it cannot be."""
    if at + len(way) > len(readings):
        return None
    unlikely = 0
    for piece, character, one in zip(way, folded[at:], readings[at:], strict=False):
        rank = piece.rank(character, one)
        if rank is None:
            return None
        unlikely += rank > 0
    return unlikely
