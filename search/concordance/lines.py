"""
The lines of a page or an export. Slots or articles come in, in order; printed lines with their source go out.

Rows are read in portions; what was withdrawn since the count is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from archive.models import Article, Place
from archive.models.place import Level
from search.concordance.contexts import Context, read_contexts
from search.concordance.ordering import Slot
from search.concordance.terms import Term, write_literal
from search.export.rows import read_articles
from search.index.documents import stated_in
from search.pages.trip import Trip


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """An occurrence in its context, and the article it stands in."""

    context: Context
    article: Article
    source: str  # the file's name
    towns: tuple[Place, ...]

    @property
    def url(self) -> str:
        """Leads to the paragraph, for citing it."""
        return self.article.get_absolute_url() + self.context.anchor

    @property
    def lit(self) -> str:
        """Leads there with the term lit in the article."""
        trip = Trip(within=write_literal(self.context.term))
        return self.article.get_absolute_url() + trip.query_string() + self.context.anchor


def read_slots(
    slots: Sequence[Slot], terms: Sequence[Term], length: int
) -> Iterator[ConcordanceLine]:
    """The lines of those slots, in their order."""
    articles = dict.fromkeys(slot.article_id for slot in slots)
    lines = {
        identity: list(of_article)
        for identity, of_article in groupby(
            read_lines(list(articles), terms, length), key=lambda line: line.article.pk
        )
    }
    for slot in slots:
        of_article = lines.get(slot.article_id, [])
        if slot.number < len(of_article):
            yield of_article[slot.number]


def read_lines(ids: Sequence[int], terms: Sequence[Term], length: int) -> Iterator[ConcordanceLine]:
    """Every line of those articles, article by article."""
    for article, source in read_articles(ids):
        towns = tuple(one for one in stated_in(article).places if one.level == Level.TOWN)
        for context in read_contexts(article, terms, length):
            yield ConcordanceLine(context, article, source, towns)
