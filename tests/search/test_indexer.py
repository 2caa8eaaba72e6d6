"""The index worker follows the outbox: nothing lost, nothing twice, done only when a search finds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction

from archive.corrections import restore, withdraw
from archive.models import Article, IndexJob, Source
from archive.models.source import SourceState
from archive.outbox import announce
from search.index.builds import current_build, index_root, writing
from search.index.errors import IndexMissing, WriterBusy
from search.index.open_index import open_index
from search.index.writer import write_documents
from search.text import words
from search.upkeep import indexer
from search.upkeep.confirm import confirm_sources
from search.upkeep.indexer import drain_batch
from search.upkeep.sweep import Drift, measure_drift
from search.upkeep.worker import IndexWorker
from tests.search.conftest import found_ids


def drift() -> Drift:
    return measure_drift(open_index(index_root()))


def article_of(number: str) -> Article:
    return Article.objects.get(source__name__startswith=number)


def touch(*articles: Article) -> None:
    """Announce a change, as every writer of articles does."""
    with transaction.atomic():
        for article in articles:
            Article.objects.filter(pk=article.pk).update(version=article.version + 1)
        announce(article.pk for article in articles)


def test_read_articles_become_findable_and_their_sources_done(
    worker: IndexWorker, archived_seeds: None
) -> None:
    assert set(Source.objects.values_list("state", flat=True)) == {SourceState.READ}

    worker.drain()

    assert set(Source.objects.values_list("state", flat=True)) == {SourceState.PUBLISHED}
    assert not IndexJob.objects.exists()
    assert not drift()


def test_a_source_is_not_done_while_an_article_of_it_is_not_found(
    indexed_seeds: IndexWorker,
) -> None:
    source = Source.objects.get(name__startswith="004")
    Source.objects.update(state=SourceState.READ)
    hidden = source.articles.first()
    assert hidden is not None
    Article.objects.filter(pk=hidden.pk).update(title="索引里还没有的新标题")

    confirm_sources(index_root())

    source.refresh_from_db()
    assert source.state == SourceState.READ
    assert Source.objects.filter(state=SourceState.PUBLISHED).count() == 4


def test_a_change_replaces_the_old_text(indexed_seeds: IndexWorker) -> None:
    article = article_of("003")
    article.title = "改过的标题甲乙丙"
    article.save()
    touch(article)

    indexed_seeds.drain()

    assert found_ids("“改过的标题甲乙丙”") == {article.pk}
    assert not drift()


def test_withdrawn_leaves_the_index_and_restored_comes_back(indexed_seeds: IndexWorker) -> None:
    article = article_of("003")
    withdraw(article, "测试", by=None)
    indexed_seeds.drain()
    assert article.pk not in open_index(index_root()).characters.all_ids()

    article.refresh_from_db()
    restore(article, by=None)
    indexed_seeds.drain()

    assert found_ids("鸭") == {article.pk}


def test_a_deleted_row_leaves_the_index(indexed_seeds: IndexWorker) -> None:
    article = article_of("003")
    withdraw(article, "测试", by=None)
    identity = article.pk
    article.delete()

    indexed_seeds.drain()

    assert identity not in open_index(index_root()).characters.versions()
    assert identity not in open_index(index_root()).words.versions()


def test_one_failing_article_keeps_its_job_and_the_rest_go_on(
    worker: IndexWorker, archived_seeds: None
) -> None:
    bad = article_of("003")
    Article.objects.filter(pk=bad.pk).update(content={"paragraphs": [{"words": "no text"}]})

    assert worker.drain() is False

    [job] = IndexJob.objects.all()
    assert (job.article_id, job.attempts) == (bad.pk, 1)
    assert f"报道 {bad.pk}" in job.last_error
    assert drift() == Drift(missing=(bad.pk,))
    assert len(open_index(index_root()).characters.all_ids()) == 7


def test_a_job_that_comes_while_its_article_is_written_is_not_lost(
    indexed_seeds: IndexWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = article_of("003")
    touch(article)
    write = write_documents

    def write_and_change(*arguments: object, **options: object) -> None:
        write(*arguments, **options)  # type: ignore[arg-type]
        monkeypatch.undo()
        article.refresh_from_db()
        touch(article)

    monkeypatch.setattr(indexer, "write_documents", write_and_change)

    drain_batch()

    assert IndexJob.objects.count() == 1
    assert drift() == Drift(stale=(article.pk,))
    indexed_seeds.drain()
    assert not drift()


def test_two_writers_take_turns(indexed_seeds: IndexWorker) -> None:
    article = article_of("003")
    touch(article)

    with writing(index_root(), wait=0), pytest.raises(WriterBusy), writing(index_root(), wait=0.1):
        pass

    indexed_seeds.drain()
    assert not drift()


def test_without_an_index_the_worker_builds_one(archived_seeds: None) -> None:
    with pytest.raises(IndexMissing):
        current_build(index_root())
    worker = IndexWorker(lambda _sentence: None)

    worker.prepare()

    assert not drift()
    assert set(Source.objects.values_list("state", flat=True)) == {SourceState.PUBLISHED}


def test_an_index_of_another_version_is_built_anew(indexed_seeds: IndexWorker) -> None:
    old = current_build(index_root())
    (old.path / "version").write_text("layout 0")

    indexed_seeds.prepare()

    assert current_build(index_root()) != old
    assert not drift()


def test_the_jieba_cache_is_private(indexed_seeds: IndexWorker) -> None:
    folder = Path(words._dictionary().tmp_dir)

    assert folder.stat().st_mode & 0o077 == 0


def test_a_source_whose_articles_are_all_withdrawn_is_done(
    worker: IndexWorker, archived_seeds: None
) -> None:
    article = article_of("003")
    withdraw(article, "测试", by=None)

    worker.drain()

    article.source.refresh_from_db()
    assert article.source.state == SourceState.PUBLISHED


def test_a_read_source_without_jobs_is_called_done_when_there_is_nothing_else_to_do(
    indexed_seeds: IndexWorker,
) -> None:
    Source.objects.update(state=SourceState.READ)

    indexed_seeds.drain()

    assert set(Source.objects.values_list("state", flat=True)) == {SourceState.PUBLISHED}


def test_an_article_found_by_its_old_entry_does_not_make_its_source_done(
    indexed_seeds: IndexWorker,
) -> None:
    article = article_of("003")
    Source.objects.update(state=SourceState.READ)
    Article.objects.filter(pk=article.pk).update(version=article.version + 1)

    confirm_sources(index_root())

    article.source.refresh_from_db()
    assert article.source.state == SourceState.READ


def test_an_index_lost_while_the_worker_runs_is_built_anew_with_no_job_waiting(
    indexed_seeds: IndexWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    (index_root() / "CURRENT").unlink()
    turns = iter([False, True])
    monkeypatch.setattr(indexed_seeds.stop, "wait", lambda _seconds: next(turns))
    # The test's own transaction lives in the connection.
    monkeypatch.setattr("search.upkeep.worker.close_old_connections", lambda: None)

    indexed_seeds.run()

    assert not drift()


def test_a_corrected_publication_is_found_as_text(indexed_seeds: IndexWorker) -> None:
    article = article_of("003")
    Article.objects.filter(pk=article.pk).update(publication="甲乙丙晚报")
    touch(article)

    indexed_seeds.drain()

    assert found_ids("甲乙丙晚报") == {article.pk}
