"""Small pages for the tests of places and programs. Paragraphs in, findings out, on the real data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.pipeline.page.split import split_page
from archive.pipeline.places.find import find_places
from archive.pipeline.programs.find import find_programs
from archive.pipeline.values import (
    ArticleDraft,
    Container,
    Decoded,
    Page,
    Passage,
    Piece,
    PlaceFinding,
    PlaceLevel,
    ProgramFinding,
    Span,
)
from archive.resources import resources

TESTS = Path(__file__).parent.parent
GAZETTEER = resources().gazetteer
LEXICON = resources().lexicon


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article of a seed report, with what was marked in it by hand."""

    id: str
    page: Page
    draft: ArticleDraft
    text: str
    gold: dict[str, Any]


def one_page(*paragraphs: str, byline: str | None = None) -> tuple[Page, ArticleDraft, str]:
    """A page of one article, a paragraph a line; `byline` is its first line."""
    lines = [*([byline] if byline else []), *paragraphs]
    passages = []
    at = 0
    for line in lines:
        passages.append(Passage(line, (Piece(0, Span(at, at + len(line))),)))
        at += len(line) + 1
    bylines, body = (passages[:1], passages[1:]) if byline else ([], passages)
    draft = ArticleDraft(index=0, paragraphs=tuple(body), bylines=tuple(bylines))
    return Page((draft,)), draft, "\n".join(lines)


def places_in(*paragraphs: str, byline: str | None = None) -> dict[str, PlaceFinding]:
    """The places found in a small article, by name."""
    page, draft, text = one_page(*paragraphs, byline=byline)
    return {finding.name: finding for finding in find_places(page, draft, text, GAZETTEER)}


def towns_in(*paragraphs: str, byline: str | None = None) -> dict[str, str | None]:
    """The towns found in a small article: name and code."""
    found = places_in(*paragraphs, byline=byline).values()
    return {place.name: place.code for place in found if place.level is PlaceLevel.TOWN}


def programs_in(*paragraphs: str) -> dict[str, ProgramFinding]:
    """The programs found in a small article, by name."""
    _, draft, text = one_page(*paragraphs)
    return {finding.name: finding for finding in find_programs(draft, text, LEXICON)}


def gold_articles() -> Iterator[GoldArticle]:
    """Yield the articles of the seed reports with their gold."""
    for path in sorted((TESTS / "gold").glob("0*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (TESTS.parent / "seeds" / gold["file"]).read_text("utf-8")
        page = split_page(Decoded(text, "utf-8", Container.TEXT, 1.0))
        for draft, article in zip(page.articles, gold["articles"], strict=True):
            yield GoldArticle(f"{path.stem[:3]}-{draft.index}", page, draft, text, article)
