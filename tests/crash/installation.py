"""An archive of its own below one folder, and processes that work in it and may be killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


class Installation:
    """Database, originals and index below one folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.environment = {
            **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
            "DEBUG": "1",
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start Python with these arguments."""
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *command: str) -> str:
        """Run a manage.py command to its end; it must succeed."""
        process = self.start("manage.py", *command)
        out, err = process.communicate(timeout=240)
        assert process.returncode == 0, out + err
        return out

    def rows(self, question: str) -> list[tuple[object, ...]]:
        """Ask the database directly."""
        with closing(sqlite3.connect(self.folder / "archive.sqlite3")) as database:
            return database.execute(question).fetchall()


# A process that has loaded everything and forks a child for each order: a kill then falls into the
# work and not into the start of Python.
FORKING = """
import os, sys, django
django.setup()
from django.db import connections
from search.text.folding import fold
from search.text.words import cut_words
%s
fold(""), cut_words("党建")
connections.close_all()
print("ready", flush=True)
for order in iter(sys.stdin.readline, ''):
    name, *values = order.split()
    child = os.fork()
    if not child:
        globals()[name](*values)
        connections.close_all()
        os._exit(0)
    print(child, flush=True)
    sys.stdin.readline()  # until then the child keeps its number, even when it has ended
    print(os.waitpid(child, 0)[1], flush=True)
"""


class Forking:
    """A process with the functions of `code`; each order is done by a child of its own."""

    def __init__(self, installation: Installation, code: str) -> None:
        self._process = subprocess.Popen(  # our own text
            [sys.executable, "-c", FORKING % code],
            cwd=ROOT,
            env=installation.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "ready"

    def do(self, order: str, kill_after: float | None = None) -> int:
        """Have a child do `order`, killed after that many seconds if given; its wait status."""
        self._tell(order)
        child = int(self._answer())
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(child, signal.SIGKILL)
        self._tell("wait")
        return int(self._answer())

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def _tell(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()
