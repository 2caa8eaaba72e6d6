"""A rebuild beside the live index: search goes on, nothing that changes meanwhile is lost."""

from __future__ import annotations

import os

import pytest
from django.db.models import F

from archive.corrections import withdraw
from archive.models import Article, IndexJob
from search.index.builds import current_build, index_root, rebuilding
from search.index.errors import WriterBusy
from search.index.idsets import IdSet
from search.index.open_index import open_index
from search.upkeep import preparing
from search.upkeep import rebuild as rebuilding_module
from search.upkeep.indexer import drain_batch
from search.upkeep.rebuild import RebuildFailed, rebuild
from search.upkeep.sweep import measure_drift
from search.upkeep.worker import IndexWorker
from tests.search.conftest import found_ids


def test_a_rebuild_swaps_and_keeps_one_previous_build(indexed_seeds: IndexWorker) -> None:
    builds = [current_build(index_root()).name]
    for _ in range(2):
        builds.append(rebuild().build.name)
        assert found_ids("鸭")

    kept = {path.name for path in index_root().iterdir() if path.is_dir()}
    assert kept == set(builds[-2:])
    assert current_build(index_root()).name == builds[-1]


def test_what_changes_during_a_rebuild_is_in_the_new_build(
    indexed_seeds: IndexWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    duck = Article.objects.get(source__name__startswith="003")
    changed = Article.objects.get(source__name__startswith="001")
    fill = rebuilding_module._fill

    def fill_then_change(*arguments: object) -> dict[int, str]:
        """After the rows were read: one withdrawn and one changed, done on the old build by the worker."""
        skipped = fill(*arguments)  # type: ignore[arg-type]
        withdraw(duck, "测试", by=None)
        Article.objects.filter(pk=changed.pk).update(title="重建途中改题", version=99)
        IndexJob.objects.create(article_id=changed.pk)
        drain_batch()
        assert not IndexJob.objects.exists()
        return skipped

    monkeypatch.setattr(rebuilding_module, "_fill", fill_then_change)

    report = rebuild()

    assert report.documents == 7
    assert open_index(index_root()).build == report.build
    assert not measure_drift(open_index(index_root()))
    assert found_ids("“重建途中改题”") == {changed.pk}


def test_a_rebuild_leaves_no_job_for_what_it_holds(
    worker: IndexWorker, archived_seeds: None
) -> None:
    assert IndexJob.objects.count() >= 8

    rebuild()

    assert not IndexJob.objects.exists()
    assert not measure_drift(open_index(index_root()))


def test_a_build_that_fails_its_check_is_not_put_in_use(
    indexed_seeds: IndexWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current_build(index_root())
    monkeypatch.setattr(rebuilding_module, "_catch_up", lambda _build, _skipped: {})
    monkeypatch.setattr(rebuilding_module, "published_versions", dict)

    with pytest.raises(RebuildFailed, match="没有启用"):
        rebuild()

    assert current_build(index_root()) == before
    assert [path.name for path in index_root().iterdir() if path.is_dir()] == [before.name]
    assert found_ids("鸭")


def test_only_one_rebuild_at_a_time(indexed_seeds: IndexWorker) -> None:
    with rebuilding(index_root()), pytest.raises(WriterBusy, match="重建正在进行"):
        rebuild()


@pytest.mark.django_db(transaction=True)
def test_a_rebuild_by_several_processes_gives_the_same_index(
    indexed_seeds: IndexWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = IdSet(Article.objects.values_list("pk", flat=True))
    rebuild()
    alone = open_index(index_root())
    scores = alone.words.score(["支部", "积分", "村"], ids)
    texts = alone.characters.texts(list(ids))
    monkeypatch.setattr(preparing, "WORTH_PARTING", 1)
    monkeypatch.setattr(preparing, "PORTION", 2)

    rebuild()

    together = open_index(index_root())
    assert len(texts) == len(ids) == 8
    assert together.build != alone.build
    assert together.characters.texts(list(ids)) == texts
    assert together.words.score(["支部", "积分", "村"], ids) == scores


def test_a_row_that_cannot_be_indexed_is_left_out_of_a_rebuild_and_named(
    indexed_seeds: IndexWorker,
) -> None:
    duck = Article.objects.get(source__name__startswith="003")
    Article.objects.filter(pk=duck.pk).update(content=[], version=F("version") + 1)

    report = rebuild()

    assert report.documents == 7
    assert str(duck.pk) in report.skipped[duck.pk]


@pytest.mark.django_db(transaction=True)
def test_a_process_ended_while_it_cuts_ends_the_rebuild_and_the_index_in_use_stays(
    indexed_seeds: IndexWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current_build(index_root())
    monkeypatch.setattr(preparing, "WORTH_PARTING", 1)
    monkeypatch.setattr(preparing, "cut_document", lambda _document: os.kill(os.getpid(), 9))

    with pytest.raises(RebuildFailed, match="内存"):
        rebuild()

    assert current_build(index_root()) == before
    assert found_ids("鸭")
