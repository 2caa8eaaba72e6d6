"""The whole archive as `make run` starts it: real processes, real data, killed and stopped."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.health import ask_health
from tests.deploy.conftest import PROJECT, bare
from tests.deploy.waiting import alive, eventually

SERVICES = 3


def a_free_port() -> int:
    """A port nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(slots=True)
class Started:
    """A running `python -m config.serve` and what it has said so far."""

    home: Path
    port: int
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def follow(self) -> threading.Thread:
        """Collect its lines as they come."""

        def read() -> None:
            self.lines.extend(line.rstrip() for line in self.process.stdout or ())

        thread = threading.Thread(target=read)
        thread.start()
        return thread

    def ready(self) -> bool:
        """Whether it has said so. Raises AssertionError if it ended instead."""
        assert self.process.poll() is None, "\n".join(self.lines)
        return any(line.startswith("Ready") for line in self.lines)

    def children(self) -> dict[str, int]:
        """Its services by name, with their process ids."""
        names = {"gunicorn": "web", "worker": "worker", "index_worker": "index-worker"}
        found: dict[str, int] = {}
        for pid in child_pids(self.process.pid):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
            found |= {names[word]: pid for word in words if word in names}
        return found

    def healthy(self) -> bool:
        """Whether /healthz says 200."""
        return ask_health(self.port, {"ALLOWED_HOSTS": "127.0.0.1"}).good

    def found(self, words: str) -> list[str]:
        """Titles a search finds."""
        address = f"http://127.0.0.1:{self.port}/search.json?q={urllib.parse.quote(words)}"
        with urllib.request.urlopen(address, timeout=20) as response:
            return sorted(result["title"] for result in json.load(response)["results"])


def child_pids(pid: int) -> list[int]:
    """Children of a process that have not ended."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [child for child in map(int, told.split()) if alive(child)]


@contextmanager
def serving(home: Path, **environment: str) -> Iterator[Started]:
    """The archive of that folder on a free port; ended by Ctrl-C unless it has ended."""
    port = a_free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        cwd=PROJECT,
        env={**bare(home), "PORT": str(port), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    started = Started(home, port, process)
    thread = started.follow()
    try:
        yield started
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(60)
        thread.join()
        if process.stdout:
            process.stdout.close()


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What a first start did, and what was left after Ctrl-C."""

    home: Path
    lines: list[str]
    found: list[str]
    status: int
    children: list[int]


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> FirstRun:
    """A first start in an empty folder, a look, Ctrl-C."""
    home = tmp_path_factory.mktemp("first") / "data"
    with serving(home) as started:
        eventually(started.ready, within=240)
        found = started.found("五星支部")
        children = [*started.children().values()]
        children += [grandchild for child in children for grandchild in child_pids(child)]
        started.process.send_signal(signal.SIGINT)
        status = started.process.wait(60)
    return FirstRun(home, started.lines, found, status, children)


@pytest.fixture
def running(first_run: FirstRun) -> Iterator[Started]:
    """The archive of the first run, started again."""
    with serving(first_run.home) as started:
        eventually(started.ready, within=60)
        yield started


@pytest.mark.slow
def test_a_first_start_says_once_where_it_is_and_how_to_make_an_account(
    first_run: FirstRun,
) -> None:
    [ready] = [line for line in first_run.lines if "http://" in line]

    assert ready.startswith("Ready 可以使用了: http://127.0.0.1:")
    assert "make account" in ready


@pytest.mark.slow
def test_the_seed_reports_are_found_when_it_says_it_is_ready(first_run: FirstRun) -> None:
    assert first_run.found


@pytest.mark.slow
def test_ctrl_c_ends_everything_without_complaint(first_run: FirstRun) -> None:
    assert first_run.status == 0
    assert len(first_run.children) > SERVICES  # the web workers are among them
    assert not any(alive(pid) for pid in first_run.children)
    assert "Traceback" not in "\n".join(first_run.lines)


