"""The passages of an article in reading order, folded for matching. A draft in, fields out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from archive.pipeline.text.folding import fold_marks
from archive.pipeline.values import ArticleDraft, Passage, Span

# Seeds print ASCII punctuation among full-width: the clause ends at either. 、 joins a list and ends nothing.
_CLAUSE_END = re.compile("[,;:。!?…\n]")
# An article that names more is no report: what stands behind the last of them is not read for places.
MOST_NAMES = 10_000
_SENTENCE_ENDS = frozenset("。!?…\n")  # of these, what ends a sentence


class Part(StrEnum):
    """Which part of an article a passage is."""

    HEAD = "head"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Field:
    """One passage of an article: `text` is its Simplified form, `clauses` and `sentences` where they begin."""

    index: int
    part: Part
    passage: Passage
    text: str
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]

    def clause_at(self, offset: int) -> int:
        """The number of the clause `offset` stands in."""
        return bisect_right(self.clauses, offset)

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence `offset` stands in."""
        return bisect_right(self.sentences, offset)

    def begins_clause(self, offset: int) -> bool:
        """Whether a clause begins at `offset`."""
        at = bisect_left(self.clauses, offset)
        return offset == 0 or (at < len(self.clauses) and self.clauses[at] == offset)

    def source(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]`."""
        return self.passage.to_source(start, end)


def article_fields(draft: ArticleDraft) -> tuple[Field, ...]:
    """The passages of `draft`: headline, bylines, then summary, body and captions as the page prints them."""
    ordered = [*_headline(draft), *_printed(draft)]
    return tuple(_field(index, part, passage) for index, (part, passage) in enumerate(ordered))


def _headline(draft: ArticleDraft) -> Iterator[tuple[Part, Passage]]:
    for passage in (draft.kicker, draft.title, draft.subtitle):
        if passage is not None and passage.text:
            yield Part.HEAD, passage
    for passage in draft.bylines:
        if passage.text:
            yield Part.BYLINE, passage


def _printed(draft: ArticleDraft) -> list[tuple[Part, Passage]]:
    body = [*draft.summary, *draft.paragraphs, *(placed.passage for placed in draft.headings)]
    captions = [placed.passage for placed in draft.captions]
    parts = [(Part.BODY, passage) for passage in body] + [(Part.CAPTION, c) for c in captions]
    return sorted((pair for pair in parts if pair[1].text), key=lambda pair: pair[1].span.start)


def _field(index: int, part: Part, passage: Passage) -> Field:
    text = fold_marks(passage.text)
    clauses = [match.end() for match in _CLAUSE_END.finditer(text)]
    sentences = [end for end in clauses if text[end - 1] in _SENTENCE_ENDS]
    return Field(index, part, passage, text, tuple(clauses), tuple(sentences))
