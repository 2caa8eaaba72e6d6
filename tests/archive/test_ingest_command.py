"""`manage.py ingest`: many files, by one process or several, stopped and gone on with."""

from __future__ import annotations

import json
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from archive.bulk import ingest_files
from archive.gazetteer_rows import load_indicator_rows
from archive.ingest import Hints
from archive.management.commands.ingest import Progress
from archive.models import (
    Article,
    LexiconEntry,
    Metric,
    PlaceMention,
    Program,
    ProgramComponent,
    ProgramMention,
    Source,
)
from archive.models.overlay import EntryKind
from archive.models.source import SourceState
from archive.pipeline.errors import Candidate, EmptyFile, NotText, UndecidedEncoding
from archive.resources import current_resources
from archive.rule_changes import save_rule

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
TOWNS = ("岳村镇", "雁鸣湖镇", "古店镇")


def report(number: int) -> str:
    """A report of its own."""
    town = TOWNS[number % len(TOWNS)]
    prose = f"{town}聚焦党建引领,探索“{number}一线”工作法,先后组织动员党员{number + 100}人。"
    return f"{town}党建工作见实效\n\n{prose}\n\n今年以来,全镇召开会议{number + 2}次,{prose}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty reports, one of them twice, and two files that hold none."""
    made = tmp_path / "reports"
    made.mkdir()
    for number in range(20):
        (made / f"{number:02}.txt").write_text(report(number), "utf-8")
    (made / "20 again.txt").write_text(report(3), "utf-8")
    (made / "21 empty.txt").write_bytes(b"")
    (made / "22 picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10)
    (made / "README.md").write_text("not a report", "utf-8")
    return made


def rows() -> list[list[tuple[Any, ...]]]:
    """Everything read, without numbers that count up from run to run."""
    spans = ("article__source__name", "article__position")
    metric = ("phrase", "value", "unit", "place_id", "place_basis", "number_start", "ruleset")
    return [
        list(Source.objects.order_by("pk").values_list("name", "state", "failure_code", "ruleset")),
        list(Article.objects.order_by("pk").values_list("source__name", "title", "fingerprint")),
        list(PlaceMention.objects.order_by("pk").values_list(*spans, "name", "place_id", "start")),
        list(Program.objects.order_by("pk").values_list("name", "slug", "parent__name")),
        list(ProgramMention.objects.order_by("pk").values_list(*spans, "program__slug", "start")),
        list(ProgramComponent.objects.order_by("pk").values_list(*spans, "name", "start")),
        list(Metric.objects.order_by("pk").values_list(*spans, *metric)),
    ]


def clear() -> None:
    for model in (Metric, ProgramMention, PlaceMention, Article, Source, Program):
        model.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_the_rows_are_the_same_however_many_processes_read(seed_places: None, folder: Path) -> None:
    load_indicator_rows()
    found = []
    for jobs in (1, 2, 3):
        with pytest.raises(CommandError, match="2 of 28"):
            call_command("ingest", SEEDS, folder, jobs=jobs, stdout=StringIO())
        found.append(rows())
        clear()

    assert len(found[0][1]) == 28
    assert len(found[0][-1]) > 150
    assert found[1] == found[0]
    assert found[2] == found[0]


@pytest.mark.django_db(transaction=True)
def test_each_file_has_a_line_and_what_failed_its_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError) as failed:
        call_command("ingest", folder, jobs=2)

    lines = capsys.readouterr().out.splitlines()
    assert failed.value.returncode == 1
    assert len(lines) == 23
    assert lines[0].startswith("[1/23] 00.txt: read  1 篇，")
    assert lines[20].startswith("[21/23] 20 again.txt: read  1 篇")
    assert "failed  文件里没有文字" in lines[21]
    assert Source.objects.count() == 21


@pytest.mark.django_db(transaction=True)
def test_as_json_each_file_is_an_object_and_nothing_else_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError):
        call_command("ingest", folder, jobs=2, json=True)

    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["file"] for each in said] == sorted(p.name for p in folder.glob("*.txt"))
    assert said[0]["figures"] == Metric.objects.filter(article__source__name="00.txt").count() > 0
    assert [each["fresh"] for each in said[:21]] == [True] * 20 + [False]


