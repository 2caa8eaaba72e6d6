"""
From a received file to stored articles. In: bytes with a name. Out: a Source and its state.

Two acts: `receive_file` keeps the bytes and asks for a reading; `read_source` reads. Each can be
repeated, and a crash between them loses nothing: `resume_unread` finds what was left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from archive import originals
from archive.models import Edition, Source
from archive.models.source import SourceState
from archive.pipeline.errors import UndecidedEncoding, UnreadableSource
from archive.pipeline.read import read_file
from archive.pipeline.values import Reading
from archive.resources import current_resources
from archive.store import store_reading

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NAME_LENGTH = 255
SUFFIX_LENGTH = 16


class OriginalMissing(UnreadableSource):
    """The bytes of a source are gone from the originals folder."""

    code = "original-missing"


@dataclass(frozen=True, slots=True)
class Hints:
    """What the uploader knows and the page may not print: the publication and the date (ISO, cut)."""

    publication: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """
    A received file: its source, whether it is new or these bytes were here before, and whether it
    waits to be read.
    """

    source: Source
    fresh: bool
    unread: bool


def receive_file(
    name: str, chunks: Iterable[bytes], *, by: User | None = None, hints: Hints | None = None
) -> Receipt:
    """
    Keep the bytes and their row; reading comes later.

    The same bytes again, also at the same moment, are the same source; if it had failed, it takes
    the new hints and waits to be read again. Raises UnreadableSource (EmptyFile, TooLarge, DiskFull)
    with the sentence for the person; then nothing was kept.
    """
    hints = hints or Hints()
    original = originals.keep(chunks)
    try:
        with transaction.atomic():
            source = Source.objects.create(
                sha256=original.sha256,
                name=clean_name(name),
                size=original.size,
                received_by=by,
                publication_hint=hints.publication[:100],
                date_hint=hints.date[:10],
            )
    except IntegrityError:
        return _receive_known(Source.objects.get(sha256=original.sha256), hints)
    return Receipt(source, fresh=True, unread=True)


def _receive_known(source: Source, hints: Hints) -> Receipt:
    if source.state == SourceState.FAILED:
        source.publication_hint = hints.publication[:100] or source.publication_hint
        source.date_hint = hints.date[:10] or source.date_hint
        source.state = SourceState.RECEIVED
        source.save(update_fields=["publication_hint", "date_hint", "state", "updated_at"])
    return Receipt(source, fresh=False, unread=source.state == SourceState.RECEIVED)


def clean_name(name: str) -> str:
    """
    The last part of a file name, without control characters, at most 255 characters, suffix kept.

    Bytes that are no UTF-8, as a file system gives them (surrogates), are read as GB 18030.
    """
    last = re.split(r"[/\\]", _decoded(name))[-1]
    last = (
        re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", last).strip(". ") or "unnamed.txt"
    )
    if len(last) <= NAME_LENGTH:
        return last
    stem, dot, suffix = last.rpartition(".")
    suffix = (dot + suffix)[:SUFFIX_LENGTH] if stem else ""
    return last[: NAME_LENGTH - len(suffix)] + suffix


def _decoded(name: str) -> str:
    name = re.sub(r"[\ud800-\udc7f\udd00-\udfff]", "", name)  # stand for no byte
    if not re.search(r"[\udc80-\udcff]", name):
        return name
    return name.encode("utf-8", "surrogateescape").decode("gb18030", "replace")


def read_source(source_id: int) -> Source:
    """
    Read a received source and store its articles; the source ends read or failed with a sentence.

    A defect of ours (any other exception) leaves it failed too, and is raised for the log.
    """
    source = begin_reading(source_id)
    return finish_reading(source, lambda: _read(source))


def begin_reading(source_id: int) -> Source:
    """Note that the source is being read: whoever resumes what was cut off takes it up again."""
    source = Source.objects.get(pk=source_id)
    _set_state(source, SourceState.READING)
    return source


def finish_reading(source: Source, read: Callable[[], Reading]) -> Source:
    """
    Store what `read` gives, wherever it was read; the source ends read or failed with a sentence.

    A defect of ours (any other exception) leaves it failed too, and is raised for the log.
    """
    try:
        store_reading(source, read())
    except UndecidedEncoding as undecided:
        source.encoding_candidates = [
            {"encoding": c.encoding, "score": c.score, "lines": list(c.first_lines)}
            for c in undecided.candidates
        ]
        _fail(source, undecided.code, undecided.sentence)
    except UnreadableSource as unreadable:
        _fail(source, unreadable.code, unreadable.sentence)
    except Exception:
        sentence = _(
            "识读程序出错，文件已保存、没有丢失。请点“重新识读”；再次失败请把文件名告诉管理员。"
        )
        _fail(source, "defect", sentence)
        raise
    source.refresh_from_db()
    return source


def _read(source: Source) -> Reading:
    data = original_bytes(source)
    return read_file(
        data, source.name, current_resources(), encoding=source.encoding_choice or None
    )


def read_again(source: Source, *, encoding: str = "") -> None:
    """Put a source back in the queue, with the encoding a person chose if any."""
    source.encoding_choice = encoding
    read_all_again([source])


@transaction.atomic
def read_all_again(sources: Iterable[Source]) -> None:
    """
    Put sources back in the queue, each with its encoding.

    The edition is turned behind the last: a reading locks its source first, and one must not wait for the other.
    """
    for source in sources:
        source.state = SourceState.RECEIVED
        source.save(update_fields=["encoding_choice", "state", "updated_at"])
    Edition.objects.turn()  # articles say who chose the encoding


def original_bytes(source: Source) -> bytes:
    """The bytes as received. Raises OriginalMissing if they are gone."""
    try:
        return originals.read_bytes(source.sha256)
    except FileNotFoundError as error:
        raise OriginalMissing(
            _("原始文件不在存储里，无法识读。请重新上传同一个文件，或从备份恢复。")
        ) from error


def _set_state(source: Source, state: SourceState) -> None:
    source.state = state
    source.save(update_fields=["state", "updated_at"])


def _fail(source: Source, code: str, sentence: str) -> None:
    source.state = SourceState.FAILED
    source.failure_code = code
    source.failure = sentence
    source.save(
        update_fields=["state", "failure_code", "failure", "encoding_candidates", "updated_at"]
    )
