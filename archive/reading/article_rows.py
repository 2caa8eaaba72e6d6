"""Whole articles by number. In: numbers, or facts that lack theirs. Out: the rows, in one question, always asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from archive.models import Article
from archive.models.questions import Question

_ARTICLES: Question[Article] = Question(
    lambda numbers: Article.objects.filter(pk__in=numbers).order_by()
)


class OfArticle(Protocol):
    """A row of an article."""

    article: Article
    article_id: int


def read_articles(numbers: Iterable[int]) -> dict[int, Article]:
    """The articles with those numbers."""
    return {article.pk: article for article in _ARTICLES.rows(sorted(set(numbers)))}


def load_articles(facts: Collection[OfArticle]) -> None:
    """Give each fact its article; facts of one article share one."""
    articles = read_articles(fact.article_id for fact in facts)
    for fact in facts:
        fact.article = articles[fact.article_id]
