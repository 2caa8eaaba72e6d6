"""The index worker is killed with -9 at random points: the index opens every time, old or new, never mixed."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.installation import ROOT, Forking, Installation

COMMITS, REBUILDS = 140, 60

# Every round prints another publication on all articles: a result of two rounds would be mixed.
WORK = """
from django.db import transaction
from django.db.models import F
from archive.models import Article
from archive.outbox import announce
from search.finding.answers import Request
from search.finding.finder import Finder
from search.finding.visibility import hidden_ids
from search.index.builds import index_root
from search.index.documents import Facet
from search.index.open_index import open_index
from search.query.parse import parse_query
from search.upkeep.rebuild import rebuild as rebuild_index
from search.upkeep.worker import IndexWorker

def announce_round(number):
    with transaction.atomic():
        Article.objects.update(version=F("version") + 1, publication=f"第{number}轮报")
        announce(Article.objects.values_list("pk", flat=True))

def look_and_announce(number, *rounds):
    look(*rounds)
    announce_round(number)

def drain():
    IndexWorker(print).drain()

def rebuild():
    rebuild_index()

def look(*rounds):
    def ask(text):
        node = parse_query(text).node
        finder = Finder(open_index(index_root()), hidden_ids())
        return finder.answer(Request(node, size=50, facets=(Facet.SOURCE,)))
    answer = ask("村")
    assert answer.count == len(answer.page) == 8, answer
    assert any(found.score for found in answer.page), answer
    [one] = answer.facets[Facet.SOURCE].values
    assert one.count == 8 and one.value in {f"第{number}轮报" for number in rounds}, one
    for number in rounds:
        found = ask(f"“第{number}轮报”").count
        assert found == (8 if one.value == f"第{number}轮报" else 0), (number, found, one)
"""


@pytest.fixture
def working(tmp_path: Path) -> Iterator[tuple[Installation, Forking]]:
    """The seeds, findable, and a process that forks workers."""
    archive = Installation(tmp_path / "archive")
    archive.run("migrate", "--verbosity", "0")
    archive.run("load_gazetteer")
    archive.run("ingest", "seeds")
    archive.run("index_worker", "--drain")
    process = Forking(archive, WORK)
    yield archive, process
    process.close()


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_killed_at_two_hundred_random_points_the_index_opens_old_or_new_and_never_mixed(
    working: tuple[Installation, Forking],
) -> None:
    archive, process = working
    dice = random.Random(20261122)  # noqa: S311  # repeatable, not secret
    undisturbed = {}
    for number, order in enumerate(("drain", "rebuild")):
        assert process.do(f"announce_round {number}") == 0
        started = time.monotonic()
        assert process.do(order) == 0
        undisturbed[order] = time.monotonic() - started
    rounds = [1]  # what the index may show: the last that was whole, and those begun since
    killed = 0

    points = ["drain"] * COMMITS + ["rebuild"] * REBUILDS
    dice.shuffle(points)
    for number, order in enumerate(points, start=2):
        # Whatever the last kill left, search answers, and whole.
        shown = " ".join(map(str, rounds))
        assert process.do(f"look_and_announce {number} {shown}") == 0, (number, order)
        rounds.append(number)
        status = process.do(order, dice.uniform(0, undisturbed[order]))
        killed += status == signal.SIGKILL
        if status == 0:
            rounds = [number]

    assert killed >= (COMMITS + REBUILDS) // 2
    archive.run("index_worker", "--drain")
    report = json.loads(archive.run("check_archive", "--json"))
    assert report["clean"], report
    assert process.do(f"look {number}") == 0
    builds = [path for path in (archive.folder / "index").iterdir() if path.is_dir()]
    assert len(builds) <= 2 + REBUILDS


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_rebuild_while_a_worker_writes_and_readers_read_loses_nothing(
    working: tuple[Installation, Forking],
) -> None:
    archive, process = working
    rebuilding = subprocess.Popen(  # our own command
        [sys.executable, "manage.py", "rebuild_search"], cwd=ROOT, env=archive.environment
    )

    number = 0
    while rebuilding.poll() is None or number < 5:
        assert process.do(f"announce_round {number}") == 0
        assert process.do("drain") == 0
        assert process.do(f"look {number}") == 0
        number += 1

    assert rebuilding.returncode == 0
    assert json.loads(archive.run("check_archive", "--json"))["clean"]
