"""The reports the laws are tried on: the seeds, and reports of six more counties written for these tests."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEDS = {path.stem[:3]: path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))}
MADE = {
    path.stem: path.read_text("utf-8")
    for path in sorted((Path(__file__).parent / "texts").iterdir())
}
REPORTS = SEEDS | MADE
