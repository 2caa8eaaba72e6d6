"""
Settings of the web server. In: PORT, BIND, WEB_CONCURRENCY. Out: gunicorn's names.

Searching is pure Python and holds the interpreter, so threads only add waiting: sync workers, one a
core. Beyond loopback a proxy stands in front and limits what reaches this (deploy/nginx.conf).
"""

import gc
import os
from pathlib import Path

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or '8000'}"
wsgi_app = "config.wsgi:application"
worker_class = "sync"
workers = int(os.environ.get("WEB_CONCURRENCY") or len(os.sched_getaffinity(0)))

# The dictionary and the code are read once, before the workers are forked.
preload_app = True


def when_ready(_server: object) -> None:
    """Take all that away from the collector, which would look through it again and again and unshare its memory."""
    gc.collect()
    gc.freeze()


# A sync worker that streams says nothing until the end: the concordance of a common word takes minutes.
timeout = 300
graceful_timeout = 30
max_requests = 20_000
max_requests_jitter = 2000
# No limit here: 5,000 pasted Chinese characters make an address of 45 kB, and the search page itself
# says in words what it does not take. The proxy stops at 64 kB.
limit_request_line = 0
limit_request_fields = 60
limit_request_field_size = 8190

# A worker's heartbeat file on a disk that stalls would look like a hung worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # shared memory
control_socket_disable = True

accesslog = None
errorlog = "-"
