"""What the archive hides from every list. Nothing comes in, article ids go out."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from archive.models import Article, IndexJob
from search.index.idsets import IdSet


def hidden_ids() -> IdSet:
    """
    Ids no result, count or facet may hold, whatever the index still has.

    Rows that are not published, and rows that are gone while their job still waits in the outbox.
    """
    # Only whether the row is there: to read its state, SQLite walks past the text of the article.
    row = Article.objects.filter(pk=OuterRef("article_id"))
    gone = IndexJob.objects.exclude(Exists(row)).values_list("article_id", flat=True)
    return IdSet(Article.objects.hidden_ids()) | IdSet(gone)
