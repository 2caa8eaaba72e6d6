"""
Whether two texts are printings of one report. Two Bodies come in, a Likeness or None goes out.

Much text in common makes two texts alike. Template text is alike too: the same report written once for
every town, with other names and figures. So alike texts part where names or figures stand for each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from archive.pipeline.text.folding import fold_text
from archive.reprints.alignment import Change, align

RUN = 4  # characters of the runs compared
SHORTEST = 60  # characters; below it only the same text is a reprint
LEAST = 20  # characters; what is shorter stands at the head of many reports
SHORTENED = 0.3  # a version cut to less of the other is an excerpt
REPRINT_SHARE = 0.7  # one character in twelve changed leaves this much
NEARLY_ALL = 0.9  # what a short text needs: announcements are all written alike
SHORT = 200  # characters
# How many of the fewer names or figures may stand for others: one town read wrongly, one figure corrected.
SWAPPED_PLACES = 0.34
SWAPPED_FIGURES = 0.1
SWAPPED_FIGURES_OF_NEARLY_ALL = 0.2
DATELINE = 40  # characters: two papers head one report with their own day
SWAPPED_TWICE = 2
LONGEST_NAME = 12

_MARKS = re.compile(r"[\W_]+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?|[〇零一二三四五六七八九十百千万亿两]{2,}")


class Kind(StrEnum):
    """What two texts are to each other."""

    REPRINT = "reprint"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article as it is compared: letters, Han characters and digits, folded."""

    source: int
    text: str
    figures: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """`shared` of the shorter text's runs stand in the other too."""

    kind: Kind
    shared: float


def make_body(source: int, printed: str, places: frozenset[str]) -> Body:
    """The comparable form of the text `printed` on a page of `source`, which names `places`."""
    folded = fold_text(printed).lower()
    figures = frozenset(_FIGURE.findall(folded, DATELINE))
    return Body(source, _MARKS.sub("", folded), figures, places)


def compare(one: Body, other: Body) -> Likeness | None:
    """What the two are to each other; None where they have too little in common."""
    if one.text == other.text:
        return Likeness(Kind.REPRINT, 1.0) if len(one.text) >= LEAST else None
    shorter, longer = sorted((one, other), key=lambda body: (len(body.text), body.text))
    if len(shorter.text) < max(SHORTEST, SHORTENED * len(longer.text)):
        return None
    shared = share(shorter.text, longer.text)
    if shared < REPRINT_SHARE:
        return None
    formulaic = len(shorter.text) < SHORT and shared < NEARLY_ALL
    apart = formulaic or one.source == other.source or is_template(shorter, longer, shared)
    return Likeness(Kind.ALIKE if apart else Kind.REPRINT, shared)


def share(shorter: str, longer: str) -> float:
    """How much of the runs of `shorter` stand in `longer`."""
    runs = _runs(shorter)
    return len(runs & _runs(longer)) / len(runs)


def is_template(one: Body, other: Body, shared: float) -> bool:
    """Whether names or figures of one stand where the other has its own."""
    figures = SWAPPED_FIGURES_OF_NEARLY_ALL if shared >= NEARLY_ALL else SWAPPED_FIGURES
    return (
        _swapped(one.places, other.places) > SWAPPED_PLACES
        or _swapped(one.figures, other.figures) > figures
        or _renamed(one.text, other.text)
    )


def _runs(text: str) -> set[str]:
    return {text[at : at + RUN] for at in range(max(len(text) - RUN + 1, 1))}


def _swapped(one: frozenset[str], other: frozenset[str]) -> float:
    """Of the fewer values, how many are only here where there are others only there."""
    fewer = min(len(one), len(other))
    return min(len(one - other), len(other - one)) / fewer if fewer else 0.0


def _renamed(left: str, right: str) -> bool:
    """Whether a name the other text has nowhere stands again and again for one this text has nowhere."""
    swaps = Counter(
        (gone, come)
        for gone, come in _exchanges(left, right)
        if gone not in right and come not in left
    )
    return any(times >= SWAPPED_TWICE for times in swaps.values())


def _exchanges(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Short stretches that stand for each other; a single character takes its left neighbour along."""
    for step in align(left, right):
        if step.change is not Change.REPLACED:
            continue
        back = 1 if step.start and step.right_start and step.end - step.start == 1 else 0
        gone = left[step.start - back : step.end]
        come = right[step.right_start - back : step.right_end]
        if max(len(gone), len(come)) <= LONGEST_NAME:
            yield gone, come
