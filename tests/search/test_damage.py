"""
What disks and people do to an index: after any damage the right answers or a 503 in words, never wrong ones.

A full disk is told apart from a damaged index, and costs nothing that was there.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F
from django.test import Client

from archive.models import Article, IndexJob
from archive.outbox import announce
from search.finding.answers import Answer
from search.finding.haystack import Questions
from search.index import characters
from search.index.builds import WRITER_LOCK, Build, current_build, index_root
from search.index.damage import damage
from search.index.documents import Facet
from search.index.errors import IndexBroken, IndexDiskFull, SearchUnavailable, WriterBusy
from search.index.open_index import close_index, open_index
from search.index.seal import break_seal, forget_checks, is_sealed, is_suspect, mark_suspect
from search.query.parse import parse_query
from search.upkeep import indexer
from search.upkeep.rebuild import rebuild
from search.upkeep.soundness import look_into
from search.upkeep.sweep import measure_drift
from search.upkeep.worker import IndexWorker
from tests.crash.installation import Forking, Installation
from tests.search.conftest import found_ids


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """SQLite may not grow its files: to it that is a full disk. Undone when the fixture is."""
    connect = characters.connect_file

    def connect_without_room(path: Path, **options: bool) -> sqlite3.Connection:
        connection = connect(path, **options)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    monkeypatch.setattr(characters, "connect_file", connect_without_room)
    return monkeypatch


def test_without_room_the_jobs_wait_and_search_goes_on(
    indexed_seeds: IndexWorker, full_disk: pytest.MonkeyPatch
) -> None:
    [duck] = Article.objects.filter(source__name__startswith="003")
    Article.objects.filter(pk=duck.pk).update(title="长题" * 5000, version=duck.version + 1)
    with transaction.atomic():
        announce([duck.pk])

    with pytest.raises(IndexDiskFull, match="磁盘空间不足"):
        indexed_seeds.drain()

    assert IndexJob.objects.count() == 1
    assert found_ids("鸭") == {duck.pk}
    full_disk.undo()
    indexed_seeds.drain()
    assert not measure_drift(open_index(index_root()))


def test_an_error_without_a_full_disk_is_a_broken_index() -> None:
    full = OSError(errno.ENOSPC, "No space left on device")

    assert isinstance(damage(Path("a"), full), IndexDiskFull)
    assert isinstance(damage(Path("a"), OSError(errno.EIO, "I/O error")), IndexBroken)
    assert isinstance(damage(Path("a"), sqlite3.DatabaseError("malformed")), IndexBroken)


QUERIES = (
    "村",
    "党建 -鸭",
    "五星支部",
    "“雁鸣湖镇”",
    "积分 或 鸭",
    "年:2019..2022",
    "标题:党建",
    "積分先鋒貸",
    "",
)
ROUNDS = 12
Damage = Callable[[Path, random.Random], None]


def cut_short(file: Path, dice: random.Random) -> None:
    with file.open("r+b") as open_file:
        open_file.truncate(dice.randrange(max(file.stat().st_size, 1)))


def flip_a_bit(file: Path, dice: random.Random) -> None:
    data = bytearray(file.read_bytes())
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    file.write_bytes(data)


def write_garbage(file: Path, dice: random.Random) -> None:
    data = bytearray(file.read_bytes())
    at = dice.randrange(len(data))
    garbage = dice.randbytes(min(dice.choice((1, 16, 512, 4096)), len(data) - at))
    data[at : at + len(garbage)] = garbage
    file.write_bytes(data)


def blank_a_block(file: Path, dice: random.Random) -> None:
    data = bytearray(file.read_bytes())
    at = dice.randrange(len(data)) // 512 * 512
    data[at : at + 512] = bytes(len(data[at : at + 512]))
    file.write_bytes(data)


def empty(file: Path, dice: random.Random) -> None:
    file.write_bytes(b"")


def lose(file: Path, dice: random.Random) -> None:
    file.unlink()


def lengthen(file: Path, dice: random.Random) -> None:
    file.write_bytes(file.read_bytes() + dice.randbytes(dice.randint(1, 5000)))


DAMAGES: tuple[Damage, ...] = (
    cut_short,
    flip_a_bit,
    write_garbage,
    blank_a_block,
    empty,
    lose,
    lengthen,
)


def answers() -> list[Answer]:
    """What the index says now, to a process that starts now: whole answers, their order and facets."""
    close_index()
    forget_checks()
    asked: list[Answer] = []
    for query in QUERIES:
        questions: Any = Questions().filter(content=parse_query(query).node)
        for facet in Facet:
            questions = questions.facet(facet.value)
        asked.append(questions.answer())
    return asked


def files_of(build: Build) -> list[Path]:
    """The files of a build that hold something."""
    return sorted(one for one in build.path.rglob("*") if one.is_file() and one.stat().st_size)


@pytest.fixture
def at_rest(indexed_seeds: IndexWorker) -> Build:
    """A build that nobody writes."""
    build = current_build(index_root())
    close_index()
    assert is_sealed(build)
    return build


# Whoosh leaves a file it cannot read to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage_file", DAMAGES, ids=lambda one: one.__name__)
def test_after_any_damage_to_any_file_the_answers_are_right_or_there_are_none(
    damage_file: Damage, at_rest: Build, tmp_path: Path
) -> None:
    dice = random.Random(damage_file.__name__)  # noqa: S311  # repeatable, not secret
    expected = answers()
    close_index()
    whole = tmp_path / "whole"
    shutil.copytree(at_rest.path, whole)
    names = [one.relative_to(at_rest.path) for one in files_of(at_rest)]
    assert len(names) > 5
    refused = 0

    for number in range(max(ROUNDS, len(names))):
        name = names[number % len(names)]
        damage_file(at_rest.path / name, dice)
        try:
            assert answers() == expected, name
        except SearchUnavailable:
            refused += 1
        close_index()
        shutil.rmtree(at_rest.path)
        shutil.copytree(whole, at_rest.path)

    assert refused >= len(names) - 2  # a lost seal harms nothing
    assert answers() == expected


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", ["characters.sqlite3", "whoosh", "seal", "version", "CURRENT"])
def test_the_page_says_so_and_the_worker_builds_a_damaged_index_anew(
    name: str, at_rest: Build, indexed_seeds: IndexWorker, client: Client
) -> None:
    expected = answers()
    close_index()
    target = at_rest.path / name if name != "CURRENT" else index_root() / name
    for file in [target] if target.is_file() else sorted(target.iterdir()):
        file.write_bytes(random.Random(name).randbytes(file.stat().st_size))  # noqa: S311
    forget_checks()

    page = client.get("/search/", {"q": "党"})
    answer = client.get("/search.json", {"q": "党"})
    indexed_seeds.prepare()

    assert page.status_code == answer.status_code == 503
    assert "检索暂时不能用" in page.content.decode()
    assert answer.json()["error"]["message"]
    assert current_build(index_root()) != at_rest
    assert [replace(one, build="") for one in answers()] == [
        replace(one, build="") for one in expected
    ]


def test_a_reader_that_stumbles_makes_the_running_worker_look_and_rebuild(
    at_rest: Build, indexed_seeds: IndexWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    flip_a_bit(at_rest.characters, random.Random(3))  # noqa: S311  # repeatable, not secret
    with pytest.raises(IndexBroken):
        answers()
    turns = iter([False, True])
    monkeypatch.setattr(indexed_seeds.stop, "wait", lambda _seconds: next(turns))
    # The test's own transaction lives in the connection.
    monkeypatch.setattr("search.upkeep.worker.close_old_connections", lambda: None)

    indexed_seeds.run()

    assert current_build(index_root()) != at_rest
    assert answers()


def test_a_needless_suspicion_is_cleared_without_a_rebuild(
    at_rest: Build, indexed_seeds: IndexWorker
) -> None:
    mark_suspect(at_rest)

    look_into(index_root())

    assert current_build(index_root()) == at_rest
    assert not is_suspect(at_rest)


def test_a_build_left_by_a_killed_writer_is_read_checked_and_sealed(
    at_rest: Build, indexed_seeds: IndexWorker
) -> None:
    break_seal(at_rest)
    assert answers()

    indexed_seeds.prepare()

    assert is_sealed(at_rest)
    assert current_build(index_root()) == at_rest


def test_files_of_two_builds_are_never_read_together(
    at_rest: Build, indexed_seeds: IndexWorker
) -> None:
    Article.objects.update(title="另一个题目", version=F("version") + 1)
    rebuild()
    newer = current_build(index_root())
    close_index()
    shutil.copy(at_rest.characters, newer.characters)

    with pytest.raises(IndexBroken):
        answers()


def test_the_index_of_another_archive_is_neither_read_nor_written(
    at_rest: Build, indexed_seeds: IndexWorker
) -> None:
    first = MigrationRecorder(connection).migration_qs.filter(app="archive").order_by("pk")[0]
    type(first).objects.filter(pk=first.pk).update(applied=first.applied + dt.timedelta(seconds=1))
    article = Article.objects.all()[0]
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(version=article.version + 1)
        announce([article.pk])

    with pytest.raises(IndexBroken):
        answers()
    with pytest.raises(IndexBroken):
        indexed_seeds.drain()

    indexed_seeds.prepare()
    assert current_build(index_root()) != at_rest
    assert answers()


FULL = 3
# Below 40,000 bytes the database cannot open its own scratch file, which is no matter of the index.
LIMITS = (40_000, 60_000, 80_000, 100_000, 150_000, 300_000, 600_000)
WORK = f"""
import resource
from django.db import transaction
from django.db.models import F
from archive.models import Article
from archive.outbox import announce
from search.finding.haystack import Questions
from search.index.errors import IndexDiskFull
from search.upkeep.rebuild import rebuild
from search.upkeep.worker import IndexWorker

