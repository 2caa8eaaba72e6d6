"""`manage.py ingest PATH…`: files and folders into the archive, each with its outcome."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.ingest import Hints, read_source, receive_file
from archive.models.source import SourceState
from archive.pipeline.errors import UnreadableSource
from archive.pipeline.source.containers import OPENERS


class Command(BaseCommand):
    help = (
        "Read files, or every readable file below folders, into the archive. Safe to run again. "
        "Exit 0: all read; 1: some failed, each named; 2: usage."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--json", action="store_true", help="One JSON object a file on stdout.")
        parser.add_argument(
            "--publication", default="", help="刊发媒体, where the page prints none."
        )
        parser.add_argument("--date", default="", help="2021, 2021-06 or 2021-06-27, likewise.")

    def handle(self, *args: Any, **options: Any) -> None:
        missing = [str(path) for path in options["paths"] if not path.exists()]
        if missing:
            raise CommandError(f"No such file or folder: {', '.join(missing)}", returncode=2)
        hints = Hints(options["publication"], options["date"])
        files = list(_files(options["paths"]))
        failed = 0
        for number, path in enumerate(files, start=1):
            outcome = _ingest(path, hints)
            failed += outcome["state"] == SourceState.FAILED
            self._tell(outcome, number, len(files), as_json=options["json"])
        if failed:
            raise CommandError(f"{failed} of {len(files)} file(s) could not be read.", returncode=1)

    def _tell(self, outcome: dict[str, Any], number: int, total: int, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(outcome, ensure_ascii=False))
        else:
            note = outcome["failure"] or f"{outcome['articles']} 篇"
            self.stdout.write(f"[{number}/{total}] {outcome['file']}: {outcome['state']}  {note}")
        sys.stdout.flush()


def _files(paths: list[Path]) -> Iterator[Path]:
    """The files named, and below folders those whose suffix some container reads, READMEs apart."""
    for path in paths:
        if path.is_dir():
            yield from (
                p
                for p in sorted(path.rglob("*"))
                if p.is_file() and p.suffix.lower() in OPENERS and p.stem != "README"
            )
        else:
            yield path


def _ingest(path: Path, hints: Hints) -> dict[str, Any]:
    outcome: dict[str, Any] = {"file": path.name, "state": SourceState.FAILED.value}
    try:
        with path.open("rb") as file:
            receipt = receive_file(path.name, iter(lambda: file.read(1 << 20), b""), hints=hints)
    except (OSError, UnreadableSource) as error:
        return {**outcome, "failure": getattr(error, "sentence", str(error)), "articles": 0}
    source = receipt.source
    if receipt.unread or source.state != SourceState.PUBLISHED:
        source = read_source(source.pk)
    return {
        "file": path.name,
        "state": str(source.state),
        "fresh": receipt.fresh,
        "failure": source.failure,
        "articles": source.articles.published().count(),
    }