@pytest.mark.django_db(transaction=True)
def test_what_is_read_already_is_passed_by_unless_other_rules_read_it(folder: Path) -> None:
    files = sorted(folder.glob("0*.txt"))
    list(ingest_files(files, Hints(), jobs=1))
    Source.objects.filter(name="04.txt").update(ruleset="rules-of-before")
    before = dict(Source.objects.values_list("name", "updated_at"))

    list(ingest_files(files, Hints(), jobs=1))
    passed = dict(Source.objects.values_list("name", "updated_at"))
    list(ingest_files(files, Hints(), jobs=1, again=True))
    again = dict(Source.objects.values_list("name", "updated_at"))

    assert passed == before
    assert {name for name in again if again[name] != before[name]} == {"04.txt"}
    assert Source.objects.get(name="04.txt").ruleset != "rules-of-before"


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_rule_saved_during_a_run_holds_for_every_file_stored_after_it(
    folder: Path, jobs: int
) -> None:
    run = ingest_files(sorted(folder.glob("0*.txt")), Hints(), jobs=jobs)
    next(run)
    save_rule(LexiconEntry(name="“9一线”工作法", kind=EntryKind.ASIDE), by=None)

    list(run)

    first, *others = Source.objects.order_by("name").values_list("ruleset", flat=True)
    assert {current_resources().ruleset} == set(others) != {first}
    named = ProgramMention.objects.values_list("article__source__name", flat=True)
    assert "08.txt" in named
    assert "09.txt" not in named


@pytest.mark.django_db(transaction=True)
def test_no_more_is_read_ahead_than_may_be(folder: Path) -> None:
    taken: list[Path] = []

    def paths() -> Iterator[Path]:
        for path in sorted(folder.glob("*.txt")):
            taken.append(path)
            yield path

    run = ingest_files(paths(), Hints(), jobs=2)
    next(run)
    ahead = len(taken)
    run.close()

    assert ahead == 4
    assert Source.objects.filter(state=SourceState.READ).count() == 1
    assert Source.objects.filter(state=SourceState.READING).count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_file_whose_name_is_no_utf8_stops_nothing(folder: Path) -> None:
    (folder / "00.txt").rename(folder / os.fsdecode("雁鸣湖.txt".encode("gb18030")))

    outcomes = list(ingest_files(sorted(folder.glob("[!2]*.txt")), Hints(), jobs=2))

    assert outcomes[-1].file == "雁鸣湖.txt"
    assert {outcome.state for outcome in outcomes} == {"read"}


@pytest.mark.django_db
def test_processes_that_read_leave_the_connection_and_its_transaction_alone(folder: Path) -> None:
    list(ingest_files(sorted(folder.glob("0*.txt")), Hints(), jobs=2))

    assert connection.in_atomic_block
    assert not connection.needs_rollback
    assert Source.objects.filter(state=SourceState.READ).count() == 10


@pytest.mark.django_db
def test_a_number_of_jobs_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(CommandError, match="1 or more") as refused:
        call_command("ingest", folder, jobs=0)

    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    "error",
    [
        EmptyFile(),
        NotText("不是文字。"),
        UndecidedEncoding((Candidate("gb18030", 0.5, ("一",)), Candidate("big5", 0.4, ("二",)))),
    ],
)
def test_what_a_reading_process_refuses_reaches_the_one_that_stores(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  # what the pool itself does

    assert type(again) is type(error)
    assert vars(again) == vars(error)
    assert str(again) == str(error)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (10.0, "20/100 files · 21 articles · 1,500 figures · 2.0 files/s · 0:40 left"),
        (3600.0, "20/100 files · 21 articles · 1,500 figures · 0.0 files/s · 4:00:00 left"),
        (0.0, "20/100 files · 21 articles · 1,500 figures · 0.0 files/s · 0:00 left"),
    ],
)
def test_the_line_says_how_far_how_fast_and_how_long(seconds: float, words: str) -> None:
    progress = Progress(100, None, done=20, articles=21, figures=1500)

    assert progress.line(seconds) == words


def test_a_stopped_run_says_so_and_the_next_one_goes_on(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(60):
        (reports / f"{number:02}.txt").write_text(report(number) * 5, "utf-8")
    environment = {
        **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
        "DEBUG": "1",
        "DATA_DIR": str(tmp_path / "archive"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    (tmp_path / "archive").mkdir()
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], env=environment, cwd=ROOT, check=True)
    command = [*manage, "ingest", str(reports), "--jobs", "2"]
    run = subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    first = run.stdout.readline()

    run.send_signal(signal.SIGTERM)
    _out, err = run.communicate(timeout=120)
    on = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)

    assert first.startswith("[1/60] 00.txt: read")
    assert run.returncode == 130
    assert "The same command goes on." in err
    assert on.returncode == 0, on.stderr
    with sqlite3.connect(tmp_path / "archive" / "archive.sqlite3") as database:
        states = database.execute(
            "select state, count(*) from archive_source group by 1"
        ).fetchall()
    assert states == [("read", 60)]
