"""The background worker is killed with -9 at random points while it reads: nothing lost, nothing half."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.crash.installation import Installation

KILLS = 20


FACTS = (
    "select a.fingerprint, a.position, a.state,"
    " (select count(*) from archive_metric m where m.article_id = a.id),"
    " (select count(*) from archive_placemention p where p.article_id = a.id),"
    " (select count(*) from archive_programmention g where g.article_id = a.id)"
    " from archive_article a order by 1, 2"
)
TABLES = ("metric", "placemention", "programmention", "correction", "article")
RECEIVE = (
    "from pathlib import Path\n"
    "from archive.ingest import receive_file\n"
    "from archive.tasks import ask_for_reading\n"
    "for path in sorted(Path('seeds').glob('*.txt')):\n"
    "    ask_for_reading(receive_file(path.name, [path.read_bytes()]).source)\n"
)


def prepare(folder: Path) -> Installation:
    """A new archive that has received the seeds and read none."""
    installation = Installation(folder)
    installation.run("migrate", "--verbosity", "0")
    installation.run("load_gazetteer")
    installation.run("shell", "--verbosity", "0", "--command", RECEIVE)
    return installation


def wait_until_reading(installation: Installation, worker: subprocess.Popen[str]) -> None:
    """Return when the worker has begun: a kill before that would show nothing."""
    begun = "select count(*) from archive_source where state != 'received'"
    end = time.monotonic() + 60
    while time.monotonic() < end and worker.poll() is None:
        if installation.rows(begun) != [(0,)]:
            return
        time.sleep(0.01)
    raise AssertionError("the worker never began to read")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_worker_killed_at_twenty_random_points_loses_nothing_and_halves_nothing(
    tmp_path: Path,
) -> None:
    undisturbed = prepare(tmp_path / "undisturbed")
    undisturbed.run("worker", "--batch")
    expected = undisturbed.rows(FACTS)
    killed = prepare(tmp_path / "killed")
    dice = random.Random(20261122)  # noqa: S311  # repeatable, not secret

    for _ in range(KILLS):
        worker = killed.start("manage.py", "worker", "--batch")
        wait_until_reading(killed, worker)
        time.sleep(dice.uniform(0.0, 0.6))
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
        # Whatever is there is whole: an article is stored with its facts or not at all.
        assert set(killed.rows(FACTS)) <= set(expected)
        for table in TABLES:  # read anew, not over what is there
            killed.rows(f"delete from archive_{table}")  # noqa: S608  # our own names
        killed.rows("update archive_source set state = 'received'")
    killed.run("worker", "--batch")
    killed.run("index_worker", "--drain")

    assert len(expected) == 8
    assert killed.rows(FACTS) == expected
    assert killed.rows("select count(*) from archive_source where state != 'published'") == [(0,)]
    report = json.loads(killed.run("check_archive", "--json"))
    assert not any(report[key] for key in ("missing", "ghost", "stale"))
