"""Point 14: with no hits, which condition kills the query and what dropping each would give."""

from __future__ import annotations

import pytest

from search.query.parse import parse_query
from search.query.terms import Both
from search.query.written import write_query
from tests.search.conformance.asking import Asking


@pytest.mark.parametrize("typed", ["村 党建 火星", "鸭 网格", "五星支部 年:2019", "党建 -党 村"])
def test_each_condition_says_what_is_left_without_it(typed: str, asking: Asking) -> None:
    node = parse_query(typed).node
    assert isinstance(node, Both)
    rests = [[one for one in node.parts if one != part] for part in node.parts]
    without = [write_query(Both(tuple(rest)) if len(rest) > 1 else rest[0]) for rest in rests]
    counts = {text: len(asking.ids(text)) for text in without}

    response = asking.client.get("/search/", {"q": typed})
    answer = asking.json(q=typed)

    dropped = response.context["found"].dropped
    assert answer["count"] == 0
    assert {one.without_asked.text: one.without for one in dropped} == counts
    assert any(counts.values())
    offered = {one["text"]: one["count"] for one in answer["suggestions"]}
    assert {text: n for text, n in counts.items() if n}.items() <= offered.items()
    html = response.content.decode()
    for one in dropped:
        if one.without:
            assert (
                f'href="/search/{one.without_asked.query_string()}"'.replace("&", "&amp;") in html
            )
            assert (
                asking.client.get(f"/search/{one.without_asked.query_string()}").status_code == 200
            )


def test_no_hits_are_a_page_and_not_an_error(asking: Asking) -> None:
    assert "<strong>0</strong>" in asking.page(q="火星")
    assert asking.json(q="火星")["results"] == []
