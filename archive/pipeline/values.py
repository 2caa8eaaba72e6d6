"""
The values that travel between the steps of the pipeline. Nothing comes in; only types go out.

Offsets are Unicode code points into the decoded source text (after a byte-order mark, before any
cleaning), end excluded, unless a docstring says otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the source text: code points, end excluded."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters copied unbroken from the source: `at` is where they stand in the passage."""

    at: int
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A stretch of cleaned text (a title, a paragraph, a caption) that knows where each character came from.

    `text` is the concatenation of the source at `pieces`: cleaning only ever leaves characters out.
    """

    text: str
    pieces: tuple[Piece, ...]

    def __post_init__(self) -> None:
        at = end = 0
        for piece in self.pieces:
            if piece.at != at or piece.span.start < end:
                raise ValueError(f"piece at {piece.at} of {piece.span}, expected {at} after {end}")
            at, end = at + len(piece.span), piece.span.end
        if at != len(self.text):
            raise ValueError(f"{len(self.text)} characters, {at} of them placed")

    @property
    def span(self) -> Span:
        """The source from the passage's first character to its last, dropped characters included."""
        return Span(self.pieces[0].span.start, self.pieces[-1].span.end)

    def to_source(self, start: int, end: int) -> Span:
        """
        The source span that covers `text[start:end]`.

        Where a line break was dropped inside it, the span holds the break too.
        Raises ValueError if the range is empty or outside the passage.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"{start}..{end} is not inside 0..{len(self.text)}")
        return Span(self._place(start), self._place(end - 1) + 1)

    def from_source(self, offset: int) -> int | None:
        """Where the source character at `offset` stands in `text`; None if it was left out."""
        found = bisect_right(self.pieces, offset, key=lambda piece: piece.span.start) - 1
        if found < 0 or offset >= self.pieces[found].span.end:
            return None
        return self.pieces[found].at + offset - self.pieces[found].span.start

    def _place(self, at: int) -> int:
        piece = self.pieces[bisect_right(self.pieces, at, key=lambda piece: piece.at) - 1]
        return piece.span.start + at - piece.at


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


class PlaceLevel(StrEnum):
    """Level of an administrative division."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


class PlaceBasis(StrEnum):
    """How the parent of a place is known."""

    STATED = "stated"  # the page prints the parent with it
    IMPLIED = "implied"  # the page names the parent elsewhere
    GAZETTEER = "gazetteer"  # only one such name in the country


@dataclass(frozen=True, slots=True)
class PlaceFinding:
    """A place an article names; `code` is None where the page does not decide between `candidates`."""

    name: str
    level: PlaceLevel
    code: str | None
    county: str | None
    city: str | None
    province: str | None
    basis: PlaceBasis
    mentions: tuple[Span, ...]
    confidence: float
    candidates: tuple[str, ...] = ()
    inferred: tuple[Span, ...] = ()  # 我镇, 该镇, 全市: said of the place, not naming it


class ProgramKind(StrEnum):
    """What sort of named thing a program is."""

    METHOD = "method"
    CAMPAIGN = "campaign"
    INSTITUTION = "institution"
    BRAND = "brand"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class ProgramFinding:
    """A named method, campaign, institution, brand or policy."""

    name: str
    kind: ProgramKind
    mentions: tuple[Span, ...]
    confidence: float
    parent: str | None = None
    evidence: tuple[str, ...] = ()


class Comparator(StrEnum):
    """The hedge printed with a number."""

    EQ = "eq"
    APPROX = "approx"  # 约, 左右
    LT_APPROX = "lt_approx"  # 近, 将近
    GE_APPROX = "ge_approx"  # 余, 多
    GE = "ge"  # 以上, 不低于
    GT = "gt"  # 超, 突破
    LE = "le"  # 以下, 不超过
    LT = "lt"  # 不足
    RANGE = "range"


class MetricStatus(StrEnum):
    """Whether a figure is a result, an aim or a rule."""

    ACHIEVED = "achieved"
    TARGET = "target"
    PLANNED = "planned"
    POLICY_STANDARD = "policy_standard"
    DESCRIPTIVE = "descriptive"


@dataclass(frozen=True, slots=True)
class MetricPlace:
    """The place a figure is about; `code` is None for a village or an unresolved name."""

    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class MetricFinding:
    """
    One figure an article prints.

    `value` is in `unit` (1.3万平方米 is 13000 m2); `value_max` only where a range is printed.
    `indicator` is the phrase as printed, `indicator_key` the slug of a canonical indicator or None.
    """

    value: Decimal
    unit: str
    comparator: Comparator
    status: MetricStatus
    indicator: str
    number: Span
    quote: Span
    confidence: float
    evidence: tuple[str, ...]
    value_max: Decimal | None = None
    qualifier: str | None = None
    per: str | None = None
    place: MetricPlace | None = None
    period: str | None = None
    indicator_key: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """An article and everything read out of it."""

    draft: ArticleDraft
    places: tuple[PlaceFinding, ...] = ()
    programs: tuple[ProgramFinding, ...] = ()
    metrics: tuple[MetricFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one source file gave."""

    decoded: Decoded
    page: Page
    articles: tuple[ArticleReading, ...]
    ruleset: str  # version of the rule tables that made it
