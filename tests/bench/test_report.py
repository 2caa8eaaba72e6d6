"""The report of `make bench`: how an index was built is said where its figure stands."""

from __future__ import annotations

from typing import Any

import pytest

from bench import report
from bench.peers.stock import MOST_UPDATED

BUILT: dict[str, Any] = {
    "measured": "2026-01-05 09:00 UTC",
    "load": 0.1,
    "documents": MOST_UPDATED + 1,
    "seconds": 10.0,
    "cpu_seconds": 9.0,
    "bytes": 1_000_000,
    "start_mb": 40.0,
    "peak_mb": 80.0,
    "largest_child_mb": 0.0,
}


def _written(documents: int) -> str:
    stock = {**BUILT, "documents": documents}
    archive = {"measured": BUILT["measured"], "load": 0.1, "reports": documents}
    figures = {f"archive-{documents}": archive, f"build-{documents}-haystack-whoosh": stock}
    return report.write(figures, "make bench")


def test_a_stock_index_that_was_only_added_to_has_a_star_and_its_reason() -> None:
    page = _written(MOST_UPDATED + 1)

    assert "ChineseAnalyzer \\* | 10.0 | 500 |" in page
    assert "\n\n\\* More than 5,000 articles are only added" in page
    assert "\n\n\n" not in page


def test_a_stock_index_built_as_it_comes_has_none() -> None:
    assert "\\*" not in _written(MOST_UPDATED)


@pytest.mark.parametrize(
    ("theirs", "ours", "said"),
    [
        (0.0823, 1.0, "0.082×"),
        (5.44, 1.0, "5.4×"),
        (99.6, 1.0, "100×"),
        (1_444.0, 1.0, "1,400×"),
        (2.0, 0.0, "2,000×"),
    ],
)
def test_ratios_are_written_in_full(theirs: float, ours: float, said: str) -> None:
    assert report.ratio({"p50": theirs}, {"p50": ours}) == said
