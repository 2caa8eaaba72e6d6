"""`manage.py restore DIR`: a verified backup into an empty DATA_DIR and database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.backup import restore
from archive.database_copy import BackupError


class Command(BaseCommand):
    help = (
        "Check every file of a backup against its manifest, then put it into the configured, empty "
        "database and DATA_DIR. Start the archive afterwards: the index is built from the rows."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore(options["folder"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"已恢复 {manifest.made_at} 的备份：原始文件 {manifest.originals} 份，逐份核对无误。"
            "启动后会重建索引。"
        )
