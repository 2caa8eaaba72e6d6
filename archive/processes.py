"""
Processes that work beside this one. In: how many. Out: a pool whose processes share what was loaded before
they parted, and neither touch this one's database connections nor outlive it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from django.db import connections

# In a parted process: the connections of the one it came from. Dropped, they would be closed for both.
_inherited: list[object] = []


def cores() -> int:
    """How many processes may run at once on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def working_processes(count: int) -> Iterator[ProcessPoolExecutor]:
    """`count` processes to submit work to, ended with the block."""
    pool = ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context("fork"), initializer=_part
    )
    pool.submit(os.getpid).result()  # all of them part now, while this process has one thread
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _part() -> None:
    """In a parted process: leave stopping and the database to the one it came from."""
    _leave_connections()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_connections() -> None:
    """No connection is used by two processes: a query here would open one of its own."""
    for connection in connections.all(initialized_only=True):
        _inherited.append(connection.connection)
        connection.connection = None


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
