"""
The programs an article names. A draft and the lexicon in, findings with source spans out.

Labels, titles and phrases are found by modules of their own; here one program's names are put together.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from archive.pipeline.programs.candidates import Candidate
from archive.pipeline.programs.labels import find_labels
from archive.pipeline.programs.phrases import (
    find_phrases,
    find_rhythms,
    find_standing,
    find_titles,
    find_umbrellas,
)
from archive.pipeline.programs.rules import ProgramLexicon, load_lexicon
from archive.pipeline.text.folding import fold_marks, fold_text
from archive.pipeline.values import (
    ArticleDraft,
    Evidence,
    Passage,
    ProgramFinding,
    ProgramKind,
    Span,
    confidence_of,
)

__all__ = ["ProgramLexicon", "find_programs", "fold_name", "load_lexicon"]

_MARKS = re.compile("[\\s\"'“”‘’「」『』《》〈〉]+")
_PRINTED_MARKS = str.maketrans(",;:()!?", "，；：（）！？")  # as Chinese names are printed
_MOST = 0.97  # no rule is certain


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """
    What makes two names one program's: quotation and title marks, spaces, script, case and width are folded away.

    “五星支部”创建 is “五星”支部创建; + stays, so 党建+ is not 党建.
    """
    plain = _MARKS.sub("", fold_text(unicodedata.normalize("NFKC", name))).casefold()
    return unicodedata.normalize("NFKC", plain)  # what a dropped space kept apart may combine


@dataclass(slots=True)
class _Entry:
    """One program while its names are gathered."""

    candidates: list[tuple[int, Candidate]] = field(
        default_factory=list
    )  # passage number and candidate

    def named(self) -> list[Candidate]:
        """The candidates that say what kind of program it is."""
        return [candidate for _, candidate in self.candidates if candidate.kind is not None]


def find_programs(
    draft: ArticleDraft, text: str, lexicon: ProgramLexicon
) -> tuple[ProgramFinding, ...]:
    """The programs `draft` names, in order of first mention; `text` is the source text of its page."""
    passages = list(_passages(draft))
    entries: dict[str, _Entry] = {}
    for number, (passage, headline) in enumerate(passages):
        folded = fold_marks(passage.text)
        for candidate in _candidates(folded, lexicon, headline=headline):
            key = fold_name(candidate.core)
            entries.setdefault(key, _Entry()).candidates.append((number, candidate))
    sources = [passage for passage, _ in passages]
    entries = _same_names(entries)
    findings = [
        _finding(key, entry, sources, lexicon) for key, entry in entries.items() if entry.named()
    ]
    within = [finding for finding in findings if finding.mentions[-1].end <= len(text)]
    return tuple(sorted(within, key=lambda finding: finding.mentions[0]))


def _same_names(entries: dict[str, _Entry]) -> dict[str, _Entry]:
    """The entries with those of one name put together: “五廉”工作法 and “五廉工作法”."""
    merged: dict[str, _Entry] = {}
    for key, entry in entries.items():
        named = entry.named()
        name = fold_name(_best(named).name) if named else key
        merged.setdefault(name, _Entry()).candidates.extend(entry.candidates)
    return merged


def _passages(draft: ArticleDraft) -> Iterator[tuple[Passage, bool]]:
    """Yield the passages of a draft, and whether each is part of the headline."""
    for passage in (draft.kicker, draft.title, draft.subtitle):
        if passage is not None and passage.text:
            yield passage, True
    placed = [each.passage for each in (*draft.headings, *draft.captions)]
    for passage in (*draft.summary, *draft.paragraphs, *placed):
        if passage.text:
            yield passage, False


def _candidates(text: str, lexicon: ProgramLexicon, *, headline: bool) -> list[Candidate]:
    """The candidates of one passage; of two that overlap the surer way of finding keeps its place."""
    titles = list(find_titles(text, lexicon))
    kept = list(find_labels(text, lexicon, headline=headline))
    spare: list[Iterable[Candidate]] = [
        find_rhythms(text, lexicon),
        find_phrases(text, lexicon),
        find_umbrellas(text, lexicon),
        find_standing(text, lexicon),
    ]
    for found in spare:
        kept = _without_overlap(kept, found)
    return [*titles, *kept]


def _without_overlap(kept: list[Candidate], found: Iterable[Candidate]) -> list[Candidate]:
    """`kept` with those of `found` that overlap none of it; both run left to right."""
    merged: list[Candidate] = []
    waiting = sorted(kept, key=lambda candidate: candidate.start)
    at = 0
    for candidate in sorted(found, key=lambda candidate: candidate.start):
        while at < len(waiting) and waiting[at].end <= candidate.start:
            at += 1
        if not any(other.kind and other.overlaps(candidate) for other in waiting[at : at + 3]):
            merged.append(candidate)
    return waiting + merged


def _finding(
    key: str, entry: _Entry, passages: Sequence[Passage], lexicon: ProgramLexicon
) -> ProgramFinding:
    best = _best(entry.named())
    over = [u for u in lexicon.umbrellas.values() if key.startswith(u.name) and key != u.name]
    rules = dict.fromkeys([*best.rules, *(umbrella.id for umbrella in over)])
    points = round(min(_MOST, best.weight) * 100)
    evidence = tuple(Evidence(rule, 0 if at else points) for at, rule in enumerate(rules))
    return ProgramFinding(
        name=best.name.translate(_PRINTED_MARKS),
        kind=best.kind or ProgramKind.METHOD,
        mentions=_mentions(entry.candidates, passages),
        confidence=confidence_of(evidence),
        parent=over[0].name if over else None,
        evidence=evidence,
    )


def _best(candidates: Sequence[Candidate]) -> Candidate:
    """The surest candidate; among equals the name the article uses most, then the first."""
    often = Counter(candidate.name for candidate in candidates)
    return max(
        candidates, key=lambda candidate: (round(candidate.weight, 1), often[candidate.name])
    )


def _mentions(
    candidates: Iterable[tuple[int, Candidate]], passages: Sequence[Passage]
) -> tuple[Span, ...]:
    spans = {passages[number].to_source(c.start, c.end) for number, c in candidates}
    return tuple(sorted(spans))
