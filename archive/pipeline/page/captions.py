"""
Step 2i: which article a caption belongs to. The drafts of a page in, the drafts with captions moved out.

On a page of several articles the pictures stand where there was room; the person or place a caption
names says whose it is, and only where it names nobody does its position count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.pipeline.values import ArticleDraft, Placed

PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}(?:镇|鎮|乡|鄉|街道|村|社区|社區)")
NAME_POINTS = 100
REACH = 8  # articles to either side whose picture may stand here: what one printed page holds


def assign_captions(articles: Sequence[ArticleDraft]) -> list[ArticleDraft]:
    """The articles, each with the captions that name its author or its place."""
    if len(articles) == 1:
        return list(articles)
    held: list[list[Placed]] = [[] for _ in articles]
    texts = [_text(article) for article in articles]
    for position, article in enumerate(articles):
        for caption in article.captions:
            owner = _owner(caption.passage.text, articles, texts, position)
            held[owner].append(_moved(caption, articles[owner], owner - position))
    return [
        replace(article, captions=tuple(captions))
        for article, captions in zip(articles, held, strict=True)
    ]


def _owner(
    caption: str, articles: Sequence[ArticleDraft], texts: Sequence[str], position: int
) -> int:
    near = range(max(0, position - REACH), min(len(articles), position + REACH + 1))
    points = {i: _points(caption, articles[i], texts[i]) for i in near}
    best = max(points.values())
    owners = [i for i in near if points[i] == best]
    return position if best == 0 or position in owners or len(owners) > 1 else owners[0]


def _points(caption: str, article: ArticleDraft, text: str) -> int:
    named = any(author.name in caption for author in article.authors)
    places = {name for match in PLACE.finditer(caption) for name in _stems(match[0])}
    return NAME_POINTS * named + sum(text.count(place) for place in places)


def _stems(place: str) -> tuple[str, ...]:
    """The match and its shorter ends: the pattern may have taken a character too many on the left."""
    return tuple(place[i:] for i in range(max(1, len(place) - 2)))


def _moved(caption: Placed, article: ArticleDraft, direction: int) -> Placed:
    if direction == 0:
        return caption
    return Placed(caption.passage, len(article.paragraphs) if direction < 0 else 0)


def _text(article: ArticleDraft) -> str:
    title = article.title.text if article.title else ""
    roles = "".join(author.role or "" for author in article.authors)
    return title + roles + "".join(paragraph.text for paragraph in article.paragraphs)
