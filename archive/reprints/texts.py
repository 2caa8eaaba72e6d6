"""The text of an article as printings of it are compared. In: rows. Out: its lines, or a Body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from archive.models import Article, PlaceMention, Review
from archive.models.place import Level
from archive.reprints.likeness import Body, make_body

# Divisions that a template puts in; a report of any paper speaks of the province and the country.
TOLD_APART = (Level.COUNTY.value, Level.TOWN.value, Level.VILLAGE.value)


def printed_lines(article: Article) -> Iterator[str]:
    """
    Summary, paragraphs and headings in the order of the page; headline, signature and captions are the paper's.

    Content that no reading wrote has no lines: the index says so of it.
    """
    content = article.content if isinstance(article.content, dict) else {}
    yield from (_text(passage) for passage in content.get("summary", []))
    paragraphs = [_text(passage) for passage in content.get("paragraphs", [])]
    headings = content.get("headings", [])
    for at in range(len(paragraphs) + 1):
        yield from (_text(h.get("passage")) for h in headings if h.get("after") == at)
        yield from paragraphs[at : at + 1]


def _text(passage: Any) -> str:
    text = passage.get("text") if isinstance(passage, dict) else None
    return text if isinstance(text, str) else ""


def read_bodies(articles: Sequence[Article]) -> dict[int, Body]:
    """The comparable text of each of `articles`, with the places it names, in one query."""
    places = _places(article.pk for article in articles)
    return {
        article.pk: make_body(
            article.source_id,
            "\n".join(printed_lines(article)),
            frozenset(places.get(article.pk, ())),
        )
        for article in articles
    }


def _places(ids: Iterator[int]) -> dict[int, set[str]]:
    """The codes of the divisions each article names; of an unresolved one the name."""
    named: dict[int, set[str]] = {}
    mentions = PlaceMention.objects.filter(article__in=list(ids), level__in=TOLD_APART)
    counted = mentions.exclude(review=Review.REJECTED).order_by()
    for article, code, name in counted.values_list("article_id", "place_id", "name").distinct():
        named.setdefault(article, set()).add(code or name)
    return named
