"""
Whether the index has changed. The index folder comes in; a line that differs after every commit and swap goes out.

It looks at the files and opens none, so it can be asked before every answer.
"""

from __future__ import annotations

from pathlib import Path

from search.index.builds import POINTER, Build
from search.index.seal import is_suspect

WRITTEN_AHEAD = "-wal"


def index_state(root: Path) -> str:
    """The state of the build in use; empty where there is none, or not all of one."""
    try:
        build = Build(root / (root / POINTER).read_text("utf-8").strip())
        files = build.characters.stat(), build.words.stat()
    except (OSError, ValueError):
        return ""
    states = [f"{one.st_ino}.{one.st_size}.{one.st_mtime_ns}" for one in files]
    return " ".join([build.name, *states, _ahead(build.characters), str(is_suspect(build))])


def _ahead(path: Path) -> str:
    """What was committed and is not in the file itself yet: every commit adds to it, or begins it anew."""
    try:
        found = path.with_name(path.name + WRITTEN_AHEAD).stat()
    except OSError:
        return ""
    return f"{found.st_size}.{found.st_mtime_ns}" if found.st_size else ""
