"""
The engines held to the contract. A later one is a line more in CONNECTIONS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from haystack import connections

from search.index.builds import POINTER, index_root
from search.upkeep.worker import IndexWorker
from tests.search.conformance.scanning import ScanningBackend

SCANNING = "tests.search.conformance.scanning"


@dataclass(frozen=True, slots=True)
class Connection:
    """An entry of HAYSTACK_CONNECTIONS and what only its engine knows how to do."""

    name: str
    options: dict[str, object]
    fill: Callable[[], None]  # brings the engine's index to the rows as they are
    take_down: Callable[[], None]  # makes the engine unable to answer


def _follow_the_outbox() -> None:
    worker = IndexWorker(lambda _sentence: None)
    worker.prepare()
    assert worker.drain()


def _lose_the_index() -> None:
    (index_root() / POINTER).unlink()


def _close_the_scan() -> None:
    backend = connections["scanning"].get_backend()
    assert isinstance(backend, ScanningBackend)
    backend.close()


CONNECTIONS = (
    Connection(
        "default", settings.HAYSTACK_CONNECTIONS["default"], _follow_the_outbox, _lose_the_index
    ),
    Connection("scanning", {"ENGINE": f"{SCANNING}.ScanningEngine"}, lambda: None, _close_the_scan),
)
