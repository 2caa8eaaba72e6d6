"""
The index worker's life. The outbox comes in; an index that follows it goes out, until told to stop.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import OperationalError, close_old_connections

from search.index.builds import current_build, index_root
from search.index.errors import (
    IndexBroken,
    IndexMissing,
    IndexOutdated,
    SearchUnavailable,
    WriterBusy,
)
from search.upkeep.indexer import BatchReport, drain_batch
from search.upkeep.rebuild import RebuildFailed, rebuild
from search.upkeep.soundness import is_doubted, look_into
from search.upkeep.warming import warm_up

POLL_SECONDS = 0.3
LOOK_SECONDS = 600.0
FIRST_RETRY_SECONDS = 2.0
LAST_RETRY_SECONDS = 300.0

log = logging.getLogger(__name__)


class IndexWorker:
    """Drains the outbox until `stop` is set; what fails is tried again, ever more seldom."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self.stop = threading.Event()
        self._say = say
        self._waits: dict[int, float] = {}  # article id to the pause after its next failure
        self._until: dict[int, float] = {}  # article id to when it may be tried again
        self._look_again = time.monotonic() + LOOK_SECONDS

    def prepare(self) -> None:
        """Build an index if there is none that is whole and that this version can use; load the dictionary."""
        try:
            look_into(index_root())
        except (IndexBroken, IndexMissing, IndexOutdated) as reason:
            self._say(str(reason))
            report = rebuild()
            self._say(f"{report.build.name}: {report.documents}")
        warm_up()  # else the first article would wait for it

    def drain(self) -> bool:
        """
        Do jobs until none is left that can be done now; whether every one was done.

        Raises SearchUnavailable if there is no index to write, even with no job waiting.
        """
        while not self.stop.is_set():
            current_build(index_root())
            report = drain_batch(skip=self._resting())
            self._remember(report)
            if report.idle:
                break
        return not self._until

    def run(self) -> None:
        """Drain, wait, drain again, until stopped. A broken or lost index is built anew, a busy one waited for."""
        pause = POLL_SECONDS
        while not self.stop.wait(pause):
            pause = POLL_SECONDS
            try:
                self._look_now_and_then()
                self.drain()
            except (IndexBroken, IndexMissing, IndexOutdated) as error:
                log.error("%s", error)  # noqa: TRY400  # the sentence says what to do
                self._rebuild()
            except (SearchUnavailable, WriterBusy, OperationalError) as error:
                log.warning("%s", error)
                pause = FIRST_RETRY_SECONDS
            close_old_connections()

    def _look_now_and_then(self) -> None:
        """A disk may turn a bit in a file nobody writes; a reader may have stumbled over one."""
        if is_doubted(index_root()) or time.monotonic() >= self._look_again:
            look_into(index_root())
            self._look_again = time.monotonic() + LOOK_SECONDS

    def _rebuild(self) -> None:
        try:
            report = rebuild()
            log.warning("%s: %s", report.build.name, report.documents)
        except (WriterBusy, SearchUnavailable, RebuildFailed) as error:
            log.warning("%s", error)
            self.stop.wait(FIRST_RETRY_SECONDS)

    def _resting(self) -> frozenset[int]:
        now = time.monotonic()
        return frozenset(article for article, until in self._until.items() if until > now)

    def _remember(self, report: BatchReport) -> None:
        for article in report.done:
            self._waits.pop(article, None)
            self._until.pop(article, None)
        for article, reason in report.failed.items():
            wait = self._waits.get(article, FIRST_RETRY_SECONDS)
            self._waits[article] = min(wait * 2, LAST_RETRY_SECONDS)
            self._until[article] = time.monotonic() + wait
            log.warning("%s", reason)
