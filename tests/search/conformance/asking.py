"""How the contract's tests ask, and what they expect: the rows read plainly, without any engine."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.test import Client

from archive.models import Article
from search.finding.haystack import Questions
from search.index.documents import Field, lines_of
from search.text.folding import fold

ALL = 100  # more than the corpus has


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks the engine that pages ask."""

    client: Client

    def ids(self, text: str) -> set[int]:
        """The articles a text in the query language finds, through Haystack."""
        return {result.pk for result in Questions().filter(content=text)[:ALL]}

    def json(self, **parameters: str | int) -> dict[str, Any]:
        """The answer of /search.json."""
        response = self.client.get("/search.json", {"size": ALL, **parameters})
        assert response.status_code == 200, response.content.decode()
        answer: dict[str, Any] = response.json()
        return answer

    def page(self, **parameters: str | int) -> str:
        """The results page, unescaped."""
        response = self.client.get("/search/", parameters)
        assert response.status_code == 200
        return unescape(response.content.decode())

    def file(self, form: str, **parameters: str) -> bytes:
        """An export."""
        response = self.client.get(f"/search.{form}", parameters)
        assert response.status_code == 200
        return response.getvalue()


def ids_of(answer: dict[str, Any]) -> list[int]:
    """The articles of a JSON answer, in its order."""
    return [result["id"] for result in answer["results"]]


def published() -> list[Article]:
    """Every article a search may find."""
    return list(Article.objects.published().order_by("pk"))


def printed(article: Article, field: Field) -> str:
    """One part of an article as printed."""
    return "\n".join(line.text for line in lines_of(article, field))


def whole(article: Article) -> str:
    """Every part as printed, parts kept apart by what no query can hold."""
    return "\x00".join(printed(article, field) for field in Field)


def expected(holds: Callable[[Article], bool]) -> set[int]:
    """The articles of which that is true."""
    return {article.pk for article in published() if holds(article)}


def holding(text: str, fields: Collection[Field] = tuple(Field)) -> set[int]:
    """The articles one of whose parts holds the characters, folded."""
    folded = fold(text)
    return expected(lambda one: any(folded in fold(printed(one, field)) for field in fields))


def article_of(number: str, position: int = 0) -> Article:
    """An article by the beginning of its source's name."""
    return Article.objects.get(source__name__startswith=number, position=position)
