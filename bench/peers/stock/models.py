"""The stock site's one table."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class StockArticle(models.Model):
    """An article with all that the index takes of it."""

    title = models.TextField()
    text = models.TextField()
    tags = models.JSONField(default=dict)  # facet to its values

    objects: ClassVar[models.Manager[StockArticle]] = models.Manager()

    class Meta:
        app_label = "stock"

    def __str__(self) -> str:
        return self.title
