"""
Terms in their context, as printed. An article's row and terms come in; one line an occurrence goes out.

Occurrences are found in the folded text and shown in the article's own characters. Context ends where the
paragraph ends; a term that runs over the end of a paragraph is shown whole, with a sign where it breaks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.models import Article
from search.concordance.occurrences import Occurrence, compile_terms, find_occurrences
from search.concordance.terms import Term
from search.finding.hits import ANCHORS
from search.index.characters import LINE_END, PART_END
from search.index.documents import Field, lines_of
from search.text.folding import fold

BREAK = "¶"  # where a paragraph ended inside a term


@dataclass(frozen=True, slots=True)
class Context:
    """One occurrence as printed, with what stands before and after it in its paragraph."""

    term: Term
    left: str
    node: str
    right: str
    field: Field
    number: int  # of the paragraph, heading or caption within its part

    @property
    def place(self) -> str:
        """Which part of the article it stands in, in words: 第 5 段."""
        if self.field is Field.BODY:
            return _("第 %(number)d 段") % {"number": self.number}
        return field_name(self.field)

    @property
    def anchor(self) -> str:
        """The end of the address that leads there: #p5; empty where the page has none."""
        return f"#{ANCHORS[self.field]}{self.number}" if self.field in ANCHORS else ""


@dataclass(frozen=True, slots=True)
class _Passage:
    """One printed line; `start` is where it begins in the folded lines."""

    field: Field
    number: int
    text: str
    start: int


def field_name(field: Field) -> str:
    """What people call the part."""
    return {
        Field.KICKER: _("肩题"),
        Field.TITLE: _("标题"),
        Field.SUBTITLE: _("副题"),
        Field.SUMMARY: _("提要"),
        Field.HEADINGS: _("小标题"),
        Field.BODY: _("正文"),
        Field.BYLINE: _("署名"),
        Field.CAPTIONS: _("图片说明"),
        Field.PUBLICATION: _("刊发媒体"),
    }[field]


def read_contexts(article: Article, terms: Sequence[Term], length: int) -> list[Context]:
    """Every occurrence of `terms` in reading order, with up to `length` characters on each side."""
    passages, lines = _fold_article(article)
    starts = [passage.start for passage in passages]
    return [
        _context(terms, passages, starts, one, length)
        for one in find_occurrences(lines, compile_terms(terms))
    ]


def _fold_article(article: Article) -> tuple[list[_Passage], str]:
    """The printed lines, and the same folded as the index keeps them (`fold_lines`)."""
    passages: list[_Passage] = []
    folded: list[str] = []
    at = 0
    for field in Field:
        for line in lines_of(article, field):
            for text in line.text.split(LINE_END):
                passages.append(_Passage(field, line.number, text, at))
                folded.append(fold(text) + LINE_END)
                at += len(folded[-1])
        folded.append(PART_END)
        at += len(PART_END)
    return passages, "".join(folded)


def _context(
    terms: Sequence[Term],
    passages: Sequence[_Passage],
    starts: Sequence[int],
    one: Occurrence,
    length: int,
) -> Context:
    first = bisect_right(starts, one.start) - 1
    last = bisect_right(starts, one.end - 1) - 1
    begin = _printed_place(passages[first], one.start)
    end = _printed_place(passages[last], one.end - 1) + 1
    opening, closing = passages[first].text, passages[last].text
    if first == last:
        node = opening[begin:end]
    else:
        between = (passage.text for passage in passages[first + 1 : last])
        node = BREAK.join([opening[begin:], *between, closing[:end]])
    return Context(
        term=terms[one.term],
        left=opening[max(begin - length, 0) : begin],
        node=node,
        right=closing[end : end + length],
        field=passages[first].field,
        number=passages[first].number,
    )


def _printed_place(passage: _Passage, at: int) -> int:
    """Where in the printed line the character at `at` of the folded lines stands."""
    missing = at - passage.start + 1
    end = 0
    # Folding leaves characters out and adds none: as many more are read as are still missing.
    while missing:
        piece = passage.text[end : end + missing]
        end += missing
        missing -= len(fold(piece))
    return end - 1
