"""Original bytes: whole or not there at all."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from archive import originals
from archive.pipeline.errors import EmptyFile


def files_below(folder: Path) -> list[Path]:
    """Every file, partial ones too."""
    return [path for path in folder.rglob("*") if path.is_file()]


def test_bytes_are_kept_under_their_sha256_and_come_back_unchanged(data_dir: Path) -> None:
    data = bytes(range(256)) * 1000

    kept = originals.keep([data[:1000], data[1000:]])

    assert kept == originals.Original(hashlib.sha256(data).hexdigest(), len(data))
    assert originals.read_bytes(kept.sha256) == data
    assert files_below(data_dir) == [originals.path_of(kept.sha256)]


def test_the_same_bytes_twice_are_one_file(data_dir: Path) -> None:
    originals.keep([b"same"])
    originals.keep([b"same"])

    assert len(files_below(data_dir)) == 1


def test_an_empty_file_is_refused_and_leaves_nothing(data_dir: Path) -> None:
    with pytest.raises(EmptyFile, match="内容为空"):
        originals.keep([])

    assert files_below(data_dir) == []


def test_a_file_of_50_mb_is_refused_while_it_comes_in(data_dir: Path) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(50):
            yield b"x" * (1 << 20)

    with pytest.raises(originals.TooLarge, match="20 MB"):
        originals.keep(endless())

    assert files_below(data_dir) == []


def test_a_limit_of_its_own_is_named_in_the_sentence(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 3 << 20

    with pytest.raises(originals.TooLarge, match="3 MB"):
        originals.keep([b"x" * (4 << 20)])


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_full_disk_is_said_plainly_and_leaves_nothing(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    class FullFile(io.FileIO):
        def write(self, _data: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    match call:
        case "write":
            monkeypatch.setattr(os, "fdopen", lambda fd, mode: FullFile(fd, mode))
        case "fsync":
            monkeypatch.setattr(os, "fsync", full)
        case "replace":
            monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(originals.DiskFull, match="磁盘空间不足"):
        originals.keep([b"some bytes"])

    monkeypatch.undo()
    assert files_below(data_dir) == []
