"""
An archive of the seed reports in a folder of its own, served as `make run` serves it. Nothing comes in; its address
goes out, and the environment in which its rows can be asked.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.children import archive_environment, command
from bench.texts import ROOT

SEEDS = ROOT / "seeds"
PRINTED_TWICE = SEEDS / "002_818aa2e4a76427a5.txt"
STOP_SECONDS = 40.0


class NotServed(Exception):
    """The archive did not start; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Served:
    """An archive that answers at `url` until it is left."""

    url: str
    environment: Mapping[str, str]


@contextmanager
def served_seeds() -> Iterator[Served]:
    """Serve the seeds, one of them printed twice. Raises NotServed."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        environment = {
            **archive_environment(Path(folder) / "data"),
            "SEEDS_DIR": str(SEEDS),
            "PORT": str(port),
        }
        _receive_again(Path(folder), environment)
        server = subprocess.Popen(
            [sys.executable, "-m", "config.serve"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            _wait_until_ready(server)
            yield Served(f"http://127.0.0.1:{port}", environment)
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=STOP_SECONDS)


def _receive_again(folder: Path, environment: Mapping[str, str]) -> None:
    """The same report once more, one sentence left out and one figure changed, so that there are versions to compare."""
    text = PRINTED_TWICE.read_text("utf-8").replace("近200人", "200余人")
    sentences = text.split("。")
    again = folder / "转载.txt"
    again.write_text("。".join([*sentences[:6], *sentences[7:]]), encoding="utf-8")
    command(environment, "manage.py", "prepare")
    command(environment, "manage.py", "ingest", again)


def _wait_until_ready(server: subprocess.Popen[str]) -> None:
    said: list[str] = []
    for line in server.stdout or ():
        said.append(line)
        if line.startswith("Ready "):
            return
    raise NotServed("".join(said))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
