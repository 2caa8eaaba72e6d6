"""
The archive's own processes, started to be measured. Commands come in, processes on their own cores go out.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from bench.client import Wanted, ask
from bench.texts import ROOT

READY_SECONDS = 60.0


class NotServed(Exception):
    """The server did not start or stopped answering; the message says what it said last."""


@contextmanager
def running(arguments: list[str], cores: set[int], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """One of the archive's processes on those cores, a web server on that port; ended at the end."""
    start = ["-m", *arguments] if arguments[0] == "gunicorn" else arguments
    process = subprocess.Popen(  # noqa: S603 -- our own interpreter, our own words
        [sys.executable, *start],
        cwd=ROOT,
        env={**os.environ, "PORT": str(port), "WEB_CONCURRENCY": "1"},
        preexec_fn=partial(os.sched_setaffinity, 0, cores),
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def wait_until_ready(port: int, web: subprocess.Popen[bytes]) -> None:
    """Return once it answers; raises NotServed where it has ended, or has not answered within a minute."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and web.poll() is None:
        try:
            ask(port, Wanted("/search/?q=a"))
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise NotServed("gunicorn did not answer")


def cores() -> tuple[set[int], set[int]]:
    """The core of the server and the core of the client."""
    ours = sorted(os.sched_getaffinity(0))
    return {ours[0]}, {ours[-1]}


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
