"""What the archive hides from every list. Nothing comes in, article ids go out."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from archive.models import Article, IndexJob
from search.index.idsets import IdSet


def hidden_ids() -> IdSet:
    """
    Ids no result, count or facet may hold, whatever the index still has.

    Rows that are not published, and rows that are gone while their job still waits in the outbox.
    """
    with connection.cursor() as cursor:
        cursor.execute(*_question())
        return IdSet([row[0] for row in cursor.fetchall()])


@cache
def _question() -> tuple[str, tuple[Any, ...]]:
    """The statement that asks for them, with its values: every search asks it, so it is written once."""
    # Only whether the row is there: to read its state, SQLite walks past the text of the article.
    row = Article.objects.filter(pk=OuterRef("article_id"))
    gone = IndexJob.objects.exclude(Exists(row)).order_by().values_list("article_id", flat=True)
    hidden = Article.objects.hidden().order_by().values_list("pk", flat=True)
    return hidden.union(gone, all=True).query.sql_with_params()
