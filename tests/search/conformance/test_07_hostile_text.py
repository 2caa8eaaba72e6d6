"""Point 7: whatever is typed gets an answer or a plain message; no pattern, wildcard or fuzzy operator."""

from __future__ import annotations

import pytest

from bench.odd_queries import odd_queries
from search.index.documents import Field
from tests.search.conformance.asking import Asking, holding, printed, published

QUERIES = 100


def test_odd_queries_get_an_answer_or_a_sentence_on_page_and_json(asking: Asking) -> None:
    texts = [printed(one, field) for one in published() for field in (Field.TITLE, Field.BODY)]

    for query in odd_queries(seed=7, count=QUERIES, texts=[text for text in texts if text]):
        page = asking.client.get(f"/search/?q={query.encoded}")
        answer = asking.client.get(f"/search.json?q={query.encoded}")

        assert page.status_code == answer.status_code, query
        assert page.status_code in {200, 400}, query
        if answer.status_code == 400:
            assert answer.json()["error"]["message"] in page.context["refusal"], query
        else:
            assert isinstance(answer.json()["count"], int), query


@pytest.mark.parametrize(
    "typed", ["支?", "支*", "*", "支部~", "支部~2", "支[部]", "支.", "^支部", "支部$"]
)
def test_signs_of_patterns_are_characters_like_others(typed: str, asking: Asking) -> None:
    assert asking.ids(f'"{typed}"') == holding(typed)


def test_a_wildcard_by_itself_is_no_wildcard(asking: Asking) -> None:
    assert asking.json(q="支*")["count"] == len(holding("支*")) < len(holding("支"))
