"""The regression gate: reading the seed reports whole never falls below the agreed bars."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from archive.pipeline.printing import print_reading
from archive.pipeline.read import read_file
from archive.resources import resources

GOLD = Path(__file__).parent
SEEDS = GOLD.parents[1] / "seeds"
BARS = {
    "page_articles.accuracy": 1.0,
    "article_title.accuracy": 1.0,
    "article_authors.accuracy": 1.0,
    "article_date.accuracy": 1.0,
    "article_body_start.accuracy": 1.0,
    "article_body_end.accuracy": 1.0,
    "article_paragraphs.accuracy": 1.0,
    "town.f1": 1.0,
    "town_county.accuracy": 1.0,
    "program.f1": 0.92,
    "program_kind.accuracy": 0.85,
    "metric.f1": 0.98,
    "metric_unit.accuracy": 0.98,
    "metric_comparator.accuracy": 0.98,
    "metric_range.accuracy": 0.98,
    "metric_per.accuracy": 0.98,
    "metric_status.accuracy": 0.93,
    "metric_indicator.accuracy": 0.95,
    "metric_place.accuracy": 0.95,
    "metric_fact.accuracy": 0.90,
}


def test_the_seed_reports_reach_the_bars(tmp_path: Path) -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        reading = read_file(path.read_bytes(), path.name, resources())
        printed = print_reading(reading, name=path.name, sha256="")
        target = tmp_path / f"{path.stem}.json"
        target.write_text(json.dumps(printed, ensure_ascii=False), "utf-8")

    scorer = [sys.executable, str(GOLD / "score_extraction.py"), str(GOLD), str(tmp_path)]
    scored = subprocess.run(
        [*scorer, "--texts", str(SEEDS), "--json", "--misses", "40"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    figures, _ = json.JSONDecoder().raw_decode(scored)
    below = {name: figures.get(name) for name, bar in BARS.items() if figures.get(name, 0) < bar}
    assert below == {}, scored
