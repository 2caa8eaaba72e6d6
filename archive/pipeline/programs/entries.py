"""
One program while its names are gathered. Candidates of an article in, entries by folded name out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from archive.pipeline.programs.candidates import Aside, Candidate
from archive.pipeline.programs.names import fold_name
from archive.pipeline.programs.rules import ProgramLexicon
from archive.pipeline.programs.standing import Standing


@dataclass(slots=True)
class Entry:
    """
    One program: its candidates, each with the number of its passage, and their folded cores.

    `surest` keeps the candidate with most points for each name and core that have a kind.
    """

    cores: set[str] = field(default_factory=set)
    placed: list[tuple[int, Candidate]] = field(default_factory=list)
    surest: dict[tuple[str, str], tuple[int, Candidate]] = field(default_factory=dict)
    often: Counter[str] = field(default_factory=Counter)

    def add(self, number: int, candidate: Candidate) -> None:
        """Note a candidate of passage `number`."""
        self.placed.append((number, candidate))
        self.often[candidate.name] += 1
        if candidate.kind is not None:
            key, points = (candidate.name, candidate.core), candidate.points
            if key not in self.surest or points > self.surest[key][0]:
                self.surest[key] = points, candidate

    def take(self, other: Entry) -> None:
        """Note all candidates of another entry of the same program."""
        self.cores |= other.cores
        for number, candidate in other.placed:
            self.add(number, candidate)

    def best(self) -> Candidate:
        """
        The surest candidate, one with a head noun before one without.

        Among equals the name the article uses most, then the first.
        """
        surest = [each for _, each in self.surest.values()]
        return surest[0] if len(surest) == 1 else max(surest, key=self._rank)

    def _rank(self, candidate: Candidate) -> tuple[bool, int, int]:
        return candidate.aside is None, round(candidate.points, -1), self.often[candidate.name]


def gather_entries(placed: Iterable[tuple[int, Candidate]]) -> dict[str, Entry]:
    """The candidates of an article by their folded core."""
    entries: dict[str, Entry] = {}
    for number, candidate in placed:
        key = fold_name(candidate.core)
        if key not in entries:
            entries[key] = Entry({key})
        entries[key].add(number, candidate)
    return entries


def same_names(entries: Iterable[Entry], lexicon: ProgramLexicon) -> dict[str, Entry]:
    """The entries with those of one name put together: “五廉”工作法 and “五廉工作法”, and staff's aliases."""
    merged: dict[str, Entry] = {}
    for entry in entries:
        known = known_to_staff(entry, lexicon)
        name = fold_name(known.name if known else entry.best().name)
        if name in merged:
            merged[name].take(entry)
        else:
            merged[name] = entry
    return merged


def known_to_staff(entry: Entry, lexicon: ProgramLexicon) -> Standing | None:
    """What staff's lexicon says of a program under any of its names."""
    for names in entry.surest if lexicon.known.overlaid else ():
        for name in names:
            known = lexicon.known.by_fold.get(fold_name(name))
            if known is not None and not known.national:
                return known
    return None


def is_refused(name: str, entry: Entry, lexicon: ProgramLexicon) -> bool:
    """Whether staff set a program aside, by its folded `name` or a core."""
    refused = lexicon.known.refused
    return bool(refused) and (name in refused or not refused.isdisjoint(entry.cores))


def plain_asides(entries: Iterable[Entry]) -> Iterator[tuple[int, Aside]]:
    """Yield what labels that are no programs are set aside as, each where it stands first."""
    for entry in entries:
        number, first = entry.placed[0]
        if first.aside is not None:
            yield number, first.aside


def split_kindless(entries: Mapping[str, Entry]) -> tuple[list[Entry], list[Entry]]:
    """The entries that any candidate makes a program, and the others."""
    every = entries.values()
    return [entry for entry in every if entry.surest], [e for e in every if not e.surest]
