"""`manage.py load_gazetteer`: the country's divisions and the canonical indicators into the database."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.gazetteer_rows import load_indicator_rows, load_place_rows


class Command(BaseCommand):
    help = "Load divisions and indicators from the data files. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        places, indicators = load_place_rows(), load_indicator_rows()
        self.stdout.write(f"{places} places and {indicators} indicators are in the database.")
