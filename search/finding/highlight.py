"""
What of an article a result shows. An article and the literals of a query come in; marked clauses in
its own script go out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.models import Article
from search.finding.hits import (
    ANCHORS,
    Hit,
    PartHits,
    anchor_of,
    count_hits,
    find_hits,
    read_hits,
)
from search.index.documents import Field
from search.query.terms import Literal
from search.text.folding import find_folded

# Where a clause ends. A comma does too: papers run sentences over ten lines.
CLAUSE_END = re.compile(r"[。！？!?；;，,\n]+[”’」』》）)]*")
SNIPPET_MIN = 30  # shorter clauses take a neighbour along
SNIPPET_MAX = 120  # a longer one is cut around the hit
SNIPPET_LONGEST = 240  # so long it may grow by hits that cross the end of a clause
CUT_MARGIN = 40
SNIPPETS = 3

OPEN, CLOSE = "<mark>", "</mark>"

# Parts whose hits are shown as snippets, the reader's text first. The others are shown whole above.
SHOWN = (Field.BODY, Field.SUMMARY, Field.HEADINGS, Field.CAPTIONS, Field.BYLINE)


@dataclass(frozen=True, slots=True)
class Snippet:
    """Whole clauses around hits, from one part of an article; `number` is the line within the part."""

    field: Field
    number: int
    text: str
    html: SafeString
    hit: int  # the first of its hits, counted through the article

    @property
    def anchor(self) -> str:
        """The end of the address that leads to the line: #p5; empty where the page has none."""
        return f"#{anchor_of(self.field, self.number)}" if self.field in ANCHORS else ""


@dataclass(frozen=True, slots=True)
class Highlights:
    """The first snippets of an article, and how many hits it has in all its parts."""

    snippets: tuple[Snippet, ...]
    hits: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Whole clauses of a part, from `start` to `end`, with the hits inside."""

    part: PartHits
    start: int
    end: int
    hits: list[Hit]
    first: int  # the number of the first of them


def place_forms() -> Mapping[Field, str]:
    """Where a line of each part stands, in words: 第 5 段 once `number` is set in."""
    return {
        Field.BODY: _("第 %(number)d 段"),
        Field.SUMMARY: _("提要"),
        Field.HEADINGS: _("小标题"),
        Field.CAPTIONS: _("图片说明"),
        Field.BYLINE: _("署名"),
    }


def highlight(article: Article, literals: Sequence[Literal], limit: int = SNIPPETS) -> Highlights:
    """The hits of `literals` in `article`: each part is read, the first `limit` snippets are kept."""
    parts = read_hits(article, literals)
    shown = (parts[field] for field in SHOWN)
    stretches = (stretch for part in shown for stretch in _stretches(part))
    snippets = tuple(_snippet(one) for one in _choose(stretches, literals, limit))
    return Highlights(snippets, count_hits(parts))


def _choose(
    stretches: Iterable[_Stretch], literals: Sequence[Literal], limit: int
) -> list[_Stretch]:
    """Up to `limit` stretches in page order: each literal shown once before any is shown again."""
    waiting = {literal.folded for literal in literals if literal.folded}
    first: dict[int, _Stretch] = {}
    showing: dict[int, _Stretch] = {}
    # Stretches are made as they are asked for: of a report with 10,000 hits, three are enough.
    for number, stretch in enumerate(stretches):
        if len(first) < limit:
            first[number] = stretch
        text = stretch.part.text[stretch.start : stretch.end] if waiting else ""
        shown = {literal for literal in waiting if find_folded(text, literal)}
        if shown:
            showing[number] = stretch
            waiting -= shown
        if len(showing) == limit or (len(first) == limit and not waiting):
            break
    chosen = dict(list((showing | first).items())[:limit])
    return [chosen[number] for number in sorted(chosen)]


def mark(text: str, hits: Iterable[Hit]) -> SafeString:
    """`text` as HTML with each hit in <mark>: escaped first, marked after."""
    parts: list[str] = []
    at = 0
    for hit in hits:
        parts += (escape(text[at : hit.start]), OPEN, escape(text[hit.start : hit.end]), CLOSE)
        at = hit.end
    parts.append(escape(text[at:]))
    return SafeString("".join(parts))


def mark_literals(text: str, literals: Iterable[Literal]) -> SafeString:
    """`text` as HTML with every occurrence of `literals` marked."""
    return mark(text, find_hits(text, literals))


def _stretches(part: PartHits) -> Iterator[_Stretch]:
    """Ranges of whole clauses that together show every hit, each with the hits inside it."""
    if not part.hits:
        return
    text = part.text
    ends = sorted({0, len(text), *(found.end() for found in CLAUSE_END.finditer(text))})
    stretch: _Stretch | None = None
    for hit, number in zip(part.hits, part.numbers, strict=True):
        if stretch and hit.end <= stretch.end:
            stretch.hits.append(hit)
            continue
        start, end = _around(text, hit, ends)
        if stretch and hit.start < stretch.end:  # it begins in the last clause and ends in the next
            if end - stretch.start <= SNIPPET_LONGEST:
                stretch = replace(stretch, end=end, hits=[*stretch.hits, hit])
                continue
            stretch = replace(stretch, end=hit.start)
        if stretch:
            yield stretch
            start = max(start, stretch.end)
        stretch = _Stretch(part, start, end, [hit], number)
    if stretch:
        yield stretch


def _around(text: str, hit: Hit, ends: Sequence[int]) -> tuple[int, int]:
    """
    The clauses that hold `hit`, with a neighbour of the same line where they are short.

    `ends` are where clauses end, 0 among them, ascending.
    """
    first = bisect_right(ends, hit.start) - 1
    last = bisect_left(ends, hit.end)
    while ends[last] - ends[first] < SNIPPET_MIN:
        if last + 1 < len(ends) and text[ends[last] - 1] != "\n":
            last += 1
        elif first > 0 and text[ends[first] - 1] != "\n":
            first -= 1
        else:
            break
    start, end = ends[first], ends[last]
    if end - start <= SNIPPET_MAX:
        return start, end
    return max(start, hit.start - CUT_MARGIN), min(end, hit.end + CUT_MARGIN)


def _snippet(stretch: _Stretch) -> Snippet:
    text, start, end = stretch.part.text, stretch.start, stretch.end
    shown = text[start:end]
    inside = [Hit(hit.start - start, hit.end - start) for hit in stretch.hits]
    before = "…" if start and text[start - 1] != "\n" and not _ends_clause(text, start) else ""
    after = "…" if end < len(text) and not _ends_clause(text, end) else ""
    return Snippet(
        stretch.part.field,
        stretch.part.line_at(stretch.hits[0].start).number,
        shown.strip(),
        SafeString(before + mark(shown.rstrip(), inside) + after),
        stretch.first,
    )


def _ends_clause(text: str, at: int) -> bool:
    return any(found.end() == at for found in CLAUSE_END.finditer(text, max(at - 8, 0), at))
