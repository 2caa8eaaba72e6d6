"""
Processes that measure. A module and its arguments come in; the figures it prints as JSON go out.

Each engine has a process of its own, so that memory is its own; each knows only the data folder it is given.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from bench.texts import ROOT
from config.local import local_environment

# What `bench` itself set for its own process, and what a person may have set for an archive of theirs.
NOT_HANDED_ON = ("DEBUG", "DATA_DIR", "DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SEEDS_DIR")
SETTINGS = "DJANGO_SETTINGS_MODULE"


class MeasurementFailed(Exception):
    """A process that measures ended badly; the message is what it said last."""


def archive_environment(data: Path) -> dict[str, str]:
    """The environment of an archive in `data`, as `make run` would give it."""
    given = {name: value for name, value in _plain().items() if name != SETTINGS}
    return local_environment(
        {**given, "DATA_DIR": str(data), "SEEDS_DIR": "", "LOG_LEVEL": "WARNING"}
    )


def stock_environment(folder: Path) -> dict[str, str]:
    """The environment of the stock Haystack site."""
    return {**_plain(), SETTINGS: "bench.peers.stock.settings", "STOCK_FOLDER": str(folder)}


def _plain() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
    return {**kept, "PYTHONPATH": str(ROOT)}


def run(environment: Mapping[str, str], module: str, *arguments: object) -> dict[str, Any]:
    """The JSON on the last line that `python -m module` prints. Raises MeasurementFailed."""
    lines = command(environment, "-m", module, *arguments).splitlines()
    figures: dict[str, Any] = json.loads(lines[-1])
    return figures


def command(
    environment: Mapping[str, str], *arguments: object, accepted: Collection[int] = (0,)
) -> str:
    """What our interpreter prints with these arguments. Raises MeasurementFailed."""
    done = subprocess.run(  # noqa: S603 -- our own interpreter, our own words
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in accepted:
        said = " ".join(map(str, arguments[:3]))
        raise MeasurementFailed(f"{said} ended with {done.returncode}:\n{done.stderr[-4000:]}")
    return done.stdout
