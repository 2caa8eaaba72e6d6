"""
What a misspelt name may have meant. Characters that find little come in, names of the archive go out.

Near is: the same sound, a character that looks alike, one character too many, too few, wrong or swapped
with its neighbour. Only names are compared, of articles anyone may read; nothing is searched by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from archive.pinyin import Readings
from search.index.name_index import NameIndex, StoredName, open_names
from search.index.named import NameKind
from search.index.names import LETTERS, first_letters
from search.suggesting.suggest import suggest
from search.suggesting.visible import unseen_ids
from search.text.folding import fold, fold_with_places

# Characters easily taken for each other in print or typed for each other, a group a line. By hand,
# 2026-11. Variants of one character (鎭, 镇) fold to one and are no matter of spelling.
SHAPES = Path(__file__).with_name("shapes.csv")
SHORTEST, LONGEST = 2, 12  # folded characters
SHORTEST_EDITED = 4  # any character of a shorter name may be wrong, and then it is another name
LOOKED_AT = 200
MOST = 6
BLURS = {"h": "", "l": "n", "g": ""}
BLURRED = re.compile(r"(?<=^[zcs])h|^l|(?<=n)g$")


class Why(IntEnum):
    """In what a name differs from what was typed; the first are the likeliest."""

    SOUND = 0
    SHAPE = 1
    EDIT = 2
    LETTERS = 3  # pinyin, whole or first letters
    SIGNS = 4  # marks around it that no article prints there: 支部*


@dataclass(frozen=True, slots=True)
class Near:
    """A name, or the part of it, that what was typed may have meant."""

    text: str  # as printed, without quotation marks
    kind: NameKind
    why: Why


@dataclass(frozen=True, slots=True)
class _Piece:
    name: StoredName
    start: int
    end: int
    why: Why

    @property
    def folded(self) -> str:
        return self.name.folded[self.start : self.end]

    @property
    def order(self) -> tuple[int, ...]:
        whole = self.end - self.start == len(self.name.folded)
        title = self.name.kind is NameKind.TITLE
        return (self.why, title, not whole, self.start, -self.name.articles)


def find_near(text: str, root: Path) -> list[Near]:
    """
    The names nearest to `text`, the likeliest first; none if it is a name itself.

    Raises SearchUnavailable if there is no index to ask.
    """
    folded = fold(text)
    names = open_names(root)
    if not SHORTEST <= len(folded) <= LONGEST:
        return []
    with names.snapshot():
        if names.called(folded, 1):
            return []
        found = (piece for piece in _Nearness(names, folded).pieces() if piece.folded != folded)
        return _printed(names, sorted(found, key=lambda piece: piece.order))


def find_spelled(text: str, root: Path) -> list[Near]:
    """
    The names that letters stand for, the likeliest first: yanminghu and ymh are 雁鸣湖.

    Raises SearchUnavailable if there is no index to ask.
    """
    if not text.isascii() or len(text) < SHORTEST:
        return []
    names = (one for one in suggest(text, root) if one.kind is not NameKind.TITLE)
    return [Near(_without_marks(one.form), one.kind, Why.LETTERS) for one in names]


def _without_marks(form: str) -> str:
    return "".join(form[place] for place in fold_with_places(form).places)


class _Nearness:
    """What was typed, compared with names."""

    def __init__(self, names: NameIndex, folded: str) -> None:
        self._names = names
        self._folded = folded
        self._readings = names.readings(set(folded))

    def pieces(self) -> Iterator[_Piece]:
        yield from self._same_sound()
        yield from self._same_shape()
        yield from self._edited()

    def _same_sound(self) -> Iterator[_Piece]:
        typed = [self._readings.get(one, (one,)) for one in self._folded]
        for letters in first_letters(typed[:LETTERS]):
            for start in self._names.lettered(letters, LOOKED_AT):
                end = start.at + len(typed)
                readings = start.name.readings[start.at : end]
                if len(readings) == len(typed) and all(map(_sound_alike, typed, readings)):
                    yield _Piece(start.name, start.at, end, Why.SOUND)

    def _same_shape(self) -> Iterator[_Piece]:
        for at, character in enumerate(self._folded):
            for other in _shapes().get(character, ""):
                meant = self._folded[:at] + other + self._folded[at + 1 :]
                for name in (
                    *self._names.holding(meant, LOOKED_AT),
                    *self._names.titles_holding(meant, 1),
                ):
                    start = name.folded.index(meant)
                    yield _Piece(name, start, start + len(meant), Why.SHAPE)

    def _edited(self) -> Iterator[_Piece]:
        """One half of what was typed stands in the name as it is, the other but for one character."""
        whole = self._folded
        if len(whole) < SHORTEST_EDITED - 1:
            return
        halves = [(whole[:at], whole[at + 1 :]) for at in range(len(whole))]
        halves += [(whole[:at], whole[at:]) for at in range(1, len(whole))]
        halves += [(whole[:at], whole[at + 2 :]) for at in range(len(whole) - 1)]
        asked = {tuple(half for half in pair if half) for pair in halves}
        for name in self._names.holding_any(sorted(asked), LOOKED_AT):
            yield from self._edits_in(name)

    def _edits_in(self, name: StoredName) -> Iterator[_Piece]:
        typed = len(self._folded)
        for length in (typed, typed + 1, typed - 1):
            for start in range(len(name.folded) - length + 1):
                why = self._edit(name, start, start + length)
                if why is not None:
                    yield _Piece(name, start, start + length, why)

    def _edit(self, name: StoredName, start: int, end: int) -> Why | None:
        """In what `name[start:end]` differs from what was typed, if in one thing."""
        piece = name.folded[start:end]
        at = _differs_at(self._folded, piece)
        if at is None or piece == self._folded:
            return None
        if len(piece) == len(self._folded) and self._folded[at + 1 :] == piece[at + 1 :]:
            typed, meant = self._folded[at], piece[at]
            readings = self._readings.get(typed, (typed,))
            if _sound_alike(_blurred(readings), _blurred(name.readings[start + at])):
                return Why.SOUND
            if meant in _shapes().get(typed, ""):
                return Why.SHAPE
        whole = start == 0 and len(piece) == len(name.folded) < len(self._folded)
        begins = start == 0 and len(piece) >= SHORTEST_EDITED
        return Why.EDIT if whole or begins else None


def _differs_at(typed: str, meant: str) -> int | None:
    """Where the two part, if one edit makes them equal."""
    at = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), None)
    at = min(len(typed), len(meant)) if at is None else at
    rest, other = typed[at:], meant[at:]
    if rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]:
        return at
    swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return at if swapped else None


def _sound_alike(one: Readings, other: Readings) -> bool:
    return not set(one).isdisjoint(other)


def _blurred(readings: Readings) -> Readings:
    """What many speakers do not tell apart made one: zh and z, n and l, -ng and -n."""
    return tuple(BLURRED.sub(lambda sound: BLURS[sound[0]], one) for one in readings)


def _printed(names: NameIndex, pieces: Iterable[_Piece]) -> list[Near]:
    """The distinct pieces that visible articles hold, as printed."""
    unseen = unseen_ids(names)
    found: dict[str, Near] = {}
    for piece in pieces:
        if len(found) == MOST:
            break
        if piece.folded in found or not unseen.stands(names.ids(piece.name)):
            continue
        places = fold_with_places(piece.name.form).places[piece.start : piece.end]
        text = "".join(piece.name.form[place] for place in places)
        found[piece.folded] = Near(text, piece.name.kind, piece.why)
    return list(found.values())


@cache
def _shapes() -> Mapping[str, str]:
    """Each character with those that look like it."""
    groups = [fold(line) for line in SHAPES.read_text(encoding="utf-8").split()]
    return {one: group.replace(one, "") for group in groups for one in group}
