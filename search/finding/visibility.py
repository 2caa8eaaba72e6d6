"""What the archive hides from every list. Nothing comes in, article ids go out."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from archive.models import Article, IndexJob


def hidden_ids() -> frozenset[int]:
    """
    Ids no result, count or facet may hold, whatever the index still has.

    Rows that are not published, and rows that are gone while their job still waits in the outbox.
    """
    published = Article.objects.published().filter(pk=OuterRef("article_id"))
    waiting = IndexJob.objects.exclude(Exists(published))
    return frozenset(Article.objects.hidden_ids()).union(
        waiting.values_list("article_id", flat=True)
    )