@pytest.mark.slow
def test_a_second_start_loads_nothing_again_and_finds_the_same(
    first_run: FirstRun, running: Started
) -> None:
    prepared = running.lines[: running.lines.index("Starting … 正在启动")]

    assert prepared == []
    assert running.found("五星支部") == first_run.found


@pytest.mark.slow
def test_there_is_no_account_before_somebody_makes_one(first_run: FirstRun) -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "config.local", "shell", "-v", "0", "-c", COUNT_USERS],
        cwd=PROJECT,
        env=bare(first_run.home),
        capture_output=True,
        text=True,
        check=True,
    )

    assert listed.stdout.strip() == "0"


COUNT_USERS = "from django.contrib.auth.models import User; print(User.objects.count())"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["web", "worker", "index-worker"])
def test_a_killed_service_comes_back_and_the_archive_answers(running: Started, name: str) -> None:
    before = running.children()

    os.kill(before[name], signal.SIGKILL)
    eventually(lambda: running.children().get(name) not in {None, before[name]}, within=30)
    eventually(running.healthy, within=30)

    assert len(running.children()) == SERVICES
    assert any(name in line and "signal 9" in line for line in running.lines)
    assert running.found("五星支部")


@pytest.mark.slow
def test_a_second_archive_on_the_same_data_is_refused(running: Started) -> None:
    with serving(running.home) as second:
        assert second.process.wait(30) == 1

    assert "already running" in "\n".join(second.lines)
    assert running.healthy()


@pytest.mark.slow
def test_it_listens_where_it_says_whatever_a_server_was_told(first_run: FirstRun) -> None:
    with serving(first_run.home, BIND="0.0.0.0:1") as started:
        eventually(started.ready, within=60)

        assert started.healthy()


@pytest.mark.slow
def test_the_polite_signal_of_a_service_manager_stops_it_too(running: Started) -> None:
    children = running.children().values()

    running.process.send_signal(signal.SIGTERM)

    assert running.process.wait(60) == 0
    assert children
    assert not any(alive(pid) for pid in children)


@pytest.mark.slow
def test_killing_the_supervisor_leaves_no_service_behind(running: Started) -> None:
    children = list(running.children().values())
    assert children
    assert all(alive(pid) for pid in children)

    running.process.kill()

    eventually(lambda: not any(alive(pid) for pid in children), within=40)


@pytest.mark.parametrize("port", ["0", "65536", "eight", "-1", "80 80"])
def test_a_port_that_is_none_is_named(tmp_path: Path, port: str) -> None:
    with serving(tmp_path / "data", PORT=port) as started:
        assert started.process.wait(30) == 1

    assert f"PORT={port}" in started.lines[-1]


def test_a_port_in_use_is_named_before_anything_is_prepared(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving(tmp_path / "data", PORT=str(port)) as started:
            assert started.process.wait(30) == 1

    assert f"127.0.0.1:{port}" in started.lines[-1]
    assert "make run PORT=" in started.lines[-1]
    assert not (tmp_path / "data" / "archive.sqlite3").exists()


def test_data_held_by_a_running_archive_is_not_touched(tmp_path: Path) -> None:
    with (tmp_path / "serve.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with serving(tmp_path) as started:
            assert started.process.wait(30) == 1

    assert "already running" in started.lines[-1]
    assert not (tmp_path / "archive.sqlite3").exists()


def test_ctrl_c_while_preparing_ends_at_once(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as started:
        eventually(lambda: started.lines, within=60)

        started.process.send_signal(signal.SIGINT)

        assert started.process.wait(30) == 0
    assert "Ready" not in "\n".join(started.lines)


def test_a_terminal_that_cannot_show_chinese_gets_its_sentence_all_the_same(
    tmp_path: Path,
) -> None:
    with serving(tmp_path / "data", PORT="0", PYTHONIOENCODING="ascii") as started:
        assert started.process.wait(30) == 1

    assert "make run PORT=8001" in started.lines[-1]
