"""The search needs of tests/gold/queries.json: the literal ones are answered exactly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from haystack.query import SearchQuerySet
from opencc import OpenCC

from archive.models import Article
from search.upkeep.worker import IndexWorker
from tests.search.conftest import found_ids

QUERIES = json.loads(
    (Path(__file__).parent.parent / "gold" / "queries.json").read_text(encoding="utf-8")
)["queries"]
# Answered by figures or by synonyms, not by the characters printed: q23 asks for 贷款笔数, which no
# report prints; q24 wants 10—20万元的村; q26 wants 1.3万平方米 for 13000平方米.
NOT_LITERAL = {"q23", "q24", "q26"}
LITERAL = [query for query in QUERIES if query["id"] not in NOT_LITERAL]


def keys_of(ids: set[int]) -> set[str]:
    """Ids as gold writes them: the source's stem and the place on its page."""
    articles = Article.objects.filter(pk__in=ids).select_related("source")
    return {f"{Path(article.source.name).stem}#{article.position}" for article in articles}


def test_forty_seven_needs_are_literal() -> None:
    assert len(LITERAL) == 47


@pytest.mark.parametrize("script", ["as typed", "s2t", "t2s"])
def test_each_literal_need_is_answered_exactly_in_either_script(
    script: str, indexed_seeds: IndexWorker
) -> None:
    wrong: dict[str, Any] = {}
    for query in LITERAL:
        typed = query["q"] if script == "as typed" else OpenCC(script).convert(query["q"])

        found = keys_of(found_ids(typed))

        if found != set(query["must"]):
            wrong[query["id"]] = (typed, sorted(found), query["must"])
    assert not wrong


def test_each_literal_need_has_its_expected_article_first(indexed_seeds: IndexWorker) -> None:
    wrong = []
    for query in LITERAL:
        results = SearchQuerySet().filter(content=query["q"])[:1]
        first = keys_of({result.pk for result in results})

        if first & set(query["must_not_first"]) or (
            query["expected_first"] and first != {query["expected_first"]}
        ):
            wrong.append((query["q"], first, query["expected_first"]))
    assert not wrong
