"""Passages as JSON in `Article.content`, and back. In: drafts or rows. Out: rows' JSON or passages."""

from __future__ import annotations

from typing import Any

from archive.models import Article
from archive.pipeline.values import ArticleDraft, Passage, Piece, Placed, Span


def print_content(draft: ArticleDraft) -> dict[str, Any]:
    """The passages of a draft in the shape `Article.content` documents."""
    return {
        "kicker": _print(draft.kicker),
        "title": _print(draft.title),
        "subtitle": _print(draft.subtitle),
        "bylines": [_print(passage) for passage in draft.bylines],
        "summary": [_print(passage) for passage in draft.summary],
        "paragraphs": [_print(passage) for passage in draft.paragraphs],
        "headings": [_print_placed(heading) for heading in draft.headings],
        "captions": [_print_placed(caption) for caption in draft.captions],
    }


def to_passage(stored: dict[str, Any]) -> Passage:
    """A passage from its JSON."""
    pieces = tuple(Piece(at, Span(start, end)) for at, start, end in stored["pieces"])
    return Passage(stored["text"], pieces)


def body_span(article: Article) -> tuple[int, int]:
    """Where the body stands in the source text, from first paragraph to last; (0, 0) if empty."""
    paragraphs = article.content.get("paragraphs", [])
    if not paragraphs:
        return 0, 0
    return paragraphs[0]["pieces"][0][1], paragraphs[-1]["pieces"][-1][2]


def _print(passage: Passage | None) -> dict[str, Any] | None:
    if passage is None:
        return None
    pieces = [[piece.at, piece.span.start, piece.span.end] for piece in passage.pieces]
    return {"text": passage.text, "pieces": pieces}


def _print_placed(placed: Placed) -> dict[str, Any]:
    return {"passage": _print(placed.passage), "after": placed.after}
