"""A full disk is told apart from a damaged index, and costs nothing that was there."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest
from django.db import transaction

from archive.models import Article, IndexJob
from archive.outbox import announce
from search.index import characters
from search.index.builds import index_root
from search.index.damage import damage
from search.index.errors import IndexBroken, IndexDiskFull
from search.index.open_index import open_index
from search.upkeep.sweep import measure_drift
from search.upkeep.worker import IndexWorker
from tests.search.conftest import found_ids


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """SQLite may not grow its files: to it that is a full disk. Undone when the fixture is."""
    connect = characters.connect_file

    def connect_without_room(path: Path, **options: bool) -> sqlite3.Connection:
        connection = connect(path, **options)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    monkeypatch.setattr(characters, "connect_file", connect_without_room)
    return monkeypatch


def test_without_room_the_jobs_wait_and_search_goes_on(
    indexed_seeds: IndexWorker, full_disk: pytest.MonkeyPatch
) -> None:
    [duck] = Article.objects.filter(source__name__startswith="003")
    Article.objects.filter(pk=duck.pk).update(title="长题" * 5000, version=duck.version + 1)
    with transaction.atomic():
        announce([duck.pk])

    with pytest.raises(IndexDiskFull, match="磁盘空间不足"):
        indexed_seeds.drain()

    assert IndexJob.objects.count() == 1
    assert found_ids("鸭") == {duck.pk}
    full_disk.undo()
    indexed_seeds.drain()
    assert not measure_drift(open_index(index_root()))


def test_an_error_without_a_full_disk_is_a_broken_index() -> None:
    full = OSError(errno.ENOSPC, "No space left on device")

    assert isinstance(damage(Path("a"), full), IndexDiskFull)
    assert isinstance(damage(Path("a"), OSError(errno.EIO, "I/O error")), IndexBroken)
    assert isinstance(damage(Path("a"), sqlite3.DatabaseError("malformed")), IndexBroken)
