"""`manage.py index_worker` as it is run: a process that follows the outbox and ends when told to."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.crash.installation import ROOT, Installation

SECONDS_TO_FINDABLE = 20.0  # generous: shared machines; measured 0.5 s on an idle one


@pytest.mark.slow
def test_a_running_worker_makes_new_sources_findable_and_ends_cleanly_on_sigterm(
    tmp_path: Path,
) -> None:
    archive = Installation(tmp_path)
    archive.run("migrate", "--verbosity", "0")
    archive.run("load_gazetteer")
    worker = subprocess.Popen(  # our own command
        [sys.executable, "manage.py", "index_worker"],
        cwd=ROOT,
        env=archive.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout
    assert "检索索引还没有建好" in worker.stdout.readline()

    archive.run("ingest", "seeds")
    give_up = time.monotonic() + SECONDS_TO_FINDABLE
    while archive.rows("select count(*) from archive_source where state = 'published'") != [(5,)]:
        assert time.monotonic() < give_up
        time.sleep(0.1)
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(10) == 0
    assert archive.rows("select count(*) from archive_indexjob") == [(0,)]
    worker.stdout.close()
