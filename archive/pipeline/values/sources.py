"""The text of a file and what cleaning did to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archive.pipeline.values.spans import Span


class RepairKind(StrEnum):
    """What cleaning left out, and why."""

    JOINED_LINE = "joined_line"  # a line break inside a sentence or word
    DROPPED_REPEAT = "dropped_repeat"  # characters the column break printed twice
    DROPPED_MARKUP = "dropped_markup"  # Markdown # and the like
    DROPPED_SPACE = "dropped_space"  # a space that stood for a line break


@dataclass(frozen=True, slots=True)
class Repair:
    """Source characters that cleaning left out; putting `span` back undoes it."""

    kind: RepairKind
    span: Span


class Container(StrEnum):
    """What kind of file the bytes are."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file: `text` is what every offset in the archive counts in."""

    text: str
    encoding: str  # Python codec name; "utf-8" where a byte-order mark was dropped too
    container: Container
    score: float  # share of plausible characters, 0..1
