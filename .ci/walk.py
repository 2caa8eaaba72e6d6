"""
A stranger's walk: clone, make run, look, Ctrl-C, make run again. In: a scratch folder. Out: the
times, and a status other than 0 with a sentence if anything is not as the README says.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
FIRST_SECONDS = 240
SECOND_SECONDS = 10
STOP_SECONDS = 40


class NotAsTold(Exception):
    """Something differs from what the README says."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A running `make run`: its address and how long it took to be ready."""

    address: str
    seconds: float

    def get(self, path: str) -> bytes:
        """The body of a page. Raises NotAsTold if it is an error."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=30) as response:  # noqa: S310
                body: bytes = response.read()
                return body
        except urllib.error.HTTPError as error:
            said = error.read().decode(errors="replace")[:500]
            raise NotAsTold(f"/{path} is {error.code}: {said}") from error

    def search(self, words: str) -> dict[str, Any]:
        """What /search.json says."""
        body = self.get("search.json?q=" + urllib.parse.quote(words))
        found: dict[str, Any] = json.loads(body)
        return found


def expect(true: object, otherwise: str) -> None:
    """Raises NotAsTold with the sentence unless the condition holds."""
    if not true:
        raise NotAsTold(otherwise)


def free_port() -> int:
    """A port nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def make_run(clone: Path, port: int, limit: float) -> Iterator[Archive]:
    """
    `make run`, ready; ended by Ctrl-C.

    Raises NotAsTold if it is not ready within `limit` seconds, or something is left after Ctrl-C.
    """
    told = {"DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "HTTPS", "DATABASE_URL", "DATA_DIR"}
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: S603
        ["make", "run", f"PORT={port}"],  # noqa: S607
        cwd=clone,
        env={name: value for name, value in os.environ.items() if name not in told},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    too_late = threading.Timer(limit, os.killpg, (process.pid, signal.SIGINT))
    too_late.start()
    try:
        wait_for_ready_line(process)
        too_late.cancel()
        yield Archive(f"http://127.0.0.1:{port}/", time.monotonic() - began)
    finally:
        too_late.cancel()
        press_ctrl_c(process)
    expect(not left_behind(clone), f"after Ctrl-C these still run: {left_behind(clone)}")


def wait_for_ready_line(process: subprocess.Popen[str]) -> None:
    """Repeat what it prints until it says it is ready. Raises NotAsTold if it ends before."""
    for line in process.stdout or ():
        say(f"  {line.rstrip()}")
        if line.startswith("Ready"):
            return
    raise NotAsTold("make run ended, or took too long, before it said that it is ready")


def press_ctrl_c(process: subprocess.Popen[str]) -> None:
    """As a terminal does: to make and all it runs. What does not end is killed and told."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.communicate(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        raise NotAsTold(f"make run did not end within {STOP_SECONDS} s of Ctrl-C") from error


def left_behind(clone: Path) -> list[str]:
    """Commands of processes that run from the clone."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                if (entry / "cwd").readlink().is_relative_to(clone):
                    found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def look(archive: Archive) -> set[str]:
    """What a visitor opens first. Gives the addresses of what a search found."""
    expect("<form" in archive.get("").decode(), "the home page has no search box")
    archive.get("healthz")
    found = archive.search("五星支部")
    expect(found["count"] >= 1, "五星支部 is not found")
    expect(archive.search('"乌有之词查无此语"')["count"] == 0, "a word of no report is found")
    for result in found["results"]:
        archive.get(urllib.parse.urlsplit(result["url"]).path.lstrip("/"))
    return {result["url"] for result in found["results"]}


def walk(scratch: Path) -> None:
    """The walk. Raises NotAsTold at the first thing that is not as told."""
    clone = (scratch / "clone").resolve()
    subprocess.run(["git", "clone", "--quiet", PROJECT, clone], check=True)  # noqa: S603, S607
    subprocess.run(["make", ".venv/base.done"], cwd=clone, check=True)  # noqa: S607
    port = free_port()
    with make_run(clone, port, FIRST_SECONDS) as first:
        say(f"First make run, packages installed: ready in {first.seconds:.1f} s")
        found = look(first)
    with make_run(clone, port, FIRST_SECONDS) as second:
        say(f"Second make run: ready in {second.seconds:.1f} s")
        expect(look(second) == found, "the second run does not find what the first found")
        expect(second.seconds <= SECOND_SECONDS, f"it took longer than {SECOND_SECONDS} s")


def say(line: str) -> None:
    """One line for the log."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Exit status: 0 as told, 1 not."""
    try:
        walk(Path(sys.argv[1]))
    except NotAsTold as difference:
        say(f"NOT AS TOLD: {difference}")
        return 1
    say("The walk is as the README tells it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
