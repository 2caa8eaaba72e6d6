"""`manage.py index_worker`: follows the outbox into the index."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.index.errors import SearchUnavailable, WriterBusy
from search.upkeep.rebuild import RebuildFailed
from search.upkeep.worker import IndexWorker


class Command(BaseCommand):
    """Runs until told to stop, or with --drain until the outbox is empty."""

    help = (
        "Write published articles into the search index and take all others out, following the outbox. "
        "Builds the index first if there is none."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--drain",
            "--once",
            action="store_true",
            dest="drain",
            help="do what is waiting and end; exit 1 if something could not be indexed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        worker = IndexWorker(self.stdout.write)
        try:
            # A build cut short is thrown away; a batch is brought to its end.
            _on_stop(sys.exit)
            worker.prepare()
            _on_stop(worker.stop.set)
            if not options["drain"]:
                worker.run()
            elif not worker.drain():
                raise CommandError("有报道没能编入索引，原因见上。")
        except (SearchUnavailable, WriterBusy, RebuildFailed) as error:
            raise CommandError(str(error)) from error


def _on_stop(act: Callable[[], object]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: act())
