"""`manage.py backup DIR`: database and originals into a folder, with a manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.backup import back_up
from archive.database_copy import BackupError


class Command(BaseCommand):
    help = (
        "Copy database and originals into a new or empty folder, with the sha256 of every file. "
        "The archive may be in use meanwhile. Index and secret are left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = back_up(options["folder"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        size = sum(file.size for file in manifest.files) / 1_000_000
        self.stdout.write(
            f"备份完成：{options['folder']}，原始文件 {manifest.originals} 份，共 {size:.1f} MB。"
        )
