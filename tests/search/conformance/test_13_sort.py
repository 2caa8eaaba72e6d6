"""Point 13: relevance, newest, oldest, town; undated articles last, and counted as undated."""

from __future__ import annotations

import pytest

from archive.models import Article
from search.index.documents import UNDATED, Facet, load_articles, make_document
from tests.search.conformance.asking import Asking, holding, ids_of, published

SORTS = ("relevance", "newest", "oldest", "town")


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_holds_the_same_articles_once(sort: str, asking: Asking) -> None:
    ids = ids_of(asking.json(q="党", sort=sort))

    assert set(ids) == holding("党")
    assert len(ids) == len(set(ids)) == asking.json(q="党", sort=sort)["count"]


@pytest.mark.parametrize("sort", SORTS)
def test_the_count_on_the_page_is_what_paging_reaches(sort: str, asking: Asking) -> None:
    whole = asking.json(q="党", sort=sort)
    reached: list[int] = []
    page = 1

    while ids := ids_of(asking.json(q="党", sort=sort, size=3, page=page)):
        reached += ids
        page += 1

    assert reached == ids_of(whole)
    assert len(reached) == whole["count"]
    assert f"<strong>{whole['count']}</strong>" in asking.page(q="党", sort=sort, size=3)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_undated_articles_stand_last_whichever_way_time_runs(sort: str, asking: Asking) -> None:
    dates = dict(Article.objects.values_list("pk", "published_on"))

    ordered = [dates[one] for one in ids_of(asking.json(sort=sort))]

    dated = [one for one in ordered if one]
    assert dated == sorted(dated, reverse=sort == "newest")
    assert ordered == [*dated, *[None] * (len(ordered) - len(dated))]
    assert 1 < len(dated) < len(ordered)


def test_undated_articles_are_counted_as_undated(asking: Asking) -> None:
    undated = {one.pk for one in published() if not one.published_on}

    [counted] = [one for one in asking.json()["facets"]["year"] if one["value"] == UNDATED]

    assert counted["count"] == len(undated)
    assert set(ids_of(asking.json(year=UNDATED))) == undated


def test_by_town_the_articles_of_a_town_stand_together(asking: Asking) -> None:
    ids = ids_of(asking.json(sort="town"))
    towns = {
        one.pk: min(
            (v.value for v in make_document(one).facets if v.facet is Facet.TOWN), default="~"
        )
        for one in load_articles(ids)
    }

    order = [towns[one] for one in ids]
    assert order == sorted(order)
    assert len(set(order)) > 2
