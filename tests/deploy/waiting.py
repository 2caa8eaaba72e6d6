"""Waiting for what happens in another process."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def eventually(true: Callable[[], object], *, within: float = 20.0) -> None:
    """Return once the condition holds. Raises AssertionError if it does not within that many seconds."""
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "did not come true in time"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    """Whether that process still runs (a zombie does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
