"""
Where the hits are. An article and the literals of a query come in; numbered ranges of its text go out.

Hits are found in the folded text and told in the printed one, so a Simplified query lights up a
Traditional text, and a literal that runs over “ ” or a paragraph break is one hit. Snippets and the
lit article both stand on `read_hits`, so they cannot count differently.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from archive.models import Article
from archive.reading.body import ANCHORS as BLOCK_ANCHORS
from archive.reading.body import BlockKind, print_order
from search.index.documents import Field, Line, lines_of
from search.query.terms import Literal
from search.text.folding import find_folded

QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"), ("〈", "〉"))

# The parts set among each other on the page, and what the page calls them.
BLOCKS = {
    Field.SUMMARY: BlockKind.SUMMARY,
    Field.BODY: BlockKind.PARAGRAPH,
    Field.HEADINGS: BlockKind.HEADING,
    Field.CAPTIONS: BlockKind.CAPTION,
}
ANCHORS = {field: BLOCK_ANCHORS[kind] for field, kind in BLOCKS.items()}
# In what order the page prints the others: these above the text, the byline below it.
ABOVE = (Field.KICKER, Field.TITLE, Field.SUBTITLE, Field.PUBLICATION)


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """Characters of a text that a literal matched, end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LineRange:
    """The characters of one line that belong to a hit, end excluded."""

    line: Line
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PartHits:
    """One part of an article with its hits; `numbers` count them through the article in page order."""

    field: Field
    lines: tuple[Line, ...]
    starts: tuple[int, ...]  # where each line begins in `text`
    text: str  # the lines joined by line breaks
    hits: tuple[Hit, ...]
    numbers: tuple[int, ...] = ()

    def line_at(self, at: int) -> Line:
        """The line that holds character `at` of the text."""
        return self.lines[bisect_right(self.starts, at) - 1]

    def ranges(self, hit: Hit) -> Iterator[LineRange]:
        """The lines that `hit` runs over, with what it has of each."""
        for at in range(bisect_right(self.starts, hit.start) - 1, len(self.lines)):
            line, begin = self.lines[at], self.starts[at]
            if begin >= hit.end:
                break
            start, end = max(hit.start - begin, 0), min(hit.end - begin, len(line.text))
            if start < end:
                yield LineRange(line, start, end)


def read_hits(article: Article, literals: Sequence[Literal]) -> dict[Field, PartHits]:
    """Every part of `article` with the hits of `literals`, each literal in its own fields only."""
    parts = {field: _read_part(article, field, literals) for field in Field}
    lit = [part for part in parts.values() if part.hits]
    numbers = _numbers(article, lit)
    for part in lit:
        own = tuple(numbers[part.field, hit.start] for hit in part.hits)
        parts[part.field] = replace(part, numbers=own)
    return parts


def count_hits(parts: Mapping[Field, PartHits]) -> int:
    """How many hits there are in all parts."""
    return sum(len(part.hits) for part in parts.values())


def anchor_of(field: Field, number: int) -> str:
    """The anchor of a line on the article page: p5 is paragraph 5."""
    return f"{ANCHORS[field]}{number}"


def literals_for(literals: Iterable[Literal], field: Field) -> list[Literal]:
    """Those of `literals` that are asked of `field`."""
    return [one for one in literals if not one.fields or field in one.fields]


def find_hits(text: str, literals: Iterable[Literal]) -> list[Hit]:
    """Where `literals` occur in `text`, left to right; occurrences that overlap are one hit."""
    found = sorted(spot for literal in literals for spot in find_folded(text, literal.folded))
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return [_with_quotes(text, start, end) for start, end in merged]


def _with_quotes(text: str, start: int, end: int) -> Hit:
    """The hit with the quotation mark before or after it whose partner stands inside."""
    if text[start:end].isalnum():  # most are: nothing is quoted inside
        return Hit(start, end)
    for opening, closing in QUOTES:
        inside = text.count(closing, start, end) - text.count(opening, start, end)
        if inside > 0 and text[max(start - 1, 0) : start] == opening:
            start -= 1
        elif inside < 0 and text[end : end + 1] == closing:
            end += 1
    return Hit(start, end)


def _read_part(article: Article, field: Field, literals: Sequence[Literal]) -> PartHits:
    lines = lines_of(article, field)
    texts = [line.text for line in lines]
    starts = accumulate((len(text) + 1 for text in texts[:-1]), initial=0) if texts else ()
    text = "\n".join(texts)
    hits = find_hits(text, literals_for(literals, field)) if text else ()
    return PartHits(field, lines, tuple(starts), text, tuple(hits))


def _numbers(article: Article, parts: Iterable[PartHits]) -> dict[tuple[Field, int], int]:
    """The number of each hit, by its part and where it begins there: as the page prints them."""
    hits = [(part, hit) for part in parts for hit in part.hits]
    above = {field: at - len(ABOVE) for at, field in enumerate(ABOVE)}
    blocks: dict[tuple[BlockKind, int], int] = {}
    if any(part.field in BLOCKS for part, _hit in hits):
        blocks = {block: at for at, block in enumerate(print_order(article.content))}

    def place(found: tuple[PartHits, Hit]) -> tuple[int, int]:
        part, hit = found
        if part.field in BLOCKS:
            return blocks[BLOCKS[part.field], part.line_at(hit.start).number], hit.start
        return above.get(part.field, len(blocks)), hit.start

    hits.sort(key=place)
    return {(part.field, hit.start): number for number, (part, hit) in enumerate(hits, start=1)}
