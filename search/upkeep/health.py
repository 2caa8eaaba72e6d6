"""
Whether the archive can be used. Database and index are asked; what they say goes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.utils import timezone

from archive.models import Article, IndexJob
from search.index.builds import index_root
from search.index.errors import SearchUnavailable
from search.index.open_index import open_index


@dataclass(frozen=True, slots=True)
class Health:
    """What was found; an empty reason is good news."""

    database: str = ""  # why it does not answer
    index: str = ""  # why it does not answer
    build: str = ""
    published: int = 0
    indexed: int = 0
    waiting: int = 0  # jobs in the outbox
    lag_seconds: float = 0.0  # age of the oldest
    failing: int = 0  # jobs that failed at least once

    @property
    def good(self) -> bool:
        """Whether readers are served."""
        return not (self.database or self.index)

    def printed(self) -> dict[str, Any]:
        """For /healthz. The drift is what the outbox has yet to bring, or what the sweep must find."""
        return {
            "status": "ok" if self.good else "unavailable",
            "database": {"ok": not self.database, "reason": self.database or None},
            "index": {
                "ok": not self.index,
                "reason": self.index or None,
                "build": self.build or None,
            },
            "lag": {
                "jobs": self.waiting,
                "seconds": round(self.lag_seconds, 1),
                "failing": self.failing,
            },
            "drift": {
                "published": self.published,
                "indexed": self.indexed,
                "difference": self.published - self.indexed,
            },
        }


def measure_health() -> Health:
    """Ask the database and the index, each on its own."""
    try:
        published = Article.objects.published().count()
        waiting = IndexJob.objects.count()
        failing = IndexJob.objects.filter(attempts__gt=0).count()
        oldest = IndexJob.objects.order_by("pk").values_list("created_at", flat=True).first()
    except DatabaseError:
        return Health(database="the database does not answer")
    lag = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    try:
        index = open_index(index_root())
        build, indexed = index.build.name, index.characters.count()
        index.words.versions()
    except SearchUnavailable as reason:
        return Health(
            index=str(reason),
            published=published,
            waiting=waiting,
            lag_seconds=lag,
            failing=failing,
        )
    return Health("", "", build, published, indexed, waiting, lag, failing)
