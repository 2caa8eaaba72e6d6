"""
Original bytes, kept under their sha256 and never changed. In: a stream of bytes. Out: files.

A file appears under its name only when it is whole and on disk: written beside, fsynced, renamed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from archive.pipeline.errors import EmptyFile, UnreadableSource

DAY = 24 * 3600


class TooLarge(UnreadableSource):
    """The file is larger than this installation takes."""

    code = "too-large"


class DiskFull(UnreadableSource):
    """The disk has no room; nothing of the file was kept."""

    code = "disk-full"


@dataclass(frozen=True, slots=True)
class Original:
    """A file that is safely stored: its sha256 in hex and its size in bytes."""

    sha256: str
    size: int


def path_of(sha256: str) -> Path:
    """Where the bytes with that sha256 are kept."""
    return Path(settings.ORIGINALS_DIR) / sha256[:2] / sha256[2:4] / sha256


def keep(chunks: Iterable[bytes]) -> Original:
    """
    Store the bytes and give their address. The same bytes again change nothing.

    Raises EmptyFile if there is no byte, TooLarge past UPLOAD_MAX_BYTES, DiskFull if the disk has
    no room; in each case nothing is left behind.
    """
    folder = Path(settings.ORIGINALS_DIR)
    partial: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="partial-", delete=False) as file:
            partial = Path(file.name)
            original = _copy(chunks, file.fileno())
        _settle(partial, path_of(original.sha256))
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise DiskFull(
                _(
                    "磁盘空间不足，这个文件没有收下。请管理员腾出空间后重新上传；已收下的文件不受影响。"
                )
            ) from error
        raise
    finally:
        if partial is not None:
            partial.unlink(missing_ok=True)
    return original


def drop_partial() -> int:
    """Remove what uploads cut off more than a day ago left behind; gives how many files."""
    old = time.time() - DAY
    partial = [p for p in Path(settings.ORIGINALS_DIR).glob("partial-*") if p.stat().st_mtime < old]
    for path in partial:
        path.unlink(missing_ok=True)
    return len(partial)


def read_bytes(sha256: str) -> bytes:
    """The stored bytes. Raises FileNotFoundError if they are gone (check_archive names them)."""
    return path_of(sha256).read_bytes()


def _copy(chunks: Iterable[bytes], descriptor: int) -> Original:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.dup(descriptor), "wb") as out:
        for chunk in chunks:
            size += len(chunk)
            if size > settings.UPLOAD_MAX_BYTES:
                limit = size_words(settings.UPLOAD_MAX_BYTES)
                raise TooLarge(
                    _("文件超过 {limit} 上限，没有收下。请拆成几个文件，或只上传正文部分。").format(
                        limit=limit
                    )
                )
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    if not size:
        raise EmptyFile
    return Original(digest.hexdigest(), size)


def size_words(size: int) -> str:
    """A number of bytes in the largest unit of which it is at least one, to a tenth: 20 MB, 488.3 KB."""
    for unit, bytes_each in (("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= bytes_each:
            return f"{size / bytes_each:.1f}".removesuffix(".0") + f" {unit}"
    return _("{n} 字节").format(n=size)


def _settle(partial: Path, final: Path) -> None:
    final.parent.mkdir(parents=True, exist_ok=True)
    if not final.exists():
        partial.chmod(0o444)
        partial.replace(final)
        # The name itself must survive a power cut, not only the bytes.
        descriptor = os.open(final.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
