"""Point 4: words that segmentation cuts badly lose nothing."""

from __future__ import annotations

import random
from itertools import pairwise

from archive.models import PlaceMention
from search.index.documents import Field
from search.text.folding import fold
from search.text.words import cut_words
from tests.search.conformance.asking import Asking, article_of, holding, printed, published


def test_a_town_is_found_whatever_the_dictionary_makes_of_its_name(asking: Asking) -> None:
    found = asking.ids("雁鸣湖镇")

    assert {article_of("000").pk, article_of("004", 2).pk} <= found == holding("雁鸣湖镇")


def test_every_place_is_found_by_the_name_the_article_prints(asking: Asking) -> None:
    names = set(PlaceMention.objects.exclude(place=None).values_list("place__name", flat=True))

    assert len(names) > 10
    assert {name for name in names if asking.ids(name) != holding(name)} <= {
        name for name in names if not holding(name)
    }


def test_pairs_of_characters_across_a_word_boundary_are_found(asking: Asking) -> None:
    dice = random.Random(4)  # noqa: S311  # repeatable, not secret
    lost = []

    for article in published():
        words = cut_words(fold(printed(article, Field.BODY))[:600])
        boundaries = list(pairwise(words))
        for before, after in dice.sample(boundaries, min(len(boundaries), 8)):
            pair = before[-1] + after[0]
            if pair in fold(printed(article, Field.BODY)) and article.pk not in asking.ids(pair):
                lost.append((article.pk, pair))

    assert not lost
