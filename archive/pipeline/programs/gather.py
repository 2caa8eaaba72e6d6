"""
Every name of one passage that may be a program's. A folded passage and the lexicon in, candidates and asides out.

Of two that overlap, the surer way of finding keeps its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from archive.pipeline.programs.candidates import Aside, Candidate, Found
from archive.pipeline.programs.enumerations import (
    find_chains,
    find_level_bodies,
    find_part_lists,
    find_rhythms,
    find_steps,
    find_tiers,
)
from archive.pipeline.programs.labels import find_labels
from archive.pipeline.programs.phrases import (
    find_phrases,
    find_standing,
    find_titles,
    find_umbrellas,
)
from archive.pipeline.programs.rules import ProgramLexicon
from archive.pipeline.values import ProgramKind

_START = attrgetter("start")
_KEEPS = 45  # points of a label without a head noun that keeps its place

Named = TypeVar("Named", Candidate, Found)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one passage gave, in no order."""

    candidates: tuple[Candidate, ...]
    asides: tuple[Aside, ...]


def gather(text: str, lexicon: ProgramLexicon, *, headline: bool) -> Gathered:
    """The candidates and the names set aside of one passage."""
    standing = list(find_standing(text, lexicon))
    titled = list(find_titles(text, lexicon))
    labelled = _outside(find_labels(text, lexicon, headline=headline), standing)
    kept = [each for each in labelled if isinstance(each, Candidate)]
    phrases = list(_outside(find_phrases(text, lexicon), titled))
    spare: list[Iterable[Candidate]] = [
        find_rhythms(text, lexicon),
        find_chains(text, lexicon),
        find_steps(text, lexicon),
        find_tiers(text, lexicon),
        find_level_bodies(text, lexicon),
        (phrase for phrase in phrases if phrase.kind is ProgramKind.BRAND),
        standing,
        phrases,
        find_umbrellas(text, lexicon),
    ]
    for found in spare:
        kept = _without_overlap(kept, found)
    lists = list(find_part_lists(text, lexicon))  # may hold a label: 村民出题、“老兵工作室”派题…
    ends = {each.end for each in lists}  # …but “评单”的服务模式 at its end has the list's head noun
    kept = [each for each in kept if each.end not in ends]
    titles = [each for each in titled if isinstance(each, Candidate)]
    asides = [each for each in (*titled, *labelled) if isinstance(each, Aside)]
    return Gathered((*titles, *lists, *kept), tuple(asides))


def _outside(labelled: Iterable[Named], standing: Sequence[Found]) -> list[Named]:
    """The names that are no part of a longer one found surely: 三下乡 of 大学生暑期“三下乡”."""
    kept: list[Named] = []
    at = 0
    for found in sorted(labelled, key=_START):
        while at < len(standing) and standing[at].end <= found.start:
            at += 1
        over = standing[at] if at < len(standing) else None
        inside = over is not None and over.start <= found.start and found.end <= over.end
        if not (over and inside and over.end - over.start > found.end - found.start):
            kept.append(found)
    return kept


def _without_overlap(kept: list[Candidate], found: Iterable[Candidate]) -> list[Candidate]:
    """`kept` with those of `found` that overlap none of it; both run left to right."""
    merged: list[Candidate] = []
    coming = sorted(found, key=_START)
    if not coming:
        return kept
    waiting = sorted(kept, key=_START)
    at = 0
    for candidate in coming:
        while at < len(waiting) and waiting[at].end <= candidate.start:
            at += 1
        if not any(_holds(other) and other.overlaps(candidate) for other in waiting[at : at + 3]):
            merged.append(candidate)
    return waiting + merged


def _holds(candidate: Candidate) -> bool:
    """Whether a candidate keeps its place: one that only the whole article could make likely does not."""
    return candidate.kind is not None and (candidate.aside is None or candidate.points >= _KEEPS)
