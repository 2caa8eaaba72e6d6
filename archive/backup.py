"""
Backup and restore. In: database and originals. Out: a folder of copies with a manifest, and back.

The index and the static files are not in it, they are made again; nor is the secret, so that a
stolen backup opens no session. The manifest is written last: a folder without one is no backup.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from archive import originals
from archive.database_copy import (
    FORMATS,
    BackupError,
    copy_format,
    copy_whole,
    database_is_empty,
    dump_database,
    load_database,
)
from archive.models import Source

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1024 * 1024
ORIGINAL = re.compile(r"originals/(?:[0-9a-f]{2}/){2}([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file of the backup: path inside the folder, bytes, sha256 in hex."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds."""

    format: int
    made_at: str
    database: str
    migrations: tuple[str, ...]
    originals: int
    files: tuple[CopiedFile, ...]


def back_up(folder: Path) -> Manifest:
    """
    Copy database and originals into an empty folder; safe while the archive is in use.

    Raises BackupError if the folder is in use, the database is damaged, or an original is missing
    or changed: then the folder has no manifest.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(
            _("{folder} 里已有文件，没有备份。请给一个新的或空的目录。").format(folder=folder)
        )
    folder.mkdir(parents=True, exist_ok=True)
    form = copy_format()
    # The dump before the list: what is received in between has its original here and not its row,
    # never the other way round. Originals are never deleted.
    dump_database(folder / form.file_name)
    hashes = list(Source.objects.order_by("sha256").values_list("sha256", flat=True))
    files = [_describe(folder, folder / form.file_name)]
    files += [_copy_original(sha256, folder) for sha256 in hashes]
    manifest = Manifest(
        format=FORMAT,
        made_at=timezone.now().isoformat(timespec="seconds"),
        database=form.vendor,
        migrations=_applied_migrations(),
        originals=len(hashes),
        files=tuple(files),
    )
    _write_manifest(folder / MANIFEST, manifest)
    return manifest


def restore(folder: Path) -> Manifest:
    """
    Put a verified backup into the configured, empty database and DATA_DIR.

    Raises BackupError, before anything is written, if a file is missing or changed, the backup is
    of another kind or of newer code, or there is an archive already.
    """
    manifest = read_manifest(folder)
    _check_fits(manifest)
    verify(folder, manifest)
    for file in manifest.files:
        if original := ORIGINAL.fullmatch(file.path):
            _restore_original(folder / file.path, originals.path_of(original[1]))
    index = Path(settings.INDEX_DIR)
    if index.exists():
        shutil.rmtree(index)  # of another archive; it is built anew from these rows
    load_database(folder / copy_format().file_name)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup. Raises BackupError if there is none or it is not one of ours."""
    try:
        kept = json.loads((folder / MANIFEST).read_text("utf-8"))
        files = tuple(CopiedFile(**file) for file in kept.pop("files"))
        return Manifest(files=files, migrations=tuple(kept.pop("migrations")), **kept)
    except FileNotFoundError as error:
        raise BackupError(
            _("{folder} 没有 {manifest}：不是完整的备份。请换一份备份。").format(
                folder=folder, manifest=MANIFEST
            )
        ) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError(
            _("{manifest} 读不懂，备份可能损坏。请换一份备份。").format(manifest=MANIFEST)
        ) from error


def verify(folder: Path, manifest: Manifest) -> None:
    """Raises BackupError naming the first file that is missing, changed or does not belong."""
    allowed = {form.file_name for form in FORMATS}
    for file in manifest.files:
        original = ORIGINAL.fullmatch(file.path)
        if file.path not in allowed and (original is None or original[1] != file.sha256):
            raise BackupError(
                _("清单里有不该有的文件：{path}。请换一份备份。").format(path=file.path)
            )
        path = folder / file.path
        if not path.is_file() or _describe(folder, path) != file:
            raise BackupError(
                _("备份里的 {path} 缺失或已变动，没有恢复任何内容。请换一份备份。").format(
                    path=file.path
                )
            )


def _check_fits(manifest: Manifest) -> None:
    form = copy_format()
    if manifest.format != FORMAT or manifest.database != form.vendor:
        raise BackupError(
            _(
                "这是 {theirs} 的备份（格式 {format}），当前数据库是 {ours}。请改 DATABASE_URL 后再恢复。"
            ).format(theirs=manifest.database, format=manifest.format, ours=form.vendor)
        )
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(manifest.migrations) - known):
        raise BackupError(
            _("备份来自较新的程序版本（{newer}）。请先升级程序再恢复。").format(
                newer="、".join(newer)
            )
        )
    if not database_is_empty():
        raise BackupError(
            _(
                "{where} 已有数据库，没有恢复，以免覆盖。请换一个空的 DATA_DIR 或空的数据库。"
            ).format(where=settings.DATA_DIR)
        )


def _applied_migrations() -> tuple[str, ...]:
    loader = MigrationLoader(connection)
    return tuple(sorted(".".join(key) for key in loader.applied_migrations))


def _copy_original(sha256: str, folder: Path) -> CopiedFile:
    source = originals.path_of(sha256)
    target = folder / "originals" / sha256[:2] / sha256[2:4] / sha256
    try:
        copy_whole(source, target)
    except FileNotFoundError as error:
        raise BackupError(
            _(
                "原始文件 {path} 不见了，没有生成备份。请从上一份备份取回，或运行 check_archive 查看。"
            ).format(path=source)
        ) from error
    copied = _describe(folder, target)
    if copied.sha256 != sha256:
        raise BackupError(
            _("原始文件 {path} 已变动，没有生成备份。请从上一份备份取回它。").format(path=source)
        )
    return copied


def _restore_original(copy: Path, target: Path) -> None:
    if not target.exists():  # a restore that was cut short goes on where it ended
        copy_whole(copy, target)
        target.chmod(0o444)


def _describe(folder: Path, path: Path) -> CopiedFile:
    digest = hashlib.sha256()
    size = 0
    for chunk in _chunks(path):
        digest.update(chunk)
        size += len(chunk)
    return CopiedFile(path.relative_to(folder).as_posix(), size, digest.hexdigest())


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(CHUNK), b"")


def _write_manifest(path: Path, manifest: Manifest) -> None:
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    with path.open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
