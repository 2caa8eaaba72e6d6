"""Pages for the tests of the page step: text in, the page as it is split, and the laws of place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from archive.pipeline.page.split import split_page
from archive.pipeline.values import ArticleDraft, Container, Decoded, Page, Passage

ROOT = Path(__file__).parents[3]
PROSE = (
    "岳村镇坚持党建引领，扎实推进乡村振兴各项工作，全镇集体经济收入稳步增长，群众获得感不断增强。"
)


def decoded(text: str, container: Container = Container.TEXT) -> Decoded:
    return Decoded(text, "utf-8", container, 1.0)


def split(text: str, container: Container = Container.TEXT) -> Page:
    return split_page(decoded(text, container))


def passages(article: ArticleDraft) -> Iterator[Passage]:
    yield from article.paragraphs
    yield from article.bylines
    yield from article.summary
    yield from filter(None, (article.kicker, article.title, article.subtitle))
    yield from (placed.passage for placed in (*article.headings, *article.captions))


def assert_each_character_has_one_place(text: str, page: Page) -> None:
    owners: Counter[int] = Counter()
    for article in page.articles:
        for passage in passages(article):
            assert passage.text
            for piece in passage.pieces:
                here = text[piece.span.start : piece.span.end]
                assert here == passage.text[piece.at : piece.at + len(piece.span)]
                owners.update(range(piece.span.start, piece.span.end))
    for span in page.noise:
        owners.update(range(span.start, span.end))
    for repair in page.repairs:
        owners.update(i for i in range(repair.span.start, repair.span.end) if not text[i].isspace())
    for i, character in enumerate(text):
        assert owners[i] == 1 or (character.isspace() and not owners[i]), (i, text[i - 9 : i + 9])


def assert_joins_can_be_undone(text: str, page: Page) -> None:
    """Between two pieces of a passage stands what repairs left out, or a caption, and nothing else."""
    mended = {i for r in page.repairs for i in range(r.span.start, r.span.end)}
    for article in page.articles:
        pictures = {i for c in article.captions for i in range(*placed_range(c.passage))}
        for paragraph in article.paragraphs:
            for above, below in zip(paragraph.pieces, paragraph.pieces[1:], strict=False):
                between = range(above.span.end, below.span.start)
                left = [i for i in between if i not in mended and not text[i].isspace()]
                assert set(left) <= pictures
                assert mended.intersection(between)


def placed_range(passage: Passage) -> tuple[int, int]:
    return passage.span.start, passage.span.end


def text_of(passage: Passage | None) -> str | None:
    return passage.text if passage else None
