"""
Background work. In: ids of sources and of changed rules. Out: read sources. The queue is the database
(django-tasks).
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from archive.ingest import read_all_again, read_source
from archive.models import RuleChange, Source
from archive.models.overlay import RuleKind
from archive.models.source import SourceState
from archive.rule_changes import rule_from
from archive.rule_reach import reach_of, reached_sources


@task()
def read_source_task(source_id: int) -> str:
    """Read one source; gives the state it ended in."""
    return read_source(source_id).state


@task()
def reread_reached_task(change_id: int) -> int:
    """Queue every source a changed rule may reach; gives how many. Safe to run again."""
    change = RuleChange.objects.get(pk=change_id)
    kind = RuleKind(change.kind)
    after = rule_from(kind, change.after)
    assert after is not None  # noqa: S101  # a change always says what it led to
    found = reached_sources(reach_of(rule_from(kind, change.before), after)).sources
    # What is being read now chose its rules before, and has no text yet to look into.
    reading = Source.objects.filter(state=SourceState.READING).values_list("pk", flat=True)
    reached = {*found, *reading}
    with transaction.atomic():
        sources = Source.objects.filter(pk__in=reached).defer("text", "noise").order_by("pk")
        read_all_again(sources)
        for source in sources:
            ask_for_reading(source)
        change.queued_sources, change.queued_at = len(reached), timezone.now()
        change.save(update_fields=["queued_sources", "queued_at"])
    return len(reached)


def ask_for_reading(source: Source) -> None:
    """Queue the source once the surrounding transaction has committed."""
    source_id = source.pk
    transaction.on_commit(lambda: read_source_task.enqueue(source_id))


def ask_for_rereading(change: RuleChange) -> None:
    """Queue looking for the sources of a changed rule once the surrounding transaction has committed."""
    change_id = change.pk
    transaction.on_commit(lambda: reread_reached_task.enqueue(change_id))


def resume_unread() -> int:
    """
    Queue every source whose reading never ended; gives how many.

    Called when the worker starts: what a killed worker held, or an upload whose wake-up was lost,
    is read then. A source queued twice is read twice, to the same rows. Changed rules whose sources
    were never queued are taken up too.
    """
    for change in RuleChange.objects.unqueued():
        ask_for_rereading(change)
    unread = list(Source.objects.unread())
    for source in unread:
        ask_for_reading(source)
    return len(unread)
