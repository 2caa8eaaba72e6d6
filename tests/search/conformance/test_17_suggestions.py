"""Point 17: names of our own while typing, by Han characters, full pinyin or initials; pinyin never finds articles."""

from __future__ import annotations

import pytest

from archive.corrections import withdraw
from tests.search.conformance.asking import Asking, article_of


def labels(asking: Asking, typed: str) -> list[str]:
    """What is offered."""
    response = asking.client.get("/suggest.json", {"q": typed})
    assert response.status_code == 200
    return [one["label"] for group in response.json()["groups"] for one in group["items"]]


@pytest.mark.parametrize("typed", ["雁鸣", "鸣湖", "ymh", "yanminghu", "YanMing", "雁鳴"])
def test_a_town_is_offered_however_it_is_begun(typed: str, asking: Asking) -> None:
    assert any("雁鸣湖镇" in one for one in labels(asking, typed))


@pytest.mark.parametrize("typed", ["ymh", "yanminghu", "dangjian"])
def test_pinyin_finds_no_article(typed: str, asking: Asking) -> None:
    assert asking.json(q=typed)["count"] == 0


@pytest.mark.parametrize("typed", ["", "火星", "“", "\x00", "😀", "*", "党" * 100])
def test_anything_typed_gets_a_list(typed: str, asking: Asking) -> None:
    assert len(labels(asking, typed)) <= 10


def test_what_only_a_withdrawn_article_named_is_offered_no_more(asking: Asking) -> None:
    gone = article_of("003")
    assert any(gone.title in one for one in labels(asking, gone.title[:6]))

    withdraw(gone, "试撤下", by=None)

    assert not any(gone.title in one for one in labels(asking, gone.title[:6]))
