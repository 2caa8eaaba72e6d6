"""Background work. In: ids of sources. Out: read sources. The queue is the database (django-tasks)."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from archive.ingest import read_source
from archive.models import Source


@task()
def read_source_task(source_id: int) -> str:
    """Read one source; gives the state it ended in."""
    return read_source(source_id).state


def ask_for_reading(source: Source) -> None:
    """Queue the source once the surrounding transaction has committed."""
    source_id = source.pk
    transaction.on_commit(lambda: read_source_task.enqueue(source_id))


def resume_unread() -> int:
    """
    Queue every source whose reading never ended; gives how many.

    Called when the worker starts: what a killed worker held, or an upload whose wake-up was lost,
    is read then. A source queued twice is read twice, to the same rows.
    """
    unread = list(Source.objects.unread())
    for source in unread:
        ask_for_reading(source)
    return len(unread)
