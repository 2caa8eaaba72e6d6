"""What was measured, a JSON file a part, so that any part can be measured again alone. Figures in, figures out."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("Django", "django-haystack", "Whoosh", "jieba", "tantivy", "rjieba")


def save(work: Path, part: str, figures: dict[str, Any]) -> None:
    """Keep the figures of one part, with the machine they were measured on."""
    folder = work / "results"
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"measured": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "load": _load(), **figures}
    waiting = folder / f"{part}.part"
    waiting.write_text(json.dumps(kept, indent=1), "utf-8")
    waiting.replace(folder / f"{part}.json")


def load(work: Path) -> dict[str, dict[str, Any]]:
    """The figures of every part measured so far."""
    return {
        path.stem: json.loads(path.read_text("utf-8"))
        for path in sorted((work / "results").glob("*.json"))
    }


def machine() -> str:
    """The machine in one line, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        + ", ".join(filter(None, map(_package, PACKAGES)))
    )


def _package(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _load() -> float:
    """How many processes wanted a core in the last minute: above the cores, times are too long."""
    return round(os.getloadavg()[0], 1)
