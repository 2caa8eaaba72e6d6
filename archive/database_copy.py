"""
The database as one file. In: the open database. Out: a consistent copy, and a database from one.

SQLite by its online backup, PostgreSQL by pg_dump and pg_restore: both may run while the archive
is in use.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _


class BackupError(Exception):
    """Backup or restore cannot go on; the message says what stands in the way and what to do."""


@dataclass(frozen=True, slots=True)
class CopyFormat:
    """How a kind of database is copied: its Django vendor and the name of the file."""

    vendor: str
    file_name: str


FORMATS = (CopyFormat("sqlite", "archive.sqlite3"), CopyFormat("postgresql", "archive.pgdump"))


def copy_format() -> CopyFormat:
    """The format for the configured database. Raises BackupError for a kind we do not copy."""
    for form in FORMATS:
        if form.vendor == connection.vendor:
            return form
    raise BackupError(
        _("不支持备份这种数据库（{vendor}）。请用它自带的工具备份。").format(
            vendor=connection.vendor
        )
    )


def dump_database(target: Path) -> None:
    """Write a consistent copy of the database. Raises BackupError if it cannot or is damaged."""
    if connection.vendor == "sqlite":
        _dump_sqlite(target)
    else:
        _run_postgresql("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def load_database(copy: Path) -> None:
    """Make the configured, still empty database from a copy. Raises BackupError if it is not empty."""
    if connection.vendor == "sqlite":
        _load_sqlite(copy)
    else:
        _run_postgresql(
            "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", str(copy)
        )


def database_is_empty() -> bool:
    """Whether nothing was ever stored in the configured database."""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        return not path.exists() or path.stat().st_size == 0
    return not connection.introspection.table_names()


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file; it appears under its name only when it is whole and on disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    made = target.with_name(target.name + ".partial")
    shutil.copyfile(source, made)
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(target)


def _dump_sqlite(target: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        [found] = copy.execute("PRAGMA integrity_check(1)").fetchone()
        dangling = copy.execute("PRAGMA foreign_key_check").fetchone()
    if found != "ok" or dangling is not None:
        raise BackupError(
            _(
                "数据库已损坏（{found}），没有生成备份。请从上一份备份恢复，或请管理员检查磁盘。"
            ).format(found=found if found != "ok" else dangling)
        )


def _load_sqlite(copy: Path) -> None:
    connection.close()
    path = Path(connection.settings_dict["NAME"])
    path.parent.mkdir(parents=True, exist_ok=True)
    for suffix in ("-wal", "-shm"):
        # The log of an older database would be replayed into this one.
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    copy_whole(copy, path)


def _run_postgresql(program: str, *arguments: str) -> None:
    """Run a PostgreSQL program on the configured database; the password travels in the environment."""
    settings = connection.settings_dict
    options = {"host": settings["HOST"], "port": settings["PORT"], "username": settings["USER"]}
    command = [program, f"--dbname={settings['NAME']}", "--no-password"]
    command += [f"--{name}={value}" for name, value in options.items() if value]
    environment = {**os.environ, "PGPASSWORD": settings["PASSWORD"] or ""}
    try:
        subprocess.run(  # noqa: S603  # our own arguments
            [*command, *arguments], env=environment, check=True, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise BackupError(
            _(
                "找不到 {program}。请安装 PostgreSQL 客户端（Debian：apt-get install postgresql-client）。"
            ).format(program=program)
        ) from error
    except subprocess.CalledProcessError as error:
        raise BackupError(
            _("{program} 未完成：{why}").format(program=program, why=error.stderr.strip())
        ) from error
