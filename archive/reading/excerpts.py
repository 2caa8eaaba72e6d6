"""
Sentences that show how something is used. In: mentions. Out: the sentence, or the words on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.models import Article, PlaceMention, ProgramMention
from archive.reading.body import BlockKind, Body, Located, read_body
from archive.reading.figures import sentence_of

CONTEXT = 16  # characters on each side
SENTENCE_LENGTH = 160
# What follows a name where a paper explains it: a bracket, a colon, 即, 就是, 是指, 指.
_EXPLAINS = re.compile(
    r"[”’」』》]?(?:工作法|机制|制度|行动|模式|工程)?[,，]?(?:[(（:：]|即|就是|是指|指的是|——)"
)

Mention = PlaceMention | ProgramMention


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A mention in its article: the sentence around it and the words on its left and right."""

    article: Article
    url: str
    paragraph: int | None
    left: str
    word: str
    right: str
    sentence: str
    explains: bool


def read_excerpts(mentions: Iterable[Mention]) -> Iterator[Excerpt]:
    """The mentions that stand in their article's blocks, in the given order; needs `article` loaded."""
    bodies: dict[int, Body] = {}
    for mention in mentions:
        article = mention.article
        if article.pk not in bodies:
            bodies[article.pk] = read_body(article.content)
        found = bodies[article.pk].locate(mention.start, mention.end)
        if found is not None:
            yield _excerpt(article, found)


def best_excerpts(excerpts: Iterable[Excerpt], count: int) -> list[Excerpt]:
    """Up to `count` sentences: those that explain first, no two alike, one an article while there are others."""
    ranked = sorted(excerpts, key=lambda excerpt: not excerpt.explains)
    chosen: list[Excerpt] = []
    seen: set[str] = set()
    articles: set[int] = set()
    for fresh_article in (True, False):
        for excerpt in ranked:
            repeated = excerpt.article.pk in articles
            if len(chosen) < count and excerpt.sentence not in seen and repeated != fresh_article:
                chosen.append(excerpt)
                seen.add(excerpt.sentence)
                articles.add(excerpt.article.pk)
    return chosen


def _excerpt(article: Article, found: Located) -> Excerpt:
    text = found.block.passage.text
    sentence = sentence_of(found)
    is_paragraph = found.block.kind == BlockKind.PARAGRAPH
    return Excerpt(
        article=article,
        url=f"{article.get_absolute_url()}#{found.block.anchor}",
        paragraph=found.block.number if is_paragraph else None,
        left=text[max(found.start - CONTEXT, 0) : found.start],
        word=found.text,
        right=text[found.end : found.end + CONTEXT],
        sentence=_shortened(sentence, found.text),
        explains=bool(_EXPLAINS.match(text, found.end)),
    )


def _shortened(sentence: str, word: str) -> str:
    """The sentence, or its part around the word with … where it was cut."""
    if len(sentence) <= SENTENCE_LENGTH:
        return sentence
    start = max(min(sentence.find(word) - SENTENCE_LENGTH // 4, len(sentence) - SENTENCE_LENGTH), 0)
    end = start + SENTENCE_LENGTH
    return ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")
