"""
`manage.py extract --out DIR FILE…`: what the pipeline reads out of files, as JSON. No database.

`--explain WORDS FILE…` prints instead why it reads what it reads at those characters.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.pipeline.errors import UnreadableSource
from archive.pipeline.printing import print_reading
from archive.pipeline.read import read_file
from archive.pipeline.values import Reading
from archive.reading.explaining import Explainer
from archive.resources import resources


class Command(BaseCommand):
    help = (
        "Write one JSON per file (docs/extraction-format.md), or explain the facts at some "
        "characters. Touches no database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--out", type=Path, metavar="DIR", help="Where the JSON goes.")
        parser.add_argument(
            "--explain",
            metavar="WORDS",
            help="A figure or name as printed (77%%, 雁鸣湖镇): print every fact that holds it, and why.",
        )
        parser.add_argument(
            "--encoding", default=None, help="Decode as this, whatever it looks like."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        out, words = options["out"], options["explain"]
        if out is None and words is None:
            raise CommandError("Give --out DIR, --explain WORDS, or both.", returncode=2)
        if out is not None:
            _refuse_same_names(options["files"])
            _make_folder(out)
        failed = 0
        for path in options["files"]:
            try:
                data = path.read_bytes()
                reading = read_file(data, path.name, resources(), encoding=options["encoding"])
            except (OSError, UnreadableSource) as error:
                failed += 1
                self.stderr.write(f"{path}: {getattr(error, 'sentence', error)}")
                continue
            if words is not None:
                self.stdout.write(f"{path}\n{Explainer(reading, _division_name).explain(words)}\n")
            if out is not None:
                _write_json(reading, path, data, out)
        if failed:
            raise CommandError(f"{failed} file(s) could not be read.", returncode=1)


def _refuse_same_names(files: list[Path]) -> None:
    """One file's JSON never takes the place of another's. Raises CommandError."""
    by_stem: dict[str, Path] = {}
    for path in files:
        other = by_stem.setdefault(path.stem, path)
        if other.resolve() != path.resolve():
            raise CommandError(
                f"{other} and {path} would both be written to {path.stem}.json. "
                "Rename one, or give each its own --out.",
                returncode=2,
            )


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"--out: no such folder can be made: {error}", returncode=2) from error


def _write_json(reading: Reading, path: Path, data: bytes, out: Path) -> None:
    printed = print_reading(reading, name=path.name, sha256=hashlib.sha256(data).hexdigest())
    target = out / f"{path.stem}.json"
    target.write_text(json.dumps(printed, ensure_ascii=False, indent=1), "utf-8")


def _division_name(code: str) -> str:
    """中牟县 郑州市 河南省 雁鸣湖镇 said from the top down; a code the gazetteer lacks says nothing."""
    division = resources().gazetteer.division(code)
    if division is None:
        return ""
    above = [division.province, division.city, division.county]
    names = [name for name in above if name and name != division.name]
    return "".join([*names, division.name])
