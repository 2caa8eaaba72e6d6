"""What every test stands on: a folder of its own for data, never the developer's."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Settings read the environment when Django starts, before any fixture runs.
_FOLDER = tempfile.mkdtemp(prefix="archive-tests-")
os.environ.setdefault("DEBUG", "1")
os.environ["DATA_DIR"] = _FOLDER

import pytest  # noqa: E402  # after the environment is set

SEEDS = Path(__file__).parent.parent / "seeds"
GOLD = Path(__file__).parent / "gold"


@pytest.fixture(autouse=True)
def data_dir(settings: object, tmp_path: Path) -> Path:
    """A fresh DATA_DIR for each test: originals and index of one never meet another's."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings.DATA_DIR = folder  # type: ignore[attr-defined]
    settings.ORIGINALS_DIR = folder / "originals"  # type: ignore[attr-defined]
    settings.INDEX_DIR = folder / "index"  # type: ignore[attr-defined]
    return folder


@pytest.fixture
def seeds() -> Path:
    """The folder of the five seed reports."""
    return SEEDS
