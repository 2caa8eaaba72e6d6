"""The outbox. In: ids of articles whose rows changed. Out: IndexJob rows in the same transaction."""

from collections.abc import Iterable

from django.db import transaction

from archive.models import Edition, IndexJob


def announce(article_ids: Iterable[int]) -> None:
    """
    Tell the index worker to look at these articles again, and lists to count anew.

    Raises TransactionManagementError if called outside the transaction that changes the rows:
    a job without its change, or a change without its job, must not exist.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("announce() belongs inside the transaction")
    jobs = IndexJob.objects.bulk_create([IndexJob(article_id=pk) for pk in article_ids])
    if jobs:
        Edition.objects.turn()
