"""check_archive names what is amiss, mends the index, and says so with its exit code."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks

from archive.models import Article, Source
from archive.models.source import SourceState
from archive.originals import path_of
from search.index.builds import current_build, index_root
from search.index.open_index import close_index
from search.index.writer import write_documents
from search.upkeep.worker import IndexWorker
from tests.search.conftest import found_ids


def check(*flags: str, clean: bool) -> dict[str, Any]:
    """What `check_archive --json` prints; its exit code must fit."""
    out = StringIO()
    if clean:
        call_command("check_archive", "--json", *flags, stdout=out, stderr=StringIO())
    else:
        with pytest.raises(CommandError) as error:
            call_command("check_archive", "--json", *flags, stdout=out, stderr=StringIO())
        assert error.value.returncode == 1
    printed: dict[str, Any] = json.loads(out.getvalue())
    assert printed["clean"] is clean
    return printed


def test_a_whole_archive_is_clean(indexed_seeds: IndexWorker) -> None:
    check(clean=True)


def test_missing_ghost_and_stale_entries_are_named_and_mended(indexed_seeds: IndexWorker) -> None:
    missing, ghost, stale = Article.objects.order_by("pk")[:3]
    write_documents(current_build(index_root()), [], [missing.pk])
    Article.objects.filter(pk=ghost.pk).update(state="draft")
    Article.objects.filter(pk=stale.pk).update(version=stale.version + 1, title="背着发件箱改的题")

    found = check(clean=False)

    assert (found["missing"], found["ghost"], found["stale"]) == (
        [missing.pk],
        [ghost.pk],
        [stale.pk],
    )
    check("--repair", clean=True)
    assert found_ids("“背着发件箱改的题”") == {stale.pk}


def test_a_broken_index_is_named_and_mended(indexed_seeds: IndexWorker) -> None:
    close_index()
    current_build(index_root()).characters.write_bytes(b"")

    assert "rebuild_search" in check(clean=False)["index"]

    check("--repair", clean=True)
    assert found_ids("鸭")


def test_originals_that_are_gone_or_changed_are_named(indexed_seeds: IndexWorker) -> None:
    gone, changed = Source.objects.order_by("pk")[:2]
    path_of(gone.sha256).unlink()
    path = path_of(changed.sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b" ")

    found = check(clean=False)

    reasons = {bad["source"]: bad["reason"] for bad in found["originals"]}
    assert reasons == {gone.pk: "missing", changed.pk: "changed"}


@pytest.mark.parametrize("state", ["received", "reading", "read"])
def test_a_source_that_got_stuck_is_named(state: str, indexed_seeds: IndexWorker) -> None:
    long_ago = timezone.now() - timedelta(minutes=11)
    source = Source.objects.order_by("pk")[0]
    Source.objects.filter(pk=source.pk).update(state=state, updated_at=long_ago)

    [stuck] = check(clean=False)["stuck"]

    assert stuck == {"source": source.pk, "name": source.name, "state": state}


def test_a_read_source_nobody_called_done_is_mended(indexed_seeds: IndexWorker) -> None:
    long_ago = timezone.now() - timedelta(minutes=11)
    Source.objects.update(state=SourceState.READ, updated_at=long_ago)

    check("--repair", clean=True)

    assert set(Source.objects.values_list("state", flat=True)) == {SourceState.PUBLISHED}


@pytest.mark.parametrize("state", ["received", "reading"])
def test_a_source_whose_reading_got_stuck_is_queued_again(
    state: str,
    indexed_seeds: IndexWorker,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    long_ago = timezone.now() - timedelta(minutes=11)
    source = Source.objects.order_by("pk")[0]
    Source.objects.filter(pk=source.pk).update(state=state, updated_at=long_ago)
    said = StringIO()

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(CommandError):
        call_command("check_archive", "--repair", stdout=StringIO(), stderr=said)

    assert "1 个来源已重新排队" in said.getvalue()
    assert DBTaskResult.objects.filter(args_kwargs__args=[source.pk]).count() == 1
