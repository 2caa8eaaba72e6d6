"""Point 12: facets count the whole result, each value is a link, each chosen one a chip; searching within."""

from __future__ import annotations

from collections import Counter

import pytest
from django.http import QueryDict

from search.finding.answers import FACET_VALUES
from search.index.documents import WITH_METRICS, Facet, load_articles, make_document
from search.pages.facets import LISTED
from tests.links import hrefs
from tests.search.conformance.asking import Asking, holding, ids_of

PROMISED = {"year", "province", "city", "county", "town", "program", "source", "script", "metrics"}


@pytest.mark.parametrize("typed", ["", "党建", "村 -鸭", "积分 或 鸭"])
def test_counts_are_of_the_whole_result_and_not_of_the_page(typed: str, asking: Asking) -> None:
    whole = asking.json(q=typed)
    documents = [make_document(one) for one in load_articles(ids_of(whole))]

    facets = asking.json(q=typed, size=1, page=2)["facets"]

    assert set(facets) == PROMISED == set(Facet)
    for facet, values in facets.items():
        held = [
            one.value for document in documents for one in document.facets if one.facet == facet
        ]
        true = sorted(Counter(held).items(), key=lambda pair: (-pair[1], pair[0]))
        assert [(one["value"], one["count"]) for one in values] == true[:FACET_VALUES]


def test_facets_with_one_value_an_article_sum_to_the_count_and_others_to_no_less(
    asking: Asking,
) -> None:
    answer = asking.json(q="党")

    for facet, values in answer["facets"].items():
        counts = [one["count"] for one in values]
        if facet in ("year", "script", "source", "metrics"):
            assert sum(counts) == answer["count"], facet
        assert all(0 < count <= answer["count"] for count in counts), facet


def test_each_value_narrows_to_its_count_and_is_a_chip_that_can_be_dropped(asking: Asking) -> None:
    answer = asking.json(q="党建")

    for facet, values in answer["facets"].items():
        for value in values[:3]:
            narrowed = asking.json(q="党建", **{facet: value["value"]})
            assert narrowed["count"] == value["count"] == len(narrowed["results"])
            assert set(ids_of(narrowed)) <= set(ids_of(answer))
        html = asking.page(q="党建", **{facet: values[0]["value"]})
        assert f'aria-label="去掉条件：{values[0]["name"]}"' in html


def test_the_page_links_to_the_first_values_of_every_facet_that_narrows(asking: Asking) -> None:
    response = asking.client.get("/search/", {"q": "党建"})
    links = hrefs(response.content.decode(), "/search/")
    answer = asking.json(q="党建")

    for facet, values in answer["facets"].items():
        narrows = any(one["count"] < answer["count"] for one in values)
        for value in values[:LISTED] if narrows else ():
            address = QueryDict(mutable=True)
            address["q"] = "党建"
            address[facet] = value["value"]
            assert f"/search/?{address.urlencode()}" in links, (facet, value)


def test_two_values_must_both_hold(asking: Asking) -> None:
    one = set(ids_of(asking.json(script="hans")))
    other = set(ids_of(asking.json(metrics=WITH_METRICS)))

    assert set(ids_of(asking.json(script="hans", metrics=WITH_METRICS))) == one & other != set()


def test_searching_within_adds_a_condition_and_keeps_the_rest(asking: Asking) -> None:
    response = asking.client.get(
        "/search/",
        {"q": "村", "was": "积分 OR 鸭", "within": "1", "script": "hans"},
        follow=True,
    )

    asked = QueryDict(response.request["QUERY_STRING"]).dict()
    assert asked == {"q": "(积分 OR 鸭) 村", "script": "hans"}
    assert asking.ids(asked["q"]) == (holding("积分") | holding("鸭")) & holding("村") != set()