def touch():
    with transaction.atomic():
        Article.objects.update(version=F("version") + 1)
        announce(Article.objects.values_list("pk", flat=True))

def work(order, limit):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    try:
        IndexWorker(print).drain() if order == "drain" else rebuild()
    except IndexDiskFull:
        os._exit({FULL})

def look():
    assert Questions().filter(content="村").count() == 8
"""


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_whatever_file_can_grow_no_more_search_goes_on_and_the_index_follows_later(
    tmp_path: Path,
) -> None:
    archive = Installation(tmp_path / "archive")
    archive.run("migrate", "--verbosity", "0")
    archive.run("load_gazetteer")
    archive.run("ingest", "seeds")
    archive.run("index_worker", "--drain")
    process = Forking(archive, WORK)
    ended: Counter[int] = Counter()

    for order in ("drain", "rebuild"):
        for limit in LIMITS:
            assert process.do("touch") == 0
            status = os.waitstatus_to_exitcode(process.do(f"work {order} {limit}"))
            assert status in {0, FULL}, (order, limit)
            ended[status] += 1
            assert process.do("look") == 0, (order, limit)

    assert ended[FULL] >= 8, ended
    process.close()
    archive.run("index_worker", "--drain")
    assert json.loads(archive.run("check_archive", "--json"))["clean"]


def test_a_lock_held_by_another_process_is_waited_for_and_loses_no_job(
    at_rest: Build, indexed_seeds: IndexWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexer, "WRITER_WAIT_SECONDS", 0.2)
    article = Article.objects.all()[0]
    for lock in (index_root() / WRITER_LOCK, at_rest.words / "MAIN_WRITELOCK"):
        with transaction.atomic():
            Article.objects.filter(pk=article.pk).update(version=F("version") + 1)
            announce([article.pk])
        with held_elsewhere(lock):
            with pytest.raises(WriterBusy, match="另一个进程正在写"):
                indexed_seeds.drain()
            assert IndexJob.objects.count() == 1
            assert found_ids("党")

        assert indexed_seeds.drain()
        assert not IndexJob.objects.exists()


@contextmanager
def held_elsewhere(lock: Path) -> Iterator[None]:
    """Another process holds `lock` while the block runs."""
    holding = (
        "import fcntl, sys; f = open(sys.argv[1], 'a'); fcntl.flock(f, fcntl.LOCK_EX);"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield
        process.stdin.close()
        process.wait(30)
