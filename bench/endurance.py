"""
What a web worker's memory does over many searches. An archive comes in, megabytes along the way go out.

    python -m bench.endurance TYPED SEARCHES      in a process of the archive

The worker is gunicorn's and is asked through its socket: in a process that asks itself, what asks grows, too.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.client import Wanted, ask
from bench.server import NotServed, cores, free_port, running, wait_until_ready
from bench.timing import resident_mb

STEPS = 10


def main() -> None:
    """Serve, search and print."""
    typed = json.loads(Path(sys.argv[1]).read_text("utf-8"))[: int(sys.argv[2])]
    server, _client = cores()
    port = free_port()
    with running(["gunicorn", "-c", "config/gunicorn.py"], server, port) as web:
        wait_until_ready(port, web)
        sys.stdout.write(json.dumps(endure(port, worker_of(web.pid), typed)) + "\n")


def endure(port: int, worker: int, typed: Sequence[str]) -> dict[str, Any]:
    """Memory after each tenth of the searches, all different as far as the articles give them."""
    step = max(len(typed) // STEPS, 1)
    along = []
    for number, text in enumerate(typed, start=1):
        answered, _body = ask(port, Wanted(f"/search/?{urlencode({'q': text})}"))
        if answered.status != HTTPStatus.OK:
            raise NotServed(f"{text}: {answered.status}")
        if number % step == 0:
            along.append(resident_mb(worker))
    return {"searches": len(typed), "along_mb": along}


def worker_of(master: int) -> int:
    """The one process that a gunicorn with one worker has started."""
    [worker] = Path(f"/proc/{master}/task/{master}/children").read_text("ascii").split()
    return int(worker)


if __name__ == "__main__":
    main()
