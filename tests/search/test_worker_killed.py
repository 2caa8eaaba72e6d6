"""The index worker is killed with -9 at random points while it commits: the archive is whole after it."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
KILLS = 20

# A process that has loaded everything and forks a child for each order: a kill then falls into the
# work and not into the start of Python.
FORKING = """
import os, sys, django
django.setup()
from django.db import connections, transaction
from archive.models import Article
from archive.outbox import announce
from django.db.models import F
from search.index.builds import index_root
from search.index.idsets import IdSet
from search.index.open_index import close_index, open_index
from search.query.parse import parse_query
from search.finding.answers import Request
from search.finding.finder import Finder
from search.text.folding import fold
from search.text.words import cut_words
from search.upkeep.worker import IndexWorker

def announce_all():
    with transaction.atomic():
        Article.objects.update(version=F("version") + 1)
        announce(Article.objects.values_list("pk", flat=True))

def drain():
    IndexWorker(print).drain()

def look():
    answer = Finder(open_index(index_root()), IdSet()).answer(Request(parse_query("村").node, size=50))
    assert answer.count == len(answer.page) == 8, answer
    assert any(found.score for found in answer.page), answer

fold(""), cut_words("党建")
connections.close_all()
print("ready", flush=True)
for order in iter(sys.stdin.readline, ''):
    child = os.fork()
    if not child:
        {"announce": announce_all, "drain": drain, "look": look}[order.strip()]()
        connections.close_all()
        os._exit(0)
    print(child, flush=True)
    sys.stdin.readline()  # until then the child keeps its number, even when it has ended
    print(os.waitpid(child, 0)[1], flush=True)
"""


class Installation:
    """An archive of its own below one folder, with a process that forks its workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
            "DEBUG": "1",
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }

    def run(self, *command: str) -> str:
        """Run a manage.py command to its end; it must succeed."""
        process = subprocess.run(  # our own commands
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert process.returncode == 0, process.stdout + process.stderr
        return process.stdout

    def rows(self, question: str) -> list[tuple[object, ...]]:
        """Ask the database directly."""
        with closing(sqlite3.connect(self.folder / "archive.sqlite3")) as database:
            return database.execute(question).fetchall()

    def fork_workers(self) -> subprocess.Popen[str]:
        """Start the forking process and wait until it is ready."""
        process = subprocess.Popen(  # our own text
            [sys.executable, "-c", FORKING],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert answer_of(process) == "ready"
        return process


def answer_of(process: subprocess.Popen[str]) -> str:
    """The next line the process prints."""
    assert process.stdout
    return process.stdout.readline().strip()


def order(process: subprocess.Popen[str], name: str, kill_after: float | None = None) -> int:
    """Have a child do `name`, killed after that many seconds if given; its wait status."""
    tell(process, name)
    child = int(answer_of(process))
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    tell(process, "wait")
    return int(answer_of(process))


def tell(process: subprocess.Popen[str], line: str) -> None:
    """Send the process a line."""
    assert process.stdin
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[tuple[Installation, subprocess.Popen[str]]]:
    """The seeds, findable, and a process that forks workers."""
    archive = Installation(tmp_path / "archive")
    (tmp_path / "archive").mkdir()
    archive.run("migrate", "--verbosity", "0")
    archive.run("load_gazetteer")
    archive.run("ingest", "seeds")
    archive.run("index_worker", "--drain")
    process = archive.fork_workers()
    yield archive, process
    assert process.stdin
    assert process.stdout
    process.stdin.close()
    process.wait(30)
    process.stdout.close()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_an_index_worker_killed_at_twenty_random_points_leaves_nothing_missing_ghost_or_stale(
    installation: tuple[Installation, subprocess.Popen[str]],
) -> None:
    archive, process = installation
    dice = random.Random(20261122)  # noqa: S311  # repeatable, not secret
    assert order(process, "announce") == 0
    started = time.monotonic()
    assert order(process, "drain") == 0
    undisturbed = time.monotonic() - started
    killed = 0

    for _ in range(KILLS):
        assert order(process, "announce") == 0
        killed += order(process, "drain", dice.uniform(0, undisturbed)) == signal.SIGKILL
        # Whatever the kill left, search answers, and whole.
        assert order(process, "look") == 0

    assert killed >= KILLS // 2
    archive.run("index_worker", "--drain")
    report = json.loads(archive.run("check_archive", "--json"))
    assert report["clean"], report
    assert order(process, "look") == 0


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_rebuild_while_a_worker_writes_and_readers_read_loses_nothing(
    installation: tuple[Installation, subprocess.Popen[str]],
) -> None:
    archive, process = installation
    rebuilding = subprocess.Popen(  # our own command
        [sys.executable, "manage.py", "rebuild_search"], cwd=ROOT, env=archive.environment
    )

    rounds = 0
    while rebuilding.poll() is None or rounds < 5:
        assert order(process, "announce") == 0
        assert order(process, "drain") == 0
        assert order(process, "look") == 0
        rounds += 1

    assert rebuilding.returncode == 0
    assert json.loads(archive.run("check_archive", "--json"))["clean"]
