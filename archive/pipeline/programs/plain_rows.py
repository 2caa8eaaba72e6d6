"""
The rows that weigh a label without a head noun. Rows of rules/programs_labels.toml in, compiled rows out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from archive.pipeline.text.rule_tables import Row
from archive.pipeline.values import AsideReason, Evidence, ProgramKind

# What may stand between a verb and the label it introduces: 组建了3支党员“…”.
_MEASURE = (
    "(?:了|起了?|出了?)?(?:[一两三四五六七八九十多数\\d]{0,4}[个支项套场种批条张份次家处本名])?"
    "(?:党员|村级|镇级|特色|专项|主题|专题|专门)?"
)


class Place(StrEnum):
    """Where a row looks."""

    BEFORE = "before"  # the text up to the opening mark
    LABEL = "label"  # the label itself
    AFTER = "after"  # the text from the closing mark


@dataclass(frozen=True, slots=True)
class PlainRow:
    """
    One piece of evidence for or against a label without a head noun.

    `kind` is what a program is that it speaks for, `reason` why a label is none that it speaks against. It does
    not hold where one of the rows `unless` does.
    """

    place: Place
    pattern: re.Pattern[str]
    evidence: Evidence
    kind: ProgramKind | None
    reason: AsideReason | None
    unless: frozenset[str]


def plain_rows(rows: Iterable[Row]) -> tuple[PlainRow, ...]:
    """The rows compiled. Raises re.error, KeyError or ValueError if one is wrong."""
    return tuple(_plain_row(row) for row in rows if "at" in row)


def _plain_row(row: Row) -> PlainRow:
    place = Place(row["at"])
    return PlainRow(
        place,
        re.compile(_pattern(row, place)),
        Evidence(row["id"], int(row["points"])),
        ProgramKind(row["kind"]) if "kind" in row else None,
        AsideReason(row["reason"]) if "reason" in row else None,
        frozenset(row.get("unless", ())),
    )


def _pattern(row: Row, place: Place) -> str:
    words = sorted(map(re.escape, row.get("words", ())), key=len, reverse=True)
    measured = [f"(?:{'|'.join(words)}){_MEASURE}"] if words else []
    joined = "|".join([*measured, *row.get("patterns", ())])
    return f"(?:{joined})$" if place is Place.BEFORE else f"(?:{joined})"
