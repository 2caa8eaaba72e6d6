"""`manage.py rebuild_search`: a fresh index beside the one in use, then the change."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.index.errors import SearchUnavailable, WriterBusy
from search.upkeep.rebuild import RebuildFailed, rebuild


class Command(BaseCommand):
    """Ends with one line: the build now in use and how many articles it holds."""

    help = (
        "Build the search index anew beside the one in use, catch up with what changed meanwhile, "
        "verify it and put it in use. Search goes on answering throughout; one previous build is kept."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = rebuild(progress=self._progress)
        except (WriterBusy, RebuildFailed, SearchUnavailable) as error:
            raise CommandError(str(error)) from error
        for reason in report.skipped.values():
            self.stderr.write(reason)
        self.stdout.write(f"检索索引 {report.build.name} 已启用，共 {report.documents} 篇。")

    def _progress(self, done: int, total: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{done}/{total}", ending="" if done < total else "\n")
            self.stdout.flush()
