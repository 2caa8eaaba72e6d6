"""
What must be true before the archive is served. In: settings. Out: tables, gazetteer, static files,
the seed reports and an index, each made only where it is missing or out of date. `manage.py prepare`
calls it.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from archive.models import Place, Source
from archive.models.source import SourceState
from archive.resources import DATA, RULES
from search.index.builds import current_build, index_root
from search.index.errors import SearchUnavailable

POLL_SECONDS = 0.3


class NotPrepared(Exception):
    """The archive is not ready to be used; the message says why and what to do."""


def say(line: str) -> None:
    """One line of progress for the person at the terminal."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Prepared:
    """Fingerprints of what was loaded, kept in DATA_DIR: what has not changed is not loaded again."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "prepared.json"

    def has(self, name: str, fingerprint: str) -> bool:
        """Whether exactly this was loaded last."""
        return self._read().get(name) == fingerprint

    def note(self, name: str, fingerprint: str) -> None:
        """Remember that this is loaded."""
        made = self._path.with_suffix(".new")
        made.write_text(json.dumps({**self._read(), name: fingerprint}, indent=1), "utf-8")
        made.replace(self._path)

    def _read(self) -> dict[str, str]:
        try:
            kept: dict[str, str] = json.loads(self._path.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return {}  # then everything is loaded once more
        return kept


def fingerprint_files(paths: Iterable[Path]) -> str:
    """Changes when a file's content does."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def update_tables() -> None:
    """Apply the migrations this database lacks."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database … 正在准备数据库")
        call_command("migrate", verbosity=0, interactive=False)


def collect_static(prepared: Prepared) -> None:
    """Collect style sheets and scripts where they changed."""
    files = [
        (path, storage.path(path)) for finder in get_finders() for path, storage in finder.list([])
    ]
    seen = "\n".join(f"{name} {Path(path).stat().st_mtime_ns}" for name, path in sorted(files))
    fingerprint = hashlib.sha256(seen.encode()).hexdigest()
    if not prepared.has("static", fingerprint) or not Path(settings.STATIC_ROOT).is_dir():
        say("Collecting static files … 正在收集静态文件")
        call_command("collectstatic", verbosity=0, interactive=False)
        prepared.note("static", fingerprint)


def load_gazetteer(prepared: Prepared) -> None:
    """Load divisions and indicators where they changed or the database has none."""
    fingerprint = fingerprint_files([*DATA.glob("*.gz"), RULES / "indicators.toml"])
    if not prepared.has("gazetteer", fingerprint) or not Place.objects.exists():
        say("Loading the gazetteer (45,000 divisions) … 正在装入政区表")
        call_command("load_gazetteer")
        prepared.note("gazetteer", fingerprint)


def ingest_seeds(folder: Path) -> None:
    """Read the seed reports the archive has not yet received."""
    files = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in folder.glob("*.txt")}
    known = set(Source.objects.filter(sha256__in=files).values_list("sha256", flat=True))
    missing = [str(path) for sha256, path in files.items() if sha256 not in known]
    if not missing:
        return
    say(f"Reading {len(missing)} seed reports … 正在识读样例报道")
    try:
        call_command("ingest", *sorted(missing))
    except CommandError as error:
        say(str(error))  # each is named above and on the staff page; the others are in


def build_index() -> None:
    """Build the index from the rows if there is none this code can read."""
    try:
        current_build(index_root())
    except SearchUnavailable:
        say("Building the search index … 正在建立索引")
        call_command("rebuild_search")


def prepare(*, static: bool) -> None:
    """Bring database, static files and index up to what the code expects."""
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    prepared = Prepared(settings.DATA_DIR)
    update_tables()
    if static:
        collect_static(prepared)
    load_gazetteer(prepared)
    seeds = os.environ.get("SEEDS_DIR", str(settings.BASE_DIR / "seeds"))
    if seeds:
        ingest_seeds(Path(seeds))
    build_index()


def wait_until_searchable(seconds: float) -> None:
    """Return when a search finds every report received. Raises NotPrepared if that takes longer."""
    under_way = Source.objects.filter(
        state__in=[SourceState.RECEIVED, SourceState.READING, SourceState.READ]
    )
    end = time.monotonic() + seconds
    while names := list(under_way.values_list("name", flat=True)):
        if time.monotonic() > end:
            raise NotPrepared(
                f"{len(names)} 份来源文件在 {seconds:g} 秒内未能进入索引（{'、'.join(names[:5])}）。"
                f"请查看 {settings.DATA_DIR}/log 下的日志，或运行 check_archive。"
            )
        time.sleep(POLL_SECONDS)
