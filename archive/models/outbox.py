"""The outbox: what the index has yet to learn, written in the transaction that changed the rows."""

from __future__ import annotations

from django.db import models


class IndexJob(models.Model):
    """
    "Look at this article again." The index worker reads the row as it then is: published articles
    are written, all others removed. No foreign key: a deleted article must leave the index too.
    """

    article_id = models.BigIntegerField(db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"article {self.article_id}"
