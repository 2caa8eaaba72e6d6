"""Point 19: every engine gives the same sets, counts, facets and dated orders for the same corpus and queries."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from bench.odd_queries import odd_queries
from search.finding.answers import Answer
from search.finding.haystack import Questions
from search.index.documents import Facet, Field
from search.query.parse import QueryRefused, parse_query
from tests.search.conformance.asking import printed, published
from tests.search.conformance.connections import CONNECTIONS

QUERIES = 1200
ORDERS = ("-published", "published", "town")


def ask(connection: str, text: str, order: str = "") -> Answer:
    """The whole answer of one engine."""
    questions: Any = Questions(using=connection).filter(content=parse_query(text).node)
    for facet in Facet:
        questions = questions.facet(facet.value)
    answer: Answer = (questions.order_by(order) if order else questions).answer()
    return answer


def test_engines_agree_on_sets_counts_facets_and_what_was_understood(corpus: None) -> None:
    texts = [printed(one, field) for one in published() for field in (Field.TITLE, Field.BODY)]
    first, *others = (one.name for one in CONNECTIONS)
    asked = found = 0

    for query in odd_queries(seed=19, count=QUERIES, texts=[text for text in texts if text]):
        with suppress(QueryRefused):
            expected = ask(first, query.text)
            asked += 1
            found += expected.count > 0
            for other in others:
                answer = ask(other, query.text)
                assert {one.article_id for one in answer.page} == {
                    one.article_id for one in expected.page
                }, query
                assert len(answer.page) == answer.count == expected.count, query
                assert answer.facets == expected.facets, query
                assert answer.dated_years == expected.dated_years, query
                assert answer.node == expected.node, query
                assert answer.documents == expected.documents

    assert asked > QUERIES / 2
    assert found > asked / 5


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("text", ["", "党", "村 -鸭", "年:2019..2022"])
def test_engines_agree_on_orders_that_need_no_ranking(text: str, order: str, corpus: None) -> None:
    pages = [ask(one.name, text, order).page for one in CONNECTIONS]

    orders = {tuple(found.article_id for found in page) for page in pages}
    assert len(orders) == 1
    assert len(pages) > 1
    assert pages[0]
