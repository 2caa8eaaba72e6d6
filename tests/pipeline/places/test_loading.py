from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from archive.pipeline.places.fields import MOST_NAMES
from tests.pipeline.named_texts import places_in

PROJECT = Path(__file__).parents[3]
SERVE = """
import gc
import config.wsgi
from django.urls import get_resolver
assert get_resolver().url_patterns
from archive.pipeline.places.gazetteer import Gazetteer
from archive.resources import resources
print(resources.cache_info().currsize, sum(isinstance(each, Gazetteer) for each in gc.get_objects()))
"""
READ = """
from pathlib import Path
from archive.pipeline.places.gazetteer_files import load_gazetteer
gazetteer = load_gazetteer(Path("archive/data"))
list(gazetteer.scan("中牟县雁鸣湖镇"))
print("zipfile.ZipFile" if "_archive" in vars(gazetteer.villages) else "closed")
print(len(gazetteer.villages_of("410122114")))
"""


def run(program: str, tmp_path: Path) -> list[str]:
    """What a fresh process prints that runs `program` in the project's folder."""
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DEBUG": "1"}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_a_process_that_serves_pages_loads_no_gazetteer(tmp_path: Path) -> None:
    assert run(SERVE, tmp_path) == ["0", "0"]


def test_the_villages_are_not_opened_before_a_town_is_asked_for_them(tmp_path: Path) -> None:
    assert run(READ, tmp_path) == ["closed", "19"]


def test_a_name_without_end_is_read_up_to_a_bound() -> None:
    found = places_in("中牟县雁鸣湖镇抓党建。", "朱固村" * (MOST_NAMES + 500))

    assert len(found["朱固村"].mentions) <= MOST_NAMES
