"""Small readings built by hand, so that storing is tested apart from reading."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from archive.ingest import receive_file
from archive.models import Source
from archive.pipeline.values import (
    ArticleDraft,
    ArticleReading,
    Comparator,
    Container,
    Decoded,
    Evidence,
    MetricFinding,
    MetricStatus,
    Page,
    Passage,
    Piece,
    ProgramFinding,
    ProgramKind,
    Reading,
    Span,
)

TEXT = "振兴之路\n岳村镇推行“五星”支部创建,动员党员602人。\n另一篇\n全镇栽树9000余株。"


def passage(text: str, words: str) -> Passage:
    """The passage that prints `words`, wherever it first stands in `text`."""
    start = text.index(words)
    return Passage(words, (Piece(0, Span(start, start + len(words))),))


def span(words: str) -> Span:
    """Where `words` first stand in TEXT."""
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def metric(number: str, quote: str, value: int, unit: str) -> MetricFinding:
    """A figure of TEXT."""
    return MetricFinding(
        value=Decimal(value),
        unit=unit,
        comparator=Comparator.EQ,
        status=MetricStatus.ACHIEVED,
        indicator=quote,
        number=span(number),
        quote=span(quote),
        confidence=0.9,
        evidence=(Evidence("test", 90),),
    )


def program(name: str) -> ProgramFinding:
    """A program of TEXT."""
    return ProgramFinding(name, ProgramKind.CAMPAIGN, (span(name),), 0.9)


def two_articles() -> Reading:
    """TEXT as two articles: one with a title, a program and a figure, one with a figure."""
    first = ArticleReading(
        draft=ArticleDraft(
            index=0,
            title=passage(TEXT, "振兴之路"),
            paragraphs=(passage(TEXT, "岳村镇推行“五星”支部创建,动员党员602人。"),),
        ),
        programs=(program("“五星”支部创建"),),
        metrics=(metric("602", "动员党员602人", 602, "人"),),
    )
    second = ArticleReading(
        draft=ArticleDraft(
            index=1,
            title=passage(TEXT, "另一篇"),
            paragraphs=(passage(TEXT, "全镇栽树9000余株。"),),
        ),
        metrics=(metric("9000余", "栽树9000余株", 9000, "株"),),
    )
    articles = (first, second)
    decoded = Decoded(TEXT, "utf-8", Container.TEXT, 1.0)
    return Reading(decoded, Page(tuple(a.draft for a in articles)), articles, "rules-1")


@pytest.fixture
def reading() -> Reading:
    """The reading of TEXT."""
    return two_articles()


@pytest.fixture
def make_source(db: None) -> Callable[[str], Source]:
    """Receive a text as a file."""

    def make(text: str = TEXT, name: str = "报道.txt") -> Source:
        return receive_file(name, [text.encode()]).source

    return make
