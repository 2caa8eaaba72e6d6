"""
Building the index anew. The rows come in, a fresh build in use goes out.

It is built beside the one in use, which goes on answering and being written. Before the change the
writers are held off, and whatever moved meanwhile is found by comparing versions: that catches
changes whose jobs were already done on the old build, which replaying the outbox would not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from archive.models import Article, IndexJob
from archive.reprints.settle import settle, unsettled_ids
from search.index.builds import (
    Build,
    discard_build,
    index_root,
    new_build,
    publish_build,
    rebuilding,
    writing,
)
from search.index.damage import damage
from search.index.open_index import close_index, opened
from search.index.writer import writing_build
from search.upkeep.confirm import confirm_sources, finds
from search.upkeep.preparing import PORTION, Portion, prepare_articles
from search.upkeep.sweep import Drift, measure_drift, published_versions

PROBES = 200
WRITER_WAIT_SECONDS = 120.0
MOST_KEYS = 500  # in one statement


class RebuildFailed(Exception):
    """The new build does not hold what it must; the one in use stays."""


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """A finished rebuild; `skipped` are articles whose content cannot be indexed, with the reason."""

    build: Build
    documents: int
    skipped: dict[int, str]


def rebuild(
    root: Path | None = None, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> RebuildReport:
    """
    Build, catch up, verify and put in use a fresh index.

    Raises WriterBusy if a rebuild is under way or the writer does not pause, RebuildFailed if the
    new build fails its check.
    """
    root = root or index_root()
    try:
        return _rebuild(root, progress)
    except OSError as error:
        raise damage(root, error) from error


def _rebuild(root: Path, progress: Callable[[int, int], None]) -> RebuildReport:
    with rebuilding(root):
        settle(unsettled_ids())
        build = new_build(root)
        try:
            skipped = _fill(build, progress)
            with writing(root, wait=WRITER_WAIT_SECONDS):
                jobs = dict(IndexJob.objects.values_list("pk", "article_id"))
                skipped |= _catch_up(build, skipped)
                documents = _verify(build, skipped)
                publish_build(root, build)
                close_index()
                confirm_sources(root)
                _finish([pk for pk, article_id in jobs.items() if article_id not in skipped])
        except BaseException:
            discard_build(build)
            raise
    return RebuildReport(build, documents, skipped)


def _finish(jobs: Sequence[int]) -> None:
    """Drop jobs that waited before the build caught up: what they tell of is in it."""
    for start in range(0, len(jobs), MOST_KEYS):
        IndexJob.objects.filter(pk__in=jobs[start : start + MOST_KEYS]).delete()


def _fill(build: Build, progress: Callable[[int, int], None]) -> dict[int, str]:
    """Write every published article; the ones that cannot be indexed, with the reason."""
    ids = sorted(published_versions())
    skipped: dict[int, str] = {}
    done = 0
    with writing_build(build, create=True) as writer:
        for portion in _prepared(ids):
            for document, words in zip(portion.documents, portion.words, strict=True):
                writer.put(document, words)
            skipped |= portion.bad
            done += PORTION
            progress(min(done, len(ids)), len(ids))
    return skipped


def _catch_up(build: Build, skipped: dict[int, str]) -> dict[int, str]:
    """Bring the build to the rows as they now are; with the writers held off this ends."""
    drift = _drift(build, skipped)
    if not drift:
        return {}
    found_bad: dict[int, str] = {}
    with writing_build(build) as writer:
        writer.remove(drift.ghost)
        for portion in _prepared([*drift.missing, *drift.stale]):
            for document, words in zip(portion.documents, portion.words, strict=True):
                writer.put(document, words)
            writer.remove(portion.bad)
            found_bad |= portion.bad
    return found_bad


def _prepared(ids: Sequence[int]) -> Iterator[Portion]:
    try:
        yield from prepare_articles(ids)
    except BrokenProcessPool as broken:
        raise RebuildFailed(
            _(
                "重建索引的一个进程被系统终止（多半是内存不够），没有启用，原索引照常使用。请腾出内存再试一次。"
            )
        ) from broken


def _verify(build: Build, skipped: dict[int, str]) -> int:
    """
    How many articles the build holds, once it was seen to hold what it must.

    Raises RebuildFailed if an entry is missing, ghost or stale, or an article's own words do not
    find it.
    """
    drift = _drift(build, skipped)
    # Rows go on changing; what has changed since has its job in the outbox, and the writers wait.
    waiting = set(IndexJob.objects.values_list("article_id", flat=True))
    wrong = [identity for identity in drift.ids if identity not in waiting]
    if wrong:
        raise RebuildFailed(
            _("新索引与库不一致（涉及报道 %(ids)s），没有启用，原索引照常使用。请再试一次。")
            % {"ids": "、".join(map(str, wrong[:10]))}
        )
    with opened(build) as index:
        held = sorted(index.characters.all_ids())
        step = max(len(held) // PROBES, 1)
        for article in Article.objects.filter(pk__in=held[::step]):
            if article.pk not in waiting and not finds(index, article):
                raise RebuildFailed(
                    _("新索引找不到报道 %(id)s 自己的文字，没有启用，原索引照常使用。请再试一次。")
                    % {"id": article.pk}
                )
    return len(held)


def _drift(build: Build, skipped: dict[int, str]) -> Drift:
    with opened(build) as index:
        drift = measure_drift(index)
    return Drift(tuple(i for i in drift.missing if i not in skipped), drift.ghost, drift.stale)
