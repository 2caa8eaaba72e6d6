"""
Printings of one report among the hits. Hits in their order come in; one entry a report goes out.

The best hit of a group stands for it and names the others: nothing is dropped, and every hit still counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One report of a result: the hit that stands for it, and its other versions among the hits."""

    article_id: int
    versions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Versions:
    """The groups of a result that hold more than one of its hits, each in the order its versions are listed."""

    groups: Sequence[Sequence[int]] = ()

    @property
    def spare(self) -> int:
        """How many hits stand under another one."""
        return sum(len(group) - 1 for group in self.groups)

    def entries(self, order: Iterable[int]) -> Iterator[Entry]:
        """The hits in that order, a group at the place of its first."""
        group_of: Mapping[int, Sequence[int]] = {
            one: group for group in self.groups for one in group
        }
        passed: set[int] = set()
        for one in order:
            if one in passed:
                continue
            group = group_of.get(one, ())
            passed.update(group)
            yield Entry(one, tuple(other for other in group if other != one))
