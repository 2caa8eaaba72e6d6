"""
Whether the archive is whole. Database, index and originals come in; everything amiss goes out, by name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from archive.models import Article, IndexJob, Source
from archive.models.source import SourceState
from archive.originals import path_of
from search.index.builds import index_root
from search.index.errors import SearchUnavailable
from search.index.open_index import open_index
from search.upkeep.sweep import Drift, measure_drift

STUCK_AFTER = timedelta(minutes=10)
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class BadOriginal:
    """A source whose bytes are not what was received."""

    source: int
    name: str
    reason: str  # missing or changed


@dataclass(frozen=True, slots=True)
class StuckSource:
    """A source that has not moved on for longer than reading takes."""

    source: int
    name: str
    state: str

    @property
    def unread(self) -> bool:
        """Whether reading it never ended, so that it must be queued again."""
        return self.state in (SourceState.RECEIVED, SourceState.READING)


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything amiss."""

    index: str = ""  # why the index cannot be compared
    drift: Drift = Drift()  # noqa: RUF009  # frozen
    failing: dict[int, str] | None = None  # article id to why it cannot be indexed
    stuck: tuple[StuckSource, ...] = ()
    originals: tuple[BadOriginal, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing is amiss."""
        return not (self.index or self.drift or self.failing or self.stuck or self.originals)

    def printed(self) -> dict[str, Any]:
        """For --json."""
        return {
            "clean": self.clean,
            "index": self.index or None,
            "missing": list(self.drift.missing),
            "ghost": list(self.drift.ghost),
            "stale": list(self.drift.stale),
            "failing": [{"article": i, "reason": why} for i, why in (self.failing or {}).items()],
            "stuck": [asdict(one) for one in self.stuck],
            "originals": [asdict(one) for one in self.originals],
        }


def inspect() -> Inspection:
    """Look at everything; reads each original once."""
    try:
        drift, unreadable = measure_drift(open_index(index_root())), ""
    except SearchUnavailable as reason:
        drift, unreadable = Drift(), str(reason)
    failing = dict(IndexJob.objects.filter(attempts__gt=0).values_list("article_id", "last_error"))
    return Inspection(unreadable, drift, failing, tuple(_stuck_sources()), tuple(_bad_originals()))


def unconfirmed_articles() -> list[int]:
    """Published articles of sources that were read, wait for no job, and were never called done."""
    pending = IndexJob.objects.filter(article_id=OuterRef("pk"))
    articles = Article.objects.published().filter(source__state=SourceState.READ)
    return list(articles.exclude(Exists(pending)).values_list("pk", flat=True))


def _stuck_sources() -> Iterator[StuckSource]:
    before = timezone.now() - STUCK_AFTER
    states = [SourceState.RECEIVED, SourceState.READING, SourceState.READ]
    sources = Source.objects.filter(state__in=states, updated_at__lt=before).order_by("pk")
    for pk, name, state in sources.values_list("pk", "name", "state"):
        yield StuckSource(pk, name, state)


def _bad_originals() -> Iterator[BadOriginal]:
    for pk, name, sha256 in Source.objects.order_by("pk").values_list("pk", "name", "sha256"):
        try:
            digest = _sha256(path_of(sha256))
        except OSError:
            yield BadOriginal(pk, name, "missing")
            continue
        if digest != sha256:
            yield BadOriginal(pk, name, "changed")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
