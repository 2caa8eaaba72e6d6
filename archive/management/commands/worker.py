"""`manage.py worker`: reads received files in the background. Takes up first what a crash left."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from archive.originals import drop_partial
from archive.tasks import resume_unread


class Command(BaseCommand):
    help = "Read received files in the background until stopped (SIGINT, SIGTERM)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--batch", action="store_true", help="Stop when nothing is left to read."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        drop_partial()
        call_command("prune_db_task_results", min_age_days=14, verbosity=0)
        resumed = resume_unread()
        if resumed:
            self.stdout.write(f"Taking up {resumed} file(s) whose reading had not ended.")
        call_command(
            "db_worker",
            batch=options["batch"],
            interval=0.5,
            startup_delay=False,
            reload=False,
            verbosity=options["verbosity"],
        )
