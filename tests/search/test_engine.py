"""The embedded engine as Haystack's own commands drive it."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command
from haystack import connections
from haystack.query import SearchQuerySet

from archive.models import Article
from search.finding.answers import Request
from search.index.builds import index_root
from search.index.open_index import open_index
from search.query.parse import parse_query
from search.search_indexes import ArticleIndex
from search.upkeep.sweep import measure_drift
from search.upkeep.worker import IndexWorker


def test_haystacks_own_commands_clear_and_fill_the_index(indexed_seeds: IndexWorker) -> None:
    call_command("clear_index", interactive=False, verbosity=0, stdout=StringIO())
    assert SearchQuerySet().count() == 0

    call_command("update_index", verbosity=0, stdout=StringIO())

    assert SearchQuerySet().count() == 8
    assert not measure_drift(open_index(index_root()))


def test_one_article_is_removed_by_row_or_by_haystacks_name(indexed_seeds: IndexWorker) -> None:
    backend = connections["default"].get_backend()
    one, other = Article.objects.order_by("pk")[:2]

    backend.remove(one)
    backend.remove(f"archive.article.{other.pk}")

    assert open_index(index_root()).characters.all_ids().isdisjoint({one.pk, other.pk})


def test_haystack_sees_the_whole_text_of_published_articles(indexed_seeds: IndexWorker) -> None:
    index = ArticleIndex()

    assert index.index_queryset().count() == 8
    duck = Article.objects.get(source__name__startswith="003")
    prepared = index.full_prepare(duck)
    assert "鸭" in prepared["text"]
    assert prepared["title"] == duck.display_title


def test_a_cut_run_that_few_hold_whole_also_shows_what_holds_most_of_it(
    indexed_seeds: IndexWorker,
) -> None:
    answer = (
        connections["default"]
        .get_backend()
        .find(Request(parse_query("雁鸣湖镇车厘子采摘园游客火星").node, size=5))
    )

    assert answer.count == 0
    nearest = Article.objects.get(pk=answer.nearest[0].article_id)
    assert nearest.source.name.startswith("000")
    assert [found.score for found in answer.nearest] == sorted(
        (found.score for found in answer.nearest), reverse=True
    )


def test_words_that_are_typed_apart_are_never_answered_with_less(
    indexed_seeds: IndexWorker,
) -> None:
    answer = (
        connections["default"].get_backend().find(Request(parse_query("雁鸣湖 党建").node, size=5))
    )

    assert answer.count
    assert answer.nearest == ()


def test_what_holds_most_of_a_run_still_keeps_to_years_and_to_what_was_excluded(
    indexed_seeds: IndexWorker,
) -> None:
    find = connections["default"].get_backend().find
    run = "雁鸣湖镇车厘子采摘园游客火星"

    def nearest(query: str) -> list[str]:
        answer = find(Request(parse_query(query).node, size=5))
        ids = [found.article_id for found in answer.nearest]
        named = Article.objects.in_bulk(ids)
        return [named[pk].source.name[:3] for pk in ids]

    assert nearest(run)[0] == "000"
    without = nearest(f"{run} -雁鸣湖")
    assert without
    assert "000" not in without
    assert nearest(f"{run} year:1990") == []
