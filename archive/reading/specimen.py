"""
One real sentence that shows what the archive's marks mean. In: the newest articles. Out: the sentence
with its marks and figures, or nothing while no sentence has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef
from django.utils.safestring import SafeString

from archive.models import Article, Metric
from archive.reading.annotation import AnnotatedBlock, annotate
from archive.reading.article_facts import read_facts
from archive.reading.body import BlockKind
from archive.reading.figures import FigureRow
from archive.reading.marking import Mark, mark_text
from archive.reading.sentences import split_sentences

LOOKED_THROUGH = 6  # articles; each costs three queries
MOST_PARAGRAPHS = 60  # the first page must not wait for a book
SHORTEST, LONGEST = 24, 110  # characters a reader takes in at a glance


@dataclass(frozen=True, slots=True)
class Specimen:
    """A sentence with its marks as safe HTML, where it stands, and the figures in it."""

    html: SafeString
    article: Article
    paragraph: int
    url: str
    figures: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class _Marked:
    """A sentence of a block, its marks counted in its own characters."""

    text: str
    marks: tuple[Mark, ...]

    @property
    def kinds(self) -> int:
        """How many kinds of mark it shows: a sentence with place, program and figure explains most."""
        return len({mark.shape.split()[0] for mark in self.marks})


def find_specimen() -> Specimen | None:
    """The best sentence among the newest articles with figures."""
    best: tuple[tuple[int, int], Specimen] | None = None
    figures = Metric.objects.public().filter(article=OuterRef("pk"))
    short = Article.objects.published().filter(paragraph_count__lte=MOST_PARAGRAPHS)
    newest = list(
        short.filter(Exists(figures)).last_come().values_list("pk", flat=True)[:LOOKED_THROUGH]
    )
    for article in Article.objects.filter(pk__in=newest).last_come().select_related("source"):
        for each in annotate(article, read_facts(article), {}, every_place=True):
            for sentence in _sentences(each):
                worth = (sentence.kinds, -len(sentence.text))
                if best is None or worth > best[0]:
                    best = worth, _specimen(article, each, sentence)
    return best[1] if best else None


def _sentences(each: AnnotatedBlock) -> Iterator[_Marked]:
    """Sentences of a paragraph that hold a figure and one other mark, whole and short enough."""
    if each.block.kind != BlockKind.PARAGRAPH or not each.notes.figures:
        return
    for found in split_sentences(each.block.passage.text):
        inside = tuple(
            replace(mark, start=mark.start - found.start, end=mark.end - found.start)
            for mark in each.notes.marks
            if found.start <= mark.start and mark.end <= found.end
        )
        sentence = _Marked(found.text, inside)
        has_figure = any(mark.anchor for mark in inside)
        short = SHORTEST <= len(found.text) <= LONGEST
        if found.whole and short and has_figure and sentence.kinds > 1:
            yield sentence


def _specimen(article: Article, each: AnnotatedBlock, sentence: _Marked) -> Specimen:
    page = article.get_absolute_url()
    anchors = {mark.anchor for mark in sentence.marks}
    # Away from their page, figures lead to it and have no id of their own.
    marks = [
        replace(mark, href=f"{page}#{mark.anchor}", anchor="") if mark.anchor else mark
        for mark in sentence.marks
    ]
    return Specimen(
        html=mark_text(sentence.text, marks),
        article=article,
        paragraph=each.block.number,
        url=f"{page}#{each.block.anchor}",
        figures=tuple(row for row in each.notes.figures if row.url.rpartition("#")[2] in anchors),
    )
