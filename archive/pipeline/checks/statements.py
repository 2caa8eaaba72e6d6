"""
Figures where they stand. A draft and its figures come in, each figure with the text around it goes out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from archive.pipeline.text.clauses import Layout, lay_out
from archive.pipeline.text.folding import fold_marks, fold_text
from archive.pipeline.values import ArticleDraft, Evidence, LinkKind, MetricFinding, Passage, Span

_LONGEST = 60
# The phrase of such a figure is its neighbour's.
_BORROWED = {"phrase.none", "phrase.previous", "phrase.following", "phrase.stem"}


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A passage of the article: its folded text and where its sentences and clauses start."""

    folded: str
    layout: Layout


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """
    A figure and where it stands: `at` counts the figures of the article, `sheet_at` its passages.

    `start` and `end` are those of its number in the folded text of the passage.
    """

    at: int
    metric: MetricFinding
    sheet: Sheet
    sheet_at: int
    start: int
    end: int
    sentence: int  # where its sentence starts

    @property
    def clause(self) -> str:
        """The folded clause around the number, as far as sixty characters to either side."""
        span = self.sheet.layout.clause_at(self.start)
        start, end = max(span.start, self.start - _LONGEST), min(span.end, self.end + _LONGEST)
        return self.sheet.folded[start:end]

    @property
    def clause_start(self) -> int:
        """Where its clause starts in the passage."""
        return self.sheet.layout.clause_start(self.start)

    @property
    def clause_lead(self) -> str:
        """What its clause says in front of the number, folded."""
        return self.sheet.folded[max(self.clause_start, self.start - _LONGEST) : self.start]

    @property
    def phrase(self) -> str:
        """What it counts, folded, without marks at its ends; the first sixty characters."""
        return fold_marks(self.metric.indicator[:_LONGEST]).strip("“”‘’,;: ")

    @property
    def number(self) -> str:
        """The folded number, hedge and multiplier included."""
        return self.sheet.folded[self.start : self.end]

    def before(self, characters: int) -> str:
        """Up to so many characters of its sentence in front of the number."""
        return self.sheet.folded[max(self.sentence, self.start - characters) : self.start]

    def after(self, characters: int) -> str:
        """Up to so many characters behind the number."""
        return self.sheet.folded[self.end : self.end + characters]

    def between(self, later: Statement) -> str:
        """What stands between this number and a later one of the same passage."""
        return self.sheet.folded[self.end : later.start]

    @property
    def owns_phrase(self) -> bool:
        """Whether its phrase is its own, and not its neighbour's."""
        return _BORROWED.isdisjoint(each.rule for each in self.metric.evidence)

    def linked(self, kind: LinkKind) -> Iterator[Span]:
        """The numbers it is tied to in this way."""
        return (link.number for link in self.metric.links if link.kind is kind)


def state(draft: ArticleDraft, metrics: Sequence[MetricFinding]) -> tuple[Statement, ...]:
    """Give each of `metrics` with its place in `draft`; one that stands in no passage is left out."""
    captions = (placed.passage for placed in draft.captions)
    passages = [*draft.summary, *draft.paragraphs, *captions]
    finder = _Finder(passages)
    statements = []
    for at, metric in enumerate(metrics):
        found = finder.find(metric.number)
        if found is None:
            continue
        sheet_at, start, end = found
        sheet = finder.sheet(sheet_at)
        sentence = sheet.layout.sentence_start(start)
        statements.append(Statement(at, metric, sheet, sheet_at, start, end, sentence))
    return tuple(statements)


def by_sentence(statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Yield the figures of each sentence, left to right."""
    for _, found in groupby(statements, key=lambda each: (each.sheet_at, each.sentence)):
        yield list(found)


def shows(evidence: Sequence[Evidence], rule: str) -> bool:
    """Whether the row `rule` is among the evidence."""
    return any(each.rule == rule for each in evidence)


class _Finder:
    """Which passage holds a stretch of the source: captions may stand inside a joined paragraph."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._pieces = sorted(
            (piece.span.start, at)
            for at, passage in enumerate(passages)
            for piece in passage.pieces
        )
        self._sheets: dict[int, Sheet] = {}

    def find(self, span: Span) -> tuple[int, int, int] | None:
        found = bisect_right(self._pieces, span.start, key=lambda piece: piece[0]) - 1
        if found < 0:
            return None
        at = self._pieces[found][1]
        start = self._passages[at].from_source(span.start)
        last = self._passages[at].from_source(span.end - 1)
        return None if start is None or last is None else (at, start, last + 1)

    def sheet(self, at: int) -> Sheet:
        if at not in self._sheets:
            folded = fold_text(self._passages[at].text)
            self._sheets[at] = Sheet(folded, lay_out(folded))
        return self._sheets[at]
