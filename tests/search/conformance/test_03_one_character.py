"""Point 3: one-character queries work, with paging."""

from __future__ import annotations

import pytest
from haystack.query import SearchQuerySet

from search.finding.haystack import Questions
from tests.search.conformance.asking import Asking, article_of, holding, ids_of


def test_a_character_of_one_article_finds_it(asking: Asking) -> None:
    assert asking.ids("鸭") == {article_of("003").pk}


@pytest.mark.parametrize("character", ["村", "党", "的", "1", "a", "+"])
def test_a_character_finds_every_article_that_holds_it(character: str, asking: Asking) -> None:
    assert set(ids_of(asking.json(q=character))) == holding(character) != set()


def test_pages_of_one_character_hold_each_article_once(asking: Asking) -> None:
    whole = ids_of(asking.json(q="村"))

    pages = [ids_of(asking.json(q="村", size=3, page=number)) for number in range(1, 6)]

    assert [one for page in pages for one in page] == whole


def test_a_slice_from_anywhere_is_that_part_of_the_whole(asking: Asking) -> None:
    questions: SearchQuerySet = Questions().filter(content="村")
    whole = [result.pk for result in questions[:100]]

    for start, end in ((0, 1), (1, 4), (2, 3), (5, 9), (len(whole) - 1, len(whole) + 5)):
        assert [one.pk for one in Questions().filter(content="村")[start:end]] == whole[start:end]
    assert questions.count() == len(whole)
