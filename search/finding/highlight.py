"""
Where the hits are. An article and the literals of a query come in; marked clauses in its own script go out.

Hits are found in the folded text and marked in the printed one, so a Simplified query lights up a
Traditional text, and a literal that runs over “ ” or a paragraph break is marked whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.models import Article
from search.index.documents import Field, Line, lines_of
from search.query.terms import Literal
from search.text.folding import fold, fold_with_places

# Where a clause ends. A comma does too: papers run sentences over ten lines.
CLAUSE_END = re.compile(r"[。！？!?；;，,\n]+[”’」』》）)]*")
SNIPPET_MIN = 30  # shorter clauses take a neighbour along
SNIPPET_MAX = 120  # a longer one is cut around the hit
CUT_MARGIN = 40
SNIPPETS = 3
QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"), ("〈", "〉"))

# Parts whose hits are shown as snippets, the reader's text first. The others are shown whole above.
SHOWN = (Field.BODY, Field.SUMMARY, Field.HEADINGS, Field.CAPTIONS, Field.BYLINE)
# The anchors of the article page.
ANCHORS = {Field.BODY: "p", Field.SUMMARY: "b", Field.HEADINGS: "s", Field.CAPTIONS: "c"}


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """Characters of a text that a literal matched, end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """Whole clauses around hits, from one part of an article; `number` is the line within the part."""

    field: Field
    number: int
    text: str
    html: SafeString

    @property
    def place(self) -> str:
        """Where the line stands, in words: 第 5 段."""
        if self.field is Field.BODY:
            return _("第 %(number)d 段") % {"number": self.number}
        return {
            Field.SUMMARY: _("提要"),
            Field.HEADINGS: _("小标题"),
            Field.CAPTIONS: _("图片说明"),
        }.get(self.field, _("署名"))

    @property
    def anchor(self) -> str:
        """The end of the address that leads to the line: #p5; empty where the page has none."""
        return f"#{ANCHORS[self.field]}{self.number}" if self.field in ANCHORS else ""


@dataclass(frozen=True, slots=True)
class Highlights:
    """The first snippets of an article, and how many hits it has in all its parts."""

    snippets: tuple[Snippet, ...]
    hits: int


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of an article with its hits."""

    field: Field
    lines: tuple[Line, ...]
    text: str
    hits: list[Hit]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Whole clauses of a part, from `start` to `end`, with the hits inside."""

    part: _Part
    start: int
    end: int
    hits: list[Hit]


def highlight(article: Article, literals: Sequence[Literal], limit: int = SNIPPETS) -> Highlights:
    """The hits of `literals` in `article`: each part is read, the first `limit` snippets are kept."""
    # The publication is known of an article, not a passage of it.
    others = (field for field in Field if field not in (*SHOWN, Field.PUBLICATION))
    fields = (*SHOWN, *others)
    parts = [_read_part(article, field, literals) for field in fields]
    stretches = (stretch for part in parts if part.field in SHOWN for stretch in _stretches(part))
    snippets = tuple(_snippet(one) for one in _choose(stretches, literals, limit))
    return Highlights(snippets, sum(len(part.hits) for part in parts))


def _read_part(article: Article, field: Field, literals: Sequence[Literal]) -> _Part:
    lines = lines_of(article, field)
    text = "\n".join(line.text for line in lines)
    asked = (one for one in literals if not one.fields or field in one.fields)
    return _Part(field, lines, text, find_hits(text, asked))


def _choose(
    stretches: Iterable[_Stretch], literals: Sequence[Literal], limit: int
) -> list[_Stretch]:
    """Up to `limit` stretches in page order: each literal shown once before any is shown again."""
    waiting = {literal.folded for literal in literals}
    first: dict[int, _Stretch] = {}
    showing: dict[int, _Stretch] = {}
    # Stretches are made as they are asked for: of a report with 10,000 hits, three are enough.
    for number, stretch in enumerate(stretches):
        if len(first) < limit:
            first[number] = stretch
        folded = fold(stretch.part.text[stretch.start : stretch.end])
        shown = {literal for literal in waiting if literal in folded}
        if shown:
            showing[number] = stretch
            waiting -= shown
        if len(showing) == limit or (len(first) == limit and not waiting):
            break
    chosen = dict(list((showing | first).items())[:limit])
    return [chosen[number] for number in sorted(chosen)]


def find_hits(text: str, literals: Iterable[Literal]) -> list[Hit]:
    """Where `literals` occur in `text`, left to right; hits that touch or overlap are one."""
    folded = fold_with_places(text)
    found = []
    for literal in literals:
        at = folded.text.find(literal.folded)
        while at >= 0 and literal.folded:
            end = at + len(literal.folded)
            found.append(_with_quotes(text, *folded.original(at, end)))
            at = folded.text.find(literal.folded, end)
    merged: list[Hit] = []
    for hit in sorted(found):
        if merged and hit.start < merged[-1].end:
            merged[-1] = Hit(merged[-1].start, max(merged[-1].end, hit.end))
        else:
            merged.append(hit)
    return merged


def _with_quotes(text: str, start: int, end: int) -> Hit:
    """The hit with the quotation mark before or after it whose partner stands inside."""
    for opening, closing in QUOTES:
        inside = text.count(closing, start, end) - text.count(opening, start, end)
        if inside > 0 and text[max(start - 1, 0) : start] == opening:
            start -= 1
        elif inside < 0 and text[end : end + 1] == closing:
            end += 1
    return Hit(start, end)


def mark(text: str, hits: Iterable[Hit]) -> SafeString:
    """`text` as HTML with each hit in <mark>: escaped first, marked after."""
    parts = []
    at = 0
    for hit in hits:
        parts.append(format_html("{}", text[at : hit.start]))
        parts.append(format_html("<mark>{}</mark>", text[hit.start : hit.end]))
        at = hit.end
    parts.append(format_html("{}", text[at:]))
    return format_html_join("", "{}", ((part,) for part in parts))


def mark_literals(text: str, literals: Iterable[Literal]) -> SafeString:
    """`text` as HTML with every occurrence of `literals` marked."""
    return mark(text, find_hits(text, literals))


def _stretches(part: _Part) -> Iterator[_Stretch]:
    """Ranges of whole clauses that together show every hit, each with the hits inside it."""
    if not part.hits:
        return
    text = part.text
    ends = sorted({0, len(text), *(found.end() for found in CLAUSE_END.finditer(text))})
    stretch: _Stretch | None = None
    for hit in part.hits:
        if stretch and hit.end <= stretch.end:
            stretch.hits.append(hit)
            continue
        start, end = _around(text, hit, ends)
        if stretch:
            yield stretch
            start = max(start, stretch.end)
        stretch = _Stretch(part, start, end, [hit])
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
        _line_at(stretch.part.lines, stretch.hits[0].start),
        shown.strip(),
        format_html("{}{}{}", before, mark(shown.rstrip(), inside), after),
    )


def _ends_clause(text: str, at: int) -> bool:
    return any(found.end() == at for found in CLAUSE_END.finditer(text, max(at - 8, 0), at))


def _line_at(lines: Sequence[Line], at: int) -> int:
    """The number of the line that holds character `at` of the lines joined by line breaks."""
    end = -1
    for line in lines:
        end += len(line.text) + 1
        if at < end:
            return line.number
    return lines[-1].number
