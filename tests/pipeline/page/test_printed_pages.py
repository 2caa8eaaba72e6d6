"""Step 2: pages in the manner of county papers, government sites and public accounts, each with what it says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive.pipeline.values import ArticleDraft, Container
from tests.pipeline.page.printed_pages import (
    assert_each_character_has_one_place,
    assert_joins_can_be_undone,
    split,
    text_of,
)

PAGES = sorted((Path(__file__).parent / "pages").glob("*.toml"))
OPENING = 8  # characters by which a paragraph is told


@dataclass(frozen=True, slots=True)
class Expected:
    """A page and what a reader sees on it."""

    text: str
    container: Container
    noise: list[str]
    articles: list[dict[str, Any]]


def read_expected(path: Path) -> Expected:
    table = tomllib.loads(path.read_text("utf-8"))
    return Expected(table["text"], Container(table["container"]), table["noise"], table["articles"])


def summed_up(article: ArticleDraft) -> dict[str, Any]:
    """What a page file says of an article, of the article as it was read."""
    return {
        "title": text_of(article.title),
        "kicker": text_of(article.kicker),
        "subtitle": text_of(article.subtitle),
        "authors": [author.name for author in article.authors],
        "date": article.published.value,
        "publication": article.publication.name if article.publication else None,
        "first": article.paragraphs[0].text[:OPENING],
        "last": article.paragraphs[-1].text[-OPENING:],
        "paragraphs": len(article.paragraphs),
        "headings": [placed.passage.text for placed in article.headings],
        "captions": [placed.passage.text for placed in article.captions],
        "summary": [passage.text[:OPENING] for passage in article.summary],
    }


def in_full(article: dict[str, Any]) -> dict[str, Any]:
    nothing: dict[str, Any] = dict.fromkeys(("kicker", "subtitle", "date", "publication"))
    nothing |= {name: [] for name in ("authors", "headings", "captions", "summary")}
    ends = {"first": article["first"][:OPENING], "last": article["last"][-OPENING:]}
    return nothing | article | ends


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_read_as_a_reader_sees_it(path: Path) -> None:
    expected = read_expected(path)

    page = split(expected.text, expected.container)

    assert [summed_up(article) for article in page.articles] == [
        in_full(article) for article in expected.articles
    ]
    noise = [expected.text[span.start : span.end] for span in page.noise]
    assert set(expected.noise) <= set(noise)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_character_of_a_page_has_one_place(path: Path) -> None:
    expected = read_expected(path)

    page = split(expected.text, expected.container)

    assert_each_character_has_one_place(expected.text, page)
    assert_joins_can_be_undone(expected.text, page)
