"""Nothing is unfindable, and nothing else is found: search-contract 1, 2 and 3, on every engine."""

from __future__ import annotations

import random

import pytest
from haystack.query import SearchQuerySet

from archive.models import Article
from search.text.folding import fold
from search.text.words import holds_word
from search.upkeep.worker import IndexWorker
from tests.search.conftest import field_texts

SUBSTRINGS = 2400
LONGEST = 8


def random_substrings(texts: list[str], count: int) -> list[str]:
    """Substrings of 1 to 8 characters with a Han character, letter or digit; each part is drawn alike."""
    dice = random.Random(20261122)  # noqa: S311  # repeatable, not secret
    drawn: list[str] = []
    while len(drawn) < count:
        text = dice.choice(texts)
        length = dice.randint(1, min(LONGEST, len(text)))
        start = dice.randint(0, len(text) - length)
        if holds_word(text[start : start + length]):
            drawn.append(text[start : start + length])
    return drawn


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”")])
def test_every_substring_in_quotes_finds_its_articles_and_no_other(
    opening: str, closing: str, engine: str, indexed_seeds: IndexWorker
) -> None:
    articles = {article.pk: field_texts(article) for article in Article.objects.all()}
    folded = {pk: [fold(text) for text in texts.values()] for pk, texts in articles.items()}
    texts = [text for parts in articles.values() for text in parts.values()]
    misses, extras = [], []

    for substring in random_substrings(texts, SUBSTRINGS):
        quoted = f"{opening}{substring}{closing}"
        results = SearchQuerySet(using=engine).filter(content=quoted)[:20]
        found = {result.pk for result in results}
        expected = {
            pk for pk, parts in folded.items() if any(fold(substring) in part for part in parts)
        }
        misses += [(substring, pk) for pk in expected - found]
        extras += [(substring, pk) for pk in found - expected]

    assert len(articles) == 8
    assert (misses, extras) == ([], [])


def test_one_character_is_found_with_paging(engine: str, indexed_seeds: IndexWorker) -> None:
    duck = SearchQuerySet(using=engine).filter(content="鸭")
    party = SearchQuerySet(using=engine).filter(content="党")

    assert [result.object.source.name[:3] for result in duck] == ["003"]
    assert party.count() == 8
    pages = [result.pk for start in (0, 3, 6) for result in party[start : start + 3]]
    assert len(set(pages)) == 8
