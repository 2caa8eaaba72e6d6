"""
The whole archive on one machine: `python -m config.serve`, which `make run` calls.

In: PORT, DATA_DIR and what else the person set. Out: web, background worker and index worker, kept
running until Ctrl-C; one line with the address when a visitor can use it.
"""

import errno
import fcntl
import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from config.health import Health, ask_health
from config.local import BASE_DIR, LocalSetupError, data_dir, local_environment
from config.supervise import Service, Supervisor, die_with_parent, signal_group

STEP_SECONDS = 0.2
READY_SECONDS = 120.0
SEARCHABLE_SECONDS = 180.0
STOP_SECONDS = 20.0
ENDINGS_BEFORE_READY = 6  # two of each service: what does not start twice will not start
HIGHEST_PORT = 65535


class CannotServe(Exception):
    """The archive cannot be started; the message says why and what to do."""


@dataclass(slots=True)
class StopRequest:
    """Whether the person asked to stop (Ctrl-C, SIGTERM, a closed terminal)."""

    asked: bool = False

    def listen(self) -> None:
        """From now on such a signal sets `asked` and ends nothing by itself."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


def say(line: str) -> None:
    """One line for the person at the terminal."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def read_port(environment: Mapping[str, str]) -> int:
    """The port to listen on. Raises CannotServe if PORT is not one."""
    given = environment.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) <= HIGHEST_PORT:
        raise CannotServe(
            f"端口 PORT={given} 无效。请给 1 到 65535 之间的数，例如 make run PORT=8001。"
        )
    return int(given)


def check_port_free(port: int) -> None:
    """Raises CannotServe if another program listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                why = "已被别的程序占用 (port in use)"
            else:
                why = f"无法使用 ({error.strerror})"
            raise CannotServe(
                f"127.0.0.1:{port} {why}。请停掉那个程序，或换一个端口：make run PORT={port + 1}"
            ) from error


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold this data folder for one running archive. Raises CannotServe if another holds it."""
    with (folder / "serve.lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotServe(
                f"{folder} 的档案库已在运行 (already running)。请先在原来的终端按 Ctrl-C。"
            ) from error
        yield


def services() -> tuple[Service, ...]:
    """The processes of an archive on one machine."""
    manage = (sys.executable, "manage.py")
    return (
        Service("web", (sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py")),
        Service("worker", (*manage, "worker")),
        Service("index-worker", (*manage, "index_worker")),
    )


def run_step(arguments: tuple[str, ...], environment: Mapping[str, str], stop: StopRequest) -> bool:
    """Run a manage.py command to its end. False if the person asked to stop. Raises CannotServe on failure."""
    process = subprocess.Popen(  # noqa: S603  # our own commands
        (sys.executable, "manage.py", *arguments),
        env=dict(environment),
        cwd=BASE_DIR,
        start_new_session=True,
        preexec_fn=die_with_parent,  # no threads here
    )
    while process.poll() is None and not stop.asked:
        time.sleep(STEP_SECONDS)
    if stop.asked:
        signal_group(process, signal.SIGTERM)
        process.wait()
        return False
    if process.returncode:
        raise CannotServe("准备未完成，原因见上。处理后再运行 make run，已完成的部分不会重做。")
    return True


def wait_until_ready(supervisor: Supervisor, ask: Callable[[], Health], stop: StopRequest) -> bool:
    """True when the web answers, False if asked to stop. Raises CannotServe if it never does."""
    end = time.monotonic() + READY_SECONDS
    while not stop.asked:
        health = ask()
        if health.good:
            return True
        supervisor.look_after()
        if time.monotonic() > end or supervisor.endings() >= ENDINGS_BEFORE_READY:
            raise CannotServe(
                f"服务未能启动（/healthz: {health.status} {health.text[:200]}）。"
                f"原因见 {supervisor.log_dir} 下的日志 (see the logs)."
            )
        time.sleep(STEP_SECONDS)
    return False


def serve(environment: Mapping[str, str], stop: StopRequest) -> None:
    """Prepare, start, say the address, look after all until asked to stop, stop all."""
    port, folder = read_port(environment), data_dir(environment)
    with only_one(folder):
        check_port_free(port)
        first = not (folder / "index" / "CURRENT").exists()
        if not run_step(("prepare",), environment, stop):
            return
        served = {
            **environment,
            "PYTHONUNBUFFERED": "1",  # a log shows what has happened so far
            "BIND": f"127.0.0.1:{port}",  # where it is looked for and said to be
        }
        supervisor = Supervisor(services(), served, BASE_DIR, folder / "log", say)
        try:
            supervisor.start()
            _run(supervisor, port, first=first, stop=stop)
        finally:
            say("Stopping … 正在停止")
            supervisor.stop(STOP_SECONDS)


def _run(supervisor: Supervisor, port: int, *, first: bool, stop: StopRequest) -> None:
    environment = supervisor.environment
    say("Starting … 正在启动")
    if not wait_until_ready(supervisor, lambda: ask_health(port, environment), stop):
        return
    wait = ("prepare", "--until-searchable", str(SEARCHABLE_SECONDS))
    if first and not run_step(wait, environment, stop):
        return
    say(
        f"Ready 可以使用了: http://127.0.0.1:{port}/  "
        "(first account 首个账号: make account · stop 停止: Ctrl-C)"
    )
    while not stop.asked:
        supervisor.look_after()
        time.sleep(STEP_SECONDS)


def print_anywhere(environment: dict[str, str]) -> dict[str, str]:
    """Let this process and those it starts print Chinese on a terminal that cannot show it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    encoding = environment.get("PYTHONIOENCODING", "").split(":")[0]
    return {**environment, "PYTHONIOENCODING": f"{encoding}:replace"}


def main() -> int:
    """Exit status: 0 stopped on request, 1 could not be started."""
    stop = StopRequest()
    stop.listen()
    try:
        serve(local_environment(print_anywhere(dict(os.environ))), stop)
    except (CannotServe, LocalSetupError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
