"""
The index worker's work. Jobs of the outbox come in; a committed index and no jobs go out.

Jobs are done oldest first, many in one commit, and deleted only after the commit. A job says only
"look at this article": the row is read as it then is, so doing a job twice changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import F

from archive.models import IndexJob
from archive.reprints.settle import settle
from search.index.builds import current_build, index_root, writing
from search.index.writer import write_documents
from search.upkeep.confirm import confirm_sources, confirm_waiting
from search.upkeep.preparing import read_documents

BATCH = 200
WRITER_WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What one batch did."""

    written: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    failed: dict[int, str] = field(default_factory=dict)  # article id to the reason

    @property
    def done(self) -> frozenset[int]:
        """The articles whose jobs are gone."""
        return self.written | self.removed

    @property
    def idle(self) -> bool:
        """Whether there was nothing to do."""
        return not (self.done or self.failed)


def drain_batch(root: Path | None = None, skip: frozenset[int] = frozenset()) -> BatchReport:
    """
    Do the oldest jobs, leaving out the articles in `skip`; at most BATCH. With none to do, sources
    that were read and not yet called done are looked at again.

    Raises WriterBusy if another writer does not finish, and SearchUnavailable if there is no index to
    write; no job is lost by either.
    """
    root = root or index_root()
    with writing(root, wait=WRITER_WAIT_SECONDS):
        jobs = list(
            IndexJob.objects.exclude(article_id__in=skip)
            .order_by("pk")
            .values_list("pk", "article_id")[:BATCH]
        )
        if not jobs:
            confirm_waiting(root)
            return BatchReport()
        ids = {article_id for _pk, article_id in jobs}
        settle(ids)
        documents, failed = read_documents(ids)
        removed = ids - {document.article_id for document in documents} - failed.keys()
        write_documents(current_build(root), documents, removed)
        written = frozenset(document.article_id for document in documents)
        confirm_sources(root, touching=written | removed)
        finished = [pk for pk, article_id in jobs if article_id not in failed]
        IndexJob.objects.filter(pk__in=finished).delete()
        _note_failures([pk for pk, article_id in jobs if article_id in failed], jobs, failed)
    return BatchReport(written, frozenset(removed), failed)


def _note_failures(pks: list[int], jobs: list[tuple[int, int]], failed: dict[int, str]) -> None:
    articles = dict(jobs)
    for pk in pks:
        IndexJob.objects.filter(pk=pk).update(
            attempts=F("attempts") + 1, last_error=failed[articles[pk]]
        )
