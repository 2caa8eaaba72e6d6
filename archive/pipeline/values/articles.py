"""An article as the page prints it, before anything is read out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from archive.pipeline.values.sources import Repair
from archive.pipeline.values.spans import Passage, Span


class Basis(StrEnum):
    """How a value is known."""

    STATED = "stated"
    INFERRED = "inferred"
    GIVEN = "given"  # by the person who uploaded the file
    NONE = "none"


class Precision(StrEnum):
    """How exact a date is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class Script(StrEnum):
    """Simplified or Traditional, by majority of script-specific characters."""

    HANS = "hans"
    HANT = "hant"


@dataclass(frozen=True, slots=True)
class Author:
    """A name in the byline, with the role or post printed beside it."""

    name: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Publication:
    """The paper or site that printed the article."""

    name: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Published:
    """
    When the article was printed.

    `value` is ISO 8601 cut to `precision` (2021, 2021-06, 2021-06-27) or None; never more precise
    than `evidence`. `dateline` is a date the text prints for itself that differs from `value`, verbatim.
    """

    value: str | None = None
    precision: Precision = Precision.UNKNOWN
    basis: Basis = Basis.NONE
    evidence: tuple[Span, ...] = ()
    dateline: str | None = None
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading or caption, and the number of paragraphs of the article printed before it."""

    passage: Passage
    after: int


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """One article as the page prints it, before anything is read out of it."""

    index: int
    paragraphs: tuple[Passage, ...]
    kicker: Passage | None = None
    title: Passage | None = None
    subtitle: Passage | None = None
    bylines: tuple[Passage, ...] = ()
    authors: tuple[Author, ...] = ()
    publication: Publication | None = None
    published: Published = field(default_factory=Published)
    script: Script = Script.HANS
    summary: tuple[Passage, ...] = ()
    headings: tuple[Placed, ...] = ()
    captions: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a source file prints: its articles in page order, what belongs to none, what was mended."""

    articles: tuple[ArticleDraft, ...]
    noise: tuple[Span, ...] = ()
    repairs: tuple[Repair, ...] = ()
