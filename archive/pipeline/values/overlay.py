"""
What staff add to the rule tables, as plain values: rows of the database in, read like rows of the tables.

An overlay goes into the version of the rules (`Overlay.digest`), so every fact tells under which it was made.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from archive.pipeline.values.programs import ProgramKind


@dataclass(frozen=True, slots=True)
class ProgramEntry:
    """
    A program staff have named. `kind` None sets the name aside: it is never a program.

    `parent` is a program's name. `aliases` are other forms that mean the same program.
    """

    name: str
    kind: ProgramKind | None
    parent: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceAlias:
    """
    Another name of a division: a former name, a nickname, a renaming.

    Good for articles printed from `valid_from` to `valid_to` (ISO days, included; None: no bound).
    An article without a date takes the alias whatever its bounds.
    """

    name: str
    code: str
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """
    An indicator staff added or changed; it overrides the table's row of the same `slug`.

    `units` are canonical, the first is the indicator's own. `synonyms` are plain phrases, not patterns;
    they join the patterns of the row.
    """

    slug: str
    name: str
    family: str
    dimension: str
    units: tuple[str, ...]
    synonyms: tuple[str, ...]
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Everything staff added."""

    programs: tuple[ProgramEntry, ...] = ()
    aliases: tuple[PlaceAlias, ...] = ()
    indicators: tuple[IndicatorEntry, ...] = ()

    @property
    def digest(self) -> str:
        """Short hash of the contents; empty for an empty overlay."""
        if self == Overlay():
            return ""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:6]
