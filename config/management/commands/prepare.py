"""Bring this installation up to what the code expects: `manage.py prepare`."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from config.prepare import NotPrepared, prepare, wait_until_searchable


class Command(BaseCommand):
    """Door to config.prepare."""

    help = (
        "Prepare database, gazetteer, static files, seed reports and index. What is there already is "
        "left alone, so it is quick and safe to run again."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--skip-static", action="store_true", help="the static files are built already"
        )
        parser.add_argument(
            "--until-searchable",
            type=float,
            metavar="SECONDS",
            help="prepare nothing; wait until a search finds every report received",
        )

    def handle(self, *args: object, **options: object) -> None:
        seconds = options["until_searchable"]
        try:
            if isinstance(seconds, float):
                wait_until_searchable(seconds)
            else:
                prepare(static=not options["skip_static"])
        except NotPrepared as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                f"数据库无法使用：{str(error).strip()}\n请检查 DATABASE_URL 与磁盘空间后再启动。"
            ) from error
