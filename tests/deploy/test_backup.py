"""Backup and restore: a real round trip into an empty installation, and what each refuses."""

from __future__ import annotations

import io
import json
import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from archive import originals
from archive.backup import MANIFEST, back_up, read_manifest, verify
from archive.database_copy import BackupError, copy_format
from archive.ingest import receive_file
from archive.models import Article, Correction, Source

pytestmark = pytest.mark.django_db(transaction=True)

Manage = tuple[str, str]
ROWS = ("archive.source", "archive.article", "archive.correction")


@pytest.fixture
def archived() -> Source:
    """Two files received; one has an article that somebody corrected."""
    receive_file("另一份.txt", ["另一份报道。".encode("gb18030")])
    source = receive_file("雁鸣湖.txt", ["雁鸣湖镇党建助力乡村振兴。".encode()]).source
    article = Article.objects.create(source=source, position=0, title="雁鸣湖镇党建")
    Correction.objects.create(
        article=article, kind="article", field="title", after="雁鸣湖镇的党建"
    )
    return source


@pytest.fixture
def backup(archived: Source, tmp_path: Path) -> Path:
    """A backup of `archived`."""
    folder = tmp_path / "backup"
    back_up(folder)
    return folder


@pytest.fixture
def empty_home(production: dict[str, str]) -> Iterator[dict[str, str]]:
    """The environment of another installation that holds nothing, on the same kind of database."""
    if connection.vendor == "sqlite":
        yield production
        return
    name, settings = f"restored_{secrets.token_hex(4)}", connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    login = f"{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}"
    yield {**production, "DATABASE_URL": f"postgres://{login}/{name}"}
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


def run(
    manage: Manage, environment: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    """A manage.py command of the other installation."""
    return subprocess.run(
        [*manage, *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_a_backup_restores_every_row_and_every_original_byte(
    backup: Path, empty_home: dict[str, str], manage: Manage
) -> None:
    before = io.StringIO()
    call_command("dumpdata", *ROWS, stdout=before)

    restored = run(manage, empty_home, "restore", str(backup))
    after = run(manage, empty_home, "dumpdata", *ROWS)

    assert restored.returncode == 0, restored.stderr
    assert json.loads(after.stdout) == json.loads(before.getvalue())
    home = Path(empty_home["DATA_DIR"])
    for sha256 in Source.objects.values_list("sha256", flat=True):
        kept = home / originals.path_of(sha256).relative_to(originals.path_of(sha256).parents[3])
        assert kept.read_bytes() == originals.read_bytes(sha256)
        assert not kept.stat().st_mode & 0o222


def test_an_old_index_and_a_stale_log_of_writes_do_not_survive_a_restore(
    backup: Path, empty_home: dict[str, str], manage: Manage
) -> None:
    home = Path(empty_home["DATA_DIR"])
    (home / "index" / "old").mkdir(parents=True)
    (home / "archive.sqlite3-wal").write_bytes(b"of another database")

    done = run(manage, empty_home, "restore", str(backup))

    assert done.returncode == 0, done.stderr
    assert not (home / "index").exists()
    if connection.vendor == "sqlite":
        assert not (home / "archive.sqlite3-wal").exists()


def test_a_restore_never_overwrites_an_archive(
    backup: Path, empty_home: dict[str, str], manage: Manage
) -> None:
    run(manage, empty_home, "restore", str(backup))

    again = run(manage, empty_home, "restore", str(backup))

    assert again.returncode == 1
    assert "已有数据库" in again.stderr


@pytest.mark.parametrize("harm", ["flip", "cut", "lose"])
def test_a_harmed_backup_is_refused_by_name_and_nothing_is_written(
    backup: Path, empty_home: dict[str, str], manage: Manage, harm: str
) -> None:
    [*_, victim] = sorted(path for path in (backup / "originals").rglob("*") if path.is_file())
    victim.chmod(0o600)
    content = victim.read_bytes()
    if harm == "lose":
        victim.unlink()
    else:
        victim.write_bytes(content[:-1] + (b"" if harm == "cut" else b"?"))

    done = run(manage, empty_home, "restore", str(backup))

    assert done.returncode == 1
    assert victim.name in done.stderr
    assert not (Path(empty_home["DATA_DIR"]) / "originals").exists()
    assert not (Path(empty_home["DATA_DIR"]) / "archive.sqlite3").exists()


def test_a_folder_without_a_manifest_is_no_backup(backup: Path) -> None:
    (backup / MANIFEST).unlink()

    with pytest.raises(BackupError, match="不是完整的备份"):
        read_manifest(backup)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": [{}]}', '{"files": 1}'])
def test_a_manifest_that_cannot_be_read_is_said_to_be_damaged(backup: Path, text: str) -> None:
    (backup / MANIFEST).write_text(text)

    with pytest.raises(BackupError, match="读不懂"):
        read_manifest(backup)


@pytest.mark.parametrize(
    "path", ["../evil", "/etc/passwd", "originals/aa/bb/../../x", "secret_key"]
)
def test_a_manifest_cannot_name_files_outside_its_own(backup: Path, path: str) -> None:
    kept = json.loads((backup / MANIFEST).read_text())
    kept["files"][-1]["path"] = path
    (backup / MANIFEST).write_text(json.dumps(kept))

    with pytest.raises(BackupError, match="不该有的文件"):
        verify(backup, read_manifest(backup))


def test_a_backup_of_newer_code_is_refused(
    backup: Path, empty_home: dict[str, str], manage: Manage
) -> None:
    kept = json.loads((backup / MANIFEST).read_text())
    kept["migrations"].append("archive.9999_of_the_future")
    (backup / MANIFEST).write_text(json.dumps(kept))

    done = run(manage, empty_home, "restore", str(backup))

    assert done.returncode == 1
    assert "archive.9999_of_the_future" in done.stderr


def test_a_missing_or_changed_original_stops_the_backup(archived: Source, tmp_path: Path) -> None:
    kept = originals.path_of(archived.sha256)
    kept.chmod(0o600)
    kept.write_bytes(b"other bytes")
    with pytest.raises(BackupError, match="已变动"):
        back_up(tmp_path / "changed")
    kept.unlink()
    with pytest.raises(BackupError, match="不见了"):
        back_up(tmp_path / "lost")

    assert not (tmp_path / "changed" / MANIFEST).exists()
    assert not (tmp_path / "lost" / MANIFEST).exists()


def test_a_folder_in_use_is_left_alone(archived: Source, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(BackupError, match="已有文件"):
        back_up(tmp_path)

    assert not (tmp_path / MANIFEST).exists()


def test_the_secret_is_not_in_the_backup(backup: Path, data_dir: Path) -> None:
    names = {path.name for path in backup.iterdir()}

    assert names == {MANIFEST, "originals", copy_format().file_name}


def test_the_manifest_describes_every_file(backup: Path) -> None:
    manifest = read_manifest(backup)
    on_disk = {
        path.relative_to(backup).as_posix()
        for path in backup.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }

    verify(backup, manifest)
    assert {file.path for file in manifest.files} == on_disk
    assert manifest.originals == 2
