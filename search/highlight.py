"""
Where the hits are. An article and the literals of a query come in; marked clauses in its own script go out.

Hits are found in the folded text and marked in the printed one, so a Simplified query lights up a
Traditional text, and a literal that runs over “ ” or a paragraph break is marked whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.models import Article
from search.documents import Field, Line, lines_of
from search.folding import fold, fold_with_places
from search.terms import Literal

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


def highlight(article: Article, literals: Sequence[Literal], limit: int = SNIPPETS) -> Highlights:
    """The hits of `literals` in `article`: each part is read, the first `limit` snippets are kept."""
    snippets: list[Snippet] = []
    count = 0
    for field in (*SHOWN, *(field for field in Field if field not in SHOWN)):
        lines = lines_of(article, field)
        text = "\n".join(line.text for line in lines)
        hits = find_hits(text, (one for one in literals if not one.fields or field in one.fields))
        count += len(hits)
        if field in SHOWN:
            snippets += [_snippet(field, lines, text, one) for one in _stretches(text, hits)]
    return Highlights(tuple(_choose(snippets, literals, limit)), count)


def _choose(snippets: Sequence[Snippet], literals: Sequence[Literal], limit: int) -> list[Snippet]:
    """Up to `limit` snippets in page order: each literal shown once before any is shown again."""
    waiting = {literal.folded for literal in literals}
    chosen: set[int] = set()
    for number, snippet in enumerate(snippets):
        shown = {folded for folded in waiting if folded in fold(snippet.text)}
        if shown and len(chosen) < limit:
            chosen.add(number)
            waiting -= shown
    for number in range(len(snippets)):
        if len(chosen) < limit:
            chosen.add(number)
    return [snippets[number] for number in sorted(chosen)]


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


def _stretches(text: str, hits: Sequence[Hit]) -> list[tuple[int, int, list[Hit]]]:
    """Ranges of whole clauses that together show every hit, each with the hits inside it."""
    if not hits:
        return []
    ends = sorted({0, len(text), *(found.end() for found in CLAUSE_END.finditer(text))})
    clauses = list(pairwise(ends))
    stretches: list[tuple[int, int, list[Hit]]] = []
    for hit in hits:
        if stretches and hit.end <= stretches[-1][1]:
            stretches[-1][2].append(hit)
        else:
            start, end = _around(text, hit, clauses)
            stretches.append((max(start, stretches[-1][1] if stretches else 0), end, [hit]))
    return stretches


def _around(text: str, hit: Hit, clauses: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The clauses that hold `hit`, with a neighbour of the same line where they are short."""
    held = [i for i, (start, end) in enumerate(clauses) if start < hit.end and hit.start < end]
    first, last = held[0], held[-1]
    while clauses[last][1] - clauses[first][0] < SNIPPET_MIN:
        if last + 1 < len(clauses) and text[clauses[last][1] - 1] != "\n":
            last += 1
        elif first > 0 and text[clauses[first][0] - 1] != "\n":
            first -= 1
        else:
            break
    start, end = clauses[first][0], clauses[last][1]
    if end - start <= SNIPPET_MAX:
        return start, end
    return max(start, hit.start - CUT_MARGIN), min(end, hit.end + CUT_MARGIN)


def _snippet(
    field: Field, lines: Sequence[Line], text: str, stretch: tuple[int, int, list[Hit]]
) -> Snippet:
    start, end, hits = stretch
    shown = text[start:end]
    inside = [Hit(hit.start - start, hit.end - start) for hit in hits]
    before = "…" if start and text[start - 1] != "\n" and not _ends_clause(text, start) else ""
    after = "…" if end < len(text) and not _ends_clause(text, end) else ""
    return Snippet(
        field,
        _line_at(lines, hits[0].start),
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
