"""`manage.py extract --out DIR FILE…`: what the pipeline reads out of files, as JSON. No database."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.pipeline.errors import UnreadableSource
from archive.pipeline.printing import print_reading
from archive.pipeline.read import read_file
from archive.resources import resources


class Command(BaseCommand):
    help = "Write one JSON per file (docs/extraction-format.md). Touches no database."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR")
        parser.add_argument(
            "--encoding", default=None, help="Decode as this, whatever it looks like."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        out.mkdir(parents=True, exist_ok=True)
        failed = 0
        for path in options["files"]:
            try:
                self._extract(path, out, options["encoding"])
            except (OSError, UnreadableSource) as error:
                failed += 1
                self.stderr.write(f"{path}: {getattr(error, 'sentence', error)}")
        if failed:
            raise CommandError(f"{failed} file(s) could not be read.", returncode=1)

    def _extract(self, path: Path, out: Path, encoding: str | None) -> None:
        data = path.read_bytes()
        reading = read_file(data, path.name, resources(), encoding=encoding)
        printed = print_reading(reading, name=path.name, sha256=hashlib.sha256(data).hexdigest())
        target = out / f"{path.stem}.json"
        target.write_text(json.dumps(printed, ensure_ascii=False, indent=1), "utf-8")
