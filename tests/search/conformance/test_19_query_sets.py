"""Point 19: what a Haystack connection must do: counts, slices, facets, narrowing and order, on every engine."""

from __future__ import annotations

from collections import Counter

import pytest
from haystack.exceptions import SearchFieldError
from haystack.inputs import AutoQuery, Exact
from haystack.query import SQ, SearchQuerySet

from archive.corrections import withdraw
from archive.models import Article, Source
from tests.search.conformance.asking import article_of, holding, published
from tests.search.conformance.connections import Connection


def ids_of(questions: SearchQuerySet) -> list[int]:
    """All hits, in order."""
    return [result.pk for result in questions[:100]]


def test_any_slice_is_the_same_stretch_of_the_whole_order(engine: Connection) -> None:
    whole = ids_of(SearchQuerySet(using=engine.name).filter(content="村"))

    assert set(whole) == holding("村")
    for start in range(len(whole)):
        for end in range(start + 1, len(whole) + 3):
            page = SearchQuerySet(using=engine.name).filter(content="村")[start:end]
            assert [result.pk for result in page] == whole[start:end]


def test_a_slice_past_the_end_is_empty_and_the_count_stays_true(engine: Connection) -> None:
    questions = SearchQuerySet(using=engine.name).filter(content="村")

    assert list(questions[40:60]) == []
    assert questions.count() == len(holding("村"))


def test_everything_is_found_without_a_filter(engine: Connection) -> None:
    assert SearchQuerySet(using=engine.name).count() == len(published())
    assert SearchQuerySet(using=engine.name).all().count() == len(published())


def test_facets_count_the_whole_result_and_each_link_gives_its_count(engine: Connection) -> None:
    questions = SearchQuerySet(using=engine.name).filter(content="党建").facet("year").facet("town")
    list(questions[:1])
    fields = questions.facet_counts()["fields"]

    found = Article.objects.filter(pk__in=holding("党建"))
    years = Counter(str(article.year or "undated") for article in found)
    assert dict(fields["year"]) == years
    assert fields["town"]
    for facet in ("year", "town"):
        for value, count in fields[facet]:
            narrowed = SearchQuerySet(using=engine.name).filter(content="党建")
            assert narrowed.narrow(f'{facet}:"{value}"').count() == count


def test_narrowing_and_filtering_by_a_field_agree(engine: Connection) -> None:
    narrowed = SearchQuerySet(using=engine.name).narrow("year:2022")
    filtered = SearchQuerySet(using=engine.name).filter(year=2022)
    ranged = SearchQuerySet(using=engine.name).filter(year__range=(2020, 2022))

    assert ids_of(narrowed) == ids_of(filtered)
    assert set(ids_of(filtered)) < set(ids_of(ranged))


def test_order_by_date_puts_undated_articles_last_both_ways(engine: Connection) -> None:
    dates = dict(Article.objects.values_list("pk", "published_on"))

    newest = [dates[pk] for pk in ids_of(SearchQuerySet(using=engine.name).order_by("-published"))]
    oldest = [dates[pk] for pk in ids_of(SearchQuerySet(using=engine.name).order_by("published"))]

    dated = sorted(date for date in dates.values() if date)
    undated = [None] * (len(published()) - len(dated))
    assert newest == [*reversed(dated), *undated]
    assert oldest == [*dated, *undated]


def test_filters_combine(engine: Connection) -> None:
    def found(*filters: SQ, **fields: object) -> set[int]:
        return set(ids_of(SearchQuerySet(using=engine.name).filter(*filters, **fields)))

    branch, four, five = (
        found(content="五星支部"),
        found(content="一约四会"),
        found(content="一约五会"),
    )

    assert found(SQ(content="一约四会") | SQ(content="一约五会")) == four | five
    assert found(SQ(content="五星支部") & SQ(content="一约五会")) == branch & five
    assert found(~SQ(content="五星支部")) == found() - branch
    assert found(content=AutoQuery("五星支部 -一约五会")) == branch - five
    assert found(content=Exact("五星 支部")) == branch
    excluded = SearchQuerySet(using=engine.name).exclude(content="五星支部")
    assert set(ids_of(excluded)) == found() - branch


def test_other_models_find_nothing(engine: Connection) -> None:
    assert SearchQuerySet(using=engine.name).models(Article).filter(content="党").count() == len(
        holding("党")
    )
    with pytest.warns(UserWarning, match="not registered"):
        sources = SearchQuerySet(using=engine.name).models(Source)
    assert sources.filter(content="党").count() == 0


def test_an_unknown_field_is_an_error_and_not_an_empty_result(engine: Connection) -> None:
    with pytest.raises(SearchFieldError):
        SearchQuerySet(using=engine.name).filter(colour="red").count()
    with pytest.raises(SearchFieldError):
        SearchQuerySet(using=engine.name).order_by("colour").count()


def test_a_withdrawn_article_leaves_results_counts_and_facets_before_the_index_knows(
    engine: Connection,
) -> None:
    duck = article_of("003")
    before = len(published())

    withdraw(duck, "测试撤下", by=None)

    assert SearchQuerySet(using=engine.name).filter(content="鸭").count() == 0
    everything = SearchQuerySet(using=engine.name).facet("year")
    assert everything.count() == before - 1
    assert sum(count for _year, count in everything.facet_counts()["fields"]["year"]) == before - 1
    assert duck.pk not in ids_of(everything)


def test_a_deleted_article_is_gone_before_the_index_knows(engine: Connection) -> None:
    duck = article_of("003")
    before = len(published())
    withdraw(duck, "测试删除", by=None)

    duck.delete()

    assert SearchQuerySet(using=engine.name).filter(content="鸭").count() == 0
    assert SearchQuerySet(using=engine.name).count() == before - 1


def test_results_load_their_articles(engine: Connection) -> None:
    results = SearchQuerySet(using=engine.name).filter(content="五星支部").load_all()[:10]

    assert {result.object.pk for result in results} == {result.pk for result in results}
    assert all(isinstance(result.object, Article) for result in results)
