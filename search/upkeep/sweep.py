"""
Whether index and archive agree. Both come in; what is missing, ghost or stale goes out.

The outbox loses nothing by itself; the sweep finds what a restored backup, a damaged disk or a
change behind the outbox's back has left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.models import Article
from search.index.open_index import OpenIndex


@dataclass(frozen=True, slots=True)
class Drift:
    """Article ids by what is wrong with their entry."""

    missing: tuple[int, ...] = ()  # published, not in the index
    ghost: tuple[int, ...] = ()  # in the index, not published
    stale: tuple[int, ...] = ()  # indexed from an older version

    def __bool__(self) -> bool:
        return bool(self.missing or self.ghost or self.stale)

    @property
    def ids(self) -> tuple[int, ...]:
        """All articles whose entry is wrong."""
        return tuple(sorted({*self.missing, *self.ghost, *self.stale}))


def published_versions() -> dict[int, int]:
    """The version of every published article: what the index must hold, no more and no less."""
    return dict(Article.objects.published().values_list("pk", "version"))


def measure_drift(index: OpenIndex) -> Drift:
    """
    Compare both files of the index with the rows, entry by entry.

    Raises IndexBroken if a file of the index cannot be read.
    """
    wanted = published_versions()
    drifts = [_compare(wanted, held.versions()) for held in (index.characters, index.words)]
    return Drift(
        missing=_union(*(drift.missing for drift in drifts)),
        ghost=_union(*(drift.ghost for drift in drifts)),
        stale=_union(*(drift.stale for drift in drifts)),
    )


def _compare(wanted: Mapping[int, int], held: Mapping[int, int]) -> Drift:
    return Drift(
        missing=tuple(wanted.keys() - held.keys()),
        ghost=tuple(held.keys() - wanted.keys()),
        stale=tuple(i for i in wanted.keys() & held.keys() if wanted[i] != held[i]),
    )


def _union(*groups: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({identity for group in groups for identity in group}))
