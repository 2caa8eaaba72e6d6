"""`manage.py ingest PATH…`: files and folders into the archive, each with its outcome."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper

from archive.bulk import Outcome, ReadingProcessDied, ingest_files
from archive.ingest import Hints
from archive.models.source import SourceState
from archive.pipeline.source.containers import OPENERS
from archive.processes import cores

STOPPED = 130  # what a shell gives for a command ended by ctrl-c
CLEAR = "\r\x1b[K"


class Command(BaseCommand):
    help = (
        "Read files, or every readable file below folders, into the archive. Safe to run again: "
        "what is read already is passed by. Stop it with ctrl-c; the same command goes on. "
        "Exit 0: all read; 1: some failed, each named; 2: usage; 130: stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--json", action="store_true", help="One JSON object a file on stdout.")
        parser.add_argument(
            "--publication", default="", help="刊发媒体, where the page prints none."
        )
        parser.add_argument("--date", default="", help="2021, 2021-06 or 2021-06-27, likewise.")
        parser.add_argument(
            "--jobs",
            type=int,
            default=cores(),
            metavar="N",
            help="Processes that read (all cores).",
        )
        parser.add_argument(
            "--again", action="store_true", help="Also read anew what was read under other rules."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        missing = [str(path) for path in options["paths"] if not path.exists()]
        if missing:
            raise CommandError(f"No such file or folder: {', '.join(missing)}", returncode=2)
        if options["jobs"] < 1:
            raise CommandError("--jobs must be 1 or more.", returncode=2)
        hints = Hints(options["publication"], options["date"])
        files = list(_files(options["paths"]))
        progress = Progress(len(files), _beside_json() if options["json"] else self.stdout)
        before = signal.signal(signal.SIGTERM, _stop)
        try:
            for outcome in ingest_files(files, hints, jobs=options["jobs"], again=options["again"]):
                if options["json"]:
                    self.stdout.write(json.dumps(asdict(outcome), ensure_ascii=False))
                    self.stdout.flush()
                progress.add(outcome)
        except KeyboardInterrupt:
            stopped = (
                f"Stopped after {progress.done} of {len(files)} files. The same command goes on."
            )
            raise CommandError(stopped, returncode=STOPPED) from None
        except ReadingProcessDied as died:
            raise CommandError(str(died), returncode=1) from died
        finally:
            signal.signal(signal.SIGTERM, before)
            progress.end()
        if progress.failed:
            failed = f"{progress.failed} of {len(files)} file(s) could not be read."
            raise CommandError(failed, returncode=1)


@dataclass(slots=True)
class Progress:
    """
    How far a run has come: on a terminal one line that is written over, elsewhere a line a file.

    Without `out` it only counts.
    """

    total: int
    out: OutputWrapper | None
    done: int = 0
    failed: int = 0
    articles: int = 0
    figures: int = 0
    began: float = field(default_factory=time.monotonic)

    def add(self, outcome: Outcome) -> None:
        """Count a file and say so."""
        self.done += 1
        self.failed += outcome.state == SourceState.FAILED
        self.articles += outcome.articles
        self.figures += outcome.figures
        if self.out is None:
            return
        if self.out.isatty():
            failure = f"{outcome.file}: {outcome.failure}\n" if outcome.failure else ""
            line = self.line(time.monotonic() - self.began)
            self.out.write(f"{CLEAR}{failure}{line}", ending="")
        else:
            note = outcome.failure or f"{outcome.articles} 篇，{outcome.figures} 条数据"
            name = f"[{self.done}/{self.total}] {outcome.file}"
            self.out.write(f"{name}: {outcome.state}  {note}")
        self.out.flush()

    def line(self, seconds: float) -> str:
        """Files, articles, figures, rate and time left after so many seconds."""
        rate = self.done / seconds if seconds else 0.0
        left = (self.total - self.done) / rate if rate else 0.0
        return (
            f"{self.done}/{self.total} files · {self.articles:,} articles · "
            f"{self.figures:,} figures · {rate:.1f} files/s · {_clock(left)} left"
        )

    def end(self) -> None:
        """Leave the line that was written over."""
        if self.out is not None and self.out.isatty() and self.done:
            self.out.write("")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _beside_json() -> OutputWrapper | None:
    """Where progress goes beside JSON: only a terminal is told."""
    return OutputWrapper(sys.stderr) if sys.stderr.isatty() else None


def _stop(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


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
