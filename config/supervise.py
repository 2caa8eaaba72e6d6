"""
Keeping processes running. In: services (name and command). Out: one process group each, its words
in a log file, started again when it ends, all stopped together. Plain Python, no Django.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0  # a service that lived this long starts over with the first pause
LOG_BYTES = 5_000_000
LOGS_KEPT = 3
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Service:
    """One process to keep running."""

    name: str
    command: tuple[str, ...]


@dataclass(slots=True)
class Running:
    """A service and its present process, or the moment to start it again."""

    service: Service
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    due: float = 0.0
    endings: int = 0


def die_with_parent() -> None:
    """In the child: end when the supervisor ends, even if that was killed (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def rotate_log(path: Path) -> None:
    """Move a grown log aside (.1 newest), keeping LOGS_KEPT of them."""
    if not path.exists() or path.stat().st_size < LOG_BYTES:
        return
    for number in range(LOGS_KEPT, 1, -1):
        older = path.with_name(f"{path.name}.{number - 1}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number}"))
    path.replace(path.with_name(f"{path.name}.1"))


def say_ending(code: int) -> str:
    """How a process ended, in words."""
    return f"signal {-code}" if code < 0 else f"exit {code}"


@dataclass(slots=True)
class Supervisor:
    """Starts services, starts again those that end, stops all."""

    services: tuple[Service, ...]
    environment: Mapping[str, str]
    folder: Path  # where they run
    log_dir: Path
    say: Callable[[str], None]
    first_pause: float = FIRST_PAUSE
    running: list[Running] = field(default_factory=list)

    def start(self) -> None:
        """Start every service."""
        self.log_dir.mkdir(parents=True, exist_ok=True)
        self.running = [Running(service, pause=self.first_pause) for service in self.services]
        for one in self.running:
            rotate_log(self.log_path(one.service))
            self._start(one)

    def log_path(self, service: Service) -> Path:
        """The file a service's words go to."""
        return self.log_dir / f"{service.name}.log"

    def look_after(self) -> None:
        """Note what has ended and start what is due. To be called a few times a second."""
        now = time.monotonic()
        for one in self.running:
            if one.process is None:
                if now >= one.due:
                    self._start(one)
            elif (code := one.process.poll()) is not None:
                signal_group(one.process, signal.SIGKILL)  # nothing of it stays beside the next one
                self._note_ending(one, code, now)

    def endings(self) -> int:
        """How often services have ended without being asked to."""
        return sum(one.endings for one in self.running)

    def stop(self, grace: float) -> None:
        """Ask every process group to end; after `grace` seconds make it."""
        alive = [one.process for one in self.running if one.process is not None]
        for process in alive:
            signal_group(process, signal.SIGTERM)
        end = time.monotonic() + grace
        for process in alive:
            try:
                process.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(
                    f"Process {process.pid} did not end in time; killed. 进程未按时结束，已强制停止。"
                )
            # Also what the service itself left behind in its group.
            signal_group(process, signal.SIGKILL)
            process.wait()
        self.running = []

    def _start(self, one: Running) -> None:
        with self.log_path(one.service).open("ab") as log:
            one.process = subprocess.Popen(  # noqa: S603  # our own commands
                one.service.command,
                env=dict(self.environment),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which stops all in order
                preexec_fn=die_with_parent,  # the supervisor has no threads
            )
        one.started = time.monotonic()

    def _note_ending(self, one: Running, code: int, now: float) -> None:
        if now - one.started >= STEADY_AFTER:
            one.pause = self.first_pause
        self.say(
            f"{one.service.name} ended ({say_ending(code)}), starting it again in {one.pause:g} s; "
            f"log: {self.log_path(one.service)} 已停止，将自动重启。"
        )
        one.process = None
        one.due = now + one.pause
        one.pause = min(one.pause * 2, LONGEST_PAUSE)
        one.endings += 1


def signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    """Send a signal to a process and everything it started; nothing to do if all are gone."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return
