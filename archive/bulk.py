"""
Many files into the archive. In: paths. Out: the outcome of each, in their order.

Processes read, this one stores: rows are the same however many read. What is read ahead is bounded,
so memory is too. A run may be stopped at any moment; the next one goes on where it stood.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db.models import Count
from django.utils.translation import gettext as _

from archive.ingest import (
    Hints,
    begin_reading,
    clean_name,
    finish_reading,
    original_bytes,
    receive_file,
)
from archive.models import Source
from archive.models.source import SourceState
from archive.pipeline.errors import UnreadableSource
from archive.pipeline.read import read_file
from archive.pipeline.values import Reading
from archive.processes import working_processes
from archive.resources import current_resources, kept_resources

CHUNK = 1 << 20  # bytes
AHEAD = 2  # files read ahead of the one being stored, for each process
DONE = (SourceState.READ, SourceState.PUBLISHED)

logger = logging.getLogger(__name__)
Read = Callable[[], Reading]
Submit = Callable[[bytes, str, str | None], Read]


class ReadingProcessDied(Exception):
    """A process that reads was ended from outside; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    file: str
    state: str
    fresh: bool = False
    failure: str = ""
    articles: int = 0
    figures: int = 0


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file on its way: its source once received, and its reading where it is asked for."""

    name: str
    source: Source | None = None
    fresh: bool = False
    read: Read | None = None
    failure: str = ""


def ingest_files(
    paths: Iterable[Path], hints: Hints, *, jobs: int = 1, again: bool = False
) -> Generator[Outcome]:
    """
    Receive, read and store the files in order; files known and read are passed by.

    With `again` those are read anew that were read under other rules. Raises ReadingProcessDied;
    a defect in one file is logged and fails that file.
    """
    with _readers(jobs) as submit:
        waiting: deque[_Waiting] = deque()
        for path in paths:
            under_way = {w.source.pk for w in waiting if w.source is not None}
            waiting.append(_start(path, hints, submit, again=again, under_way=under_way))
            if len(waiting) >= AHEAD * jobs:
                yield _finish(waiting.popleft())
        while waiting:
            yield _finish(waiting.popleft())


def _start(
    path: Path, hints: Hints, submit: Submit, *, again: bool, under_way: set[int]
) -> _Waiting:
    name = clean_name(path.name)
    try:
        with path.open("rb") as file:
            receipt = receive_file(name, iter(lambda: file.read(CHUNK), b""), hints=hints)
        source = receipt.source
        stale = again and source.ruleset != current_resources().ruleset
        if source.pk in under_way or (source.state in DONE and not stale):
            return _Waiting(name, source)
        data = original_bytes(source)
    except (OSError, UnreadableSource) as error:
        return _Waiting(name, failure=getattr(error, "sentence", str(error)))
    source = begin_reading(source.pk)
    read = submit(data, source.name, source.encoding_choice or None)
    return _Waiting(name, source, receipt.fresh, read)


def _finish(waiting: _Waiting) -> Outcome:
    source = waiting.source
    if source is None:
        return Outcome(waiting.name, SourceState.FAILED.value, failure=waiting.failure)
    if waiting.read is not None:
        try:
            source = finish_reading(source, partial(_by_rules_in_force, source, waiting.read))
        except BrokenProcessPool as broken:
            Source.objects.filter(pk=source.pk).update(state=SourceState.RECEIVED)
            raise ReadingProcessDied(
                _("识读进程被系统终止（多半是内存不够）。请减少 --jobs 再运行同一命令，会接着读。")
            ) from broken
        except Exception:
            logger.exception("reading %s", waiting.name)
    else:
        source.refresh_from_db(
            fields=["state", "failure"]
        )  # the same bytes may have been read since
    counted = source.articles.published().aggregate(
        articles=Count("pk", distinct=True), figures=Count("metrics")
    )
    return Outcome(
        file=waiting.name,
        state=str(source.state),
        fresh=waiting.fresh,
        failure=source.failure,
        articles=counted["articles"],
        figures=counted["figures"],
    )


def _by_rules_in_force(source: Source, read: Read) -> Reading:
    """What `read` gives; read here once more if staff have changed a rule since the processes parted."""
    reading = read()
    if reading.ruleset == current_resources().ruleset:
        return reading
    return _read(original_bytes(source), source.name, source.encoding_choice or None)


@contextmanager
def _readers(jobs: int) -> Iterator[Submit]:
    """What hands a file to be read: to this process, if it is the only one, else to others."""
    current_resources()  # loaded before the processes part, so that they share it
    if jobs == 1:
        yield _read_here
        return
    with working_processes(jobs) as pool:
        yield lambda data, name, encoding: pool.submit(_read, data, name, encoding).result


def _read_here(data: bytes, name: str, encoding: str | None) -> Read:
    return partial(_read, data, name, encoding)


def _read(data: bytes, name: str, encoding: str | None) -> Reading:
    return read_file(data, name, kept_resources(), encoding=encoding)
