"""Points 1 and 2: a quoted substring of any part finds every article that holds it, and no other."""

from __future__ import annotations

import random

import pytest

from search.index.documents import Field
from search.text.folding import fold
from search.text.words import holds_word
from tests.search.conformance.asking import Asking, printed, published

SUBSTRINGS = 2400
LONGEST = 8
PARTS = [field for field in Field if field is not Field.PUBLICATION]


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
    opening: str, closing: str, asking: Asking
) -> None:
    parts = {one.pk: [printed(one, field) for field in PARTS] for one in published()}
    folded = {pk: [fold(text) for text in texts] for pk, texts in parts.items()}
    texts = [text for of_one in parts.values() for text in of_one if text]
    misses, extras = [], []

    for substring in random_substrings(texts, SUBSTRINGS):
        found = asking.ids(f"{opening}{substring}{closing}")
        looked_for = fold(substring)
        expected = {pk for pk, texts in folded.items() if any(looked_for in one for one in texts)}
        misses += [(substring, pk) for pk in expected - found]
        extras += [(substring, pk) for pk in found - expected]

    assert (misses, extras) == ([], [])


def test_the_corpus_prints_something_in_every_part(corpus: None) -> None:
    filled = {field for article in published() for field in PARTS if printed(article, field)}

    assert filled >= {
        Field.KICKER,
        Field.TITLE,
        Field.SUBTITLE,
        Field.BODY,
        Field.BYLINE,
        Field.CAPTIONS,
    }
