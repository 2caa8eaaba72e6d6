"""Point 14: with no hits, which condition kills the query and what dropping each would give."""

from __future__ import annotations

import pytest

from search.query.parse import parse_query
from search.query.terms import Both
from search.query.written import write_query
from tests.links import hrefs
from tests.search.conformance.asking import Asking, holding


def unquoted(text: str) -> str:
    """A decided query as it may have been typed."""
    return text.replace('"', "")


@pytest.mark.parametrize("typed", ["村 党建 火星", "鸭 网格", "五星支部 年:2019", "党建 -党 村"])
def test_each_condition_says_what_is_left_without_it(typed: str, asking: Asking) -> None:
    node = parse_query(typed).node
    assert isinstance(node, Both)
    rests = [[one for one in node.parts if one != part] for part in node.parts]
    without = [write_query(Both(tuple(rest)) if len(rest) > 1 else rest[0]) for rest in rests]
    counts = {text: len(asking.ids(text)) for text in without}

    response = asking.client.get("/search/", {"q": typed})
    answer = asking.json(q=typed)

    dropped = response.context["found"].ways_on.dropped
    assert answer["count"] == 0
    assert {unquoted(one.without_asked.text): one.without for one in dropped} == counts
    assert any(counts.values())
    offered = {unquoted(one["text"]): one["count"] for one in answer["suggestions"]}
    assert {text: n for text, n in counts.items() if n}.items() <= offered.items()
    html = response.content.decode()
    for one in dropped:
        if one.without:
            assert f"/search/{one.without_asked.query_string()}" in hrefs(html, "/search/")
            assert (
                asking.client.get(f"/search/{one.without_asked.query_string()}").status_code == 200
            )


def test_no_hits_are_a_page_and_not_an_error(asking: Asking) -> None:
    assert "<strong>0</strong>" in asking.page(q="火星")
    assert asking.json(q="火星")["results"] == []


def test_a_name_written_otherwise_is_offered_with_what_it_gives(asking: Asking) -> None:
    [near] = [one for one in asking.json(q="岳存镇")["suggestions"] if one["kind"] == "near"]

    assert (near["typed"], near["meant"]) == ("岳存镇", "岳村镇")
    assert near["count"] == len(asking.ids(near["text"])) > 0
    assert asking.client.get(near["url"]).context["found"].answer.count == near["count"]


def test_a_name_in_another_script_needs_no_offer(asking: Asking) -> None:
    assert asking.ids("岳村鎭") == asking.ids("岳村镇") == holding("岳村镇") != set()
