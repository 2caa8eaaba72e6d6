"""What every test stands on: a folder of its own for data, never the developer's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from archive.gazetteer_rows import load_indicator_rows
from archive.ingest import read_source, receive_file
from archive.models import Place
from archive.models.place import Level
from archive.resources import resources
from config.kept_pages import pages
from tests.browser import browser

__all__ = ["browser"]

# How long an example takes depends on what else the machine does: no test is about that.
hypothesis_settings.register_profile("archive", deadline=None)
hypothesis_settings.load_profile("archive")

SEEDS = Path(__file__).parent.parent / "seeds"
GOLD = Path(__file__).parent / "gold"


@pytest.fixture(autouse=True)
def data_dir(settings: Settings, tmp_path: Path) -> Path:
    """A fresh DATA_DIR for each test: originals and index of one never meet another's."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings.DATA_DIR = folder
    settings.ORIGINALS_DIR = folder / "originals"
    settings.INDEX_DIR = folder / "index"
    return folder


@pytest.fixture(autouse=True)
def no_kept_pages() -> None:
    """Rows of a test that is over were rolled back, and the edition with them: its pages must not be met again."""
    pages.forget()


@pytest.fixture
def seeds() -> Path:
    """The folder of the five seed reports."""
    return SEEDS


@pytest.fixture
def seed_places(db: None) -> None:
    """The divisions the seed reports speak of, with their parents, as the gazetteer has them."""

    counties = ("410122", "410902", "140212")
    wanted = [
        d
        for d in resources().gazetteer.divisions()
        if d.code in {"41", "14", "4101", "4109", "1402", "4110"}
        or d.code.startswith((*counties, "4110"))
    ]
    Place.objects.bulk_create(
        Place(
            code=d.code,
            name=d.name,
            level=Level(d.level.value),
            parent_id=d.parent_code,
            county=d.county or "",
            city=d.city or "",
            province=d.province or "",
        )
        for d in sorted(wanted, key=lambda d: (len(d.code), d.code))
    )


@pytest.fixture
def archived_seeds(seed_places: None) -> None:
    """The five seed reports, received and read through the real pipeline; not yet indexed."""

    load_indicator_rows()
    for path in sorted(SEEDS.glob("*.txt")):
        receipt = receive_file(path.name, [path.read_bytes()])
        read_source(receipt.source.pk)
