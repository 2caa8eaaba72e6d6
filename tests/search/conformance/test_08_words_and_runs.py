"""Point 8: words parted by spaces must all occur; a run that occurs nowhere is cut, and the page says so."""

from __future__ import annotations

import pytest

from tests.search.conformance.asking import Asking, holding, ids_of


@pytest.mark.parametrize("words", [("支部", "积分"), ("党建", "村", "产业"), ("党建", "１２")])
def test_all_words_must_occur(words: tuple[str, ...], asking: Asking) -> None:
    for parting in (" ", "　", "  \t"):
        found = asking.ids(parting.join(words))

        assert found == set.intersection(*(holding(word) for word in words))
    assert found


def test_a_run_that_occurs_is_a_literal(asking: Asking) -> None:
    answer = asking.json(q="五星支部")

    assert set(ids_of(answer)) == holding("五星支部") != holding("支部")
    assert answer["query"]["cut"] == []


def test_a_run_that_occurs_nowhere_is_cut_and_the_page_says_so(asking: Asking) -> None:
    assert not holding("积分先锋贷")
    answer = asking.json(q="积分先锋贷")

    assert answer["query"]["cut"] == ["积分先锋贷"]
    assert set(ids_of(answer)) == holding("积分") & holding("先锋贷") != set()
    assert "没有一篇连着写“积分先锋贷”，所以拆成词来查。" in asking.page(q="积分先锋贷")


def test_a_quoted_run_is_never_cut(asking: Asking) -> None:
    assert asking.json(q="“积分先锋贷”")["count"] == 0
