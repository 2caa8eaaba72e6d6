"""Keeping processes running: with real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.supervise import LOG_BYTES, Service, Supervisor, rotate_log
from tests.deploy.waiting import alive, eventually

# Says its process id (and its child's), then waits; "deaf" ignores the polite request to end.
SLEEPER = """
import os, signal, subprocess, sys, time
if "deaf" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if "parent" in sys.argv:
    print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid, flush=True)
print(os.getpid(), flush=True)
time.sleep(60)
"""
# A supervisor in a process of its own, which does nothing but look after one sleeper.
KEEPER = """
import os, pathlib, sys, time
from config.supervise import Service, Supervisor
folder = pathlib.Path(sys.argv[1])
Supervisor((Service("one", (sys.executable, "-c", sys.argv[2])),), os.environ, folder, folder, print).start()
time.sleep(60)
"""

MakeSupervisor = Callable[..., Supervisor]


def sleeper(name: str, *arguments: str) -> Service:
    """A service that only waits."""
    return Service(name, (sys.executable, "-c", SLEEPER, *arguments))


def pids(log: Path) -> list[int]:
    """The process ids sleepers wrote to a log."""
    return [int(line) for line in log.read_text().split()] if log.exists() else []


@pytest.fixture
def said() -> list[str]:
    """What the supervisor told the person."""
    return []


@pytest.fixture
def supervise(tmp_path: Path, said: list[str]) -> Iterator[MakeSupervisor]:
    """Starts services under a supervisor that is stopped after the test."""
    made: list[Supervisor] = []

    def start(*services: Service) -> Supervisor:
        supervisor = Supervisor(
            services, os.environ, tmp_path, tmp_path / "log", said.append, first_pause=0.2
        )
        made.append(supervisor)
        supervisor.start()
        return supervisor

    yield start
    for supervisor in made:
        supervisor.stop(0.5)


def look_after(supervisor: Supervisor, until: Callable[[], bool]) -> None:
    """Let the supervisor work until the condition holds."""

    def step() -> bool:
        supervisor.look_after()
        return until()

    eventually(step)


def test_a_killed_service_is_started_again_and_the_person_is_told(
    supervise: MakeSupervisor, said: list[str]
) -> None:
    supervisor = supervise(sleeper("one"))
    log = supervisor.log_path(supervisor.services[0])
    eventually(lambda: pids(log))
    [first] = pids(log)

    os.kill(first, signal.SIGKILL)
    look_after(supervisor, lambda: len(pids(log)) == 2)

    assert alive(pids(log)[1])
    assert "one" in said[0]
    assert "signal 9" in said[0]
    assert supervisor.endings() == 1


def test_what_a_killed_service_had_started_does_not_stay_beside_its_successor(
    supervise: MakeSupervisor,
) -> None:
    supervisor = supervise(sleeper("one", "parent"))
    log = supervisor.log_path(supervisor.services[0])
    eventually(lambda: len(pids(log)) == 2)
    child, parent = pids(log)

    os.kill(parent, signal.SIGKILL)
    look_after(supervisor, lambda: len(pids(log)) == 4)

    assert not alive(child)


def test_a_service_that_always_fails_is_tried_less_and_less_often(
    supervise: MakeSupervisor, said: list[str]
) -> None:
    supervisor = supervise(Service("broken", (sys.executable, "-c", "raise SystemExit(3)")))

    look_after(supervisor, lambda: supervisor.endings() == 3)

    assert ["0.2 s" in said[0], "0.4 s" in said[1], "0.8 s" in said[2]] == [True] * 3
    assert "exit 3" in said[0]


def test_stopping_ends_every_service_and_what_it_started(supervise: MakeSupervisor) -> None:
    supervisor = supervise(sleeper("one", "parent"), sleeper("two"))
    logs = [supervisor.log_path(service) for service in supervisor.services]
    eventually(lambda: len(pids(logs[0])) == 2 and len(pids(logs[1])) == 1)
    started = [pid for log in logs for pid in pids(log)]

    supervisor.stop(5)

    eventually(lambda: not any(alive(pid) for pid in started), within=2)


def test_a_service_that_will_not_end_is_killed_after_the_grace(
    supervise: MakeSupervisor, said: list[str]
) -> None:
    supervisor = supervise(sleeper("one", "deaf"))
    log = supervisor.log_path(supervisor.services[0])
    eventually(lambda: pids(log))
    [pid] = pids(log)

    supervisor.stop(0.5)

    assert not alive(pid)
    assert str(pid) in said[-1]


@pytest.mark.skipif(sys.platform != "linux", reason="the parent's death is a Linux signal")
def test_services_end_with_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    keeper = subprocess.Popen([sys.executable, "-c", KEEPER, str(tmp_path), SLEEPER])
    log = tmp_path / "one.log"
    eventually(lambda: pids(log))
    [pid] = pids(log)

    keeper.kill()
    keeper.wait()

    eventually(lambda: not alive(pid), within=5)


def test_a_grown_log_is_moved_aside_and_three_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    log = folder / "web.log"

    for number in range(5):
        log.write_text(str(number).ljust(LOG_BYTES, "."))
        rotate_log(log)

    kept = {path.name: path.read_text()[0] for path in folder.iterdir()}
    assert kept == {"web.log.1": "4", "web.log.2": "3", "web.log.3": "2"}


def test_a_small_log_is_carried_on(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_text("a line\n")

    rotate_log(log)

    assert log.read_text() == "a line\n"
