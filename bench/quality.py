"""
How well results are ordered: nDCG@10 on retrieval sets. Corpora come in; a figure for each set and way goes out.

    python -m bench.quality RANKER DOCUMENTS FOLDER NEEDS…      in a process of its own
"""

from __future__ import annotations

import json
import math
import shutil
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.children import archive_environment, run
from bench.documents import Document
from bench.rankers import Ranker, load_ranker
from bench.retrieval import Need, RetrievalSet, read_sets
from bench.say import say

DEPTH = 10


def measure_quality(
    corpora: Path, work: Path, rankers: Iterable[str], most: int | None = None
) -> dict[str, Any]:
    """nDCG@10 of every ranker on every set; at most `most` questions of each."""
    shutil.rmtree(work, ignore_errors=True)
    prepared = [_keep(asked, work, most) for asked in read_sets(corpora)]
    figures: dict[str, Any] = {"asked": {name: n for name, n, _texts, _needs in prepared}}
    by_texts: dict[Path, list[Path]] = {}
    for _name, _n, texts, kept in prepared:
        by_texts.setdefault(texts, []).append(kept)
    for name in rankers:
        figures[name] = {}
        for texts, needs in by_texts.items():
            folder = work / name / texts.stem
            folder.mkdir(parents=True)
            say(f"  ordering: {name} on {texts.stem}")
            found = run(archive_environment(work), "bench.quality", name, texts, folder, *needs)
            figures[name] |= found
    return figures


def ndcg(ranked: Sequence[int], answers: Collection[int]) -> float:
    """Discounted gain of the first ten against the best possible; each answer is worth the same."""
    gain = sum(_discount(place) for place, one in enumerate(ranked[:DEPTH]) if one in answers)
    best = sum(_discount(place) for place in range(min(len(answers), DEPTH)))
    return gain / best if best else 0.0


def score(ranker: Ranker, needs: Iterable[Need]) -> float:
    """The mean over all needs."""
    gains = [ndcg(ranker.ranked(need.text, DEPTH), need.answers) for need in needs]
    return round(sum(gains) / max(len(gains), 1), 4)


def _discount(place: int) -> float:
    return 1 / math.log2(place + 2)


def _keep(asked: RetrievalSet, work: Path, most: int | None) -> tuple[str, int, Path, Path]:
    """The set as files: its name, how many needs, the texts, the needs."""
    work.mkdir(parents=True, exist_ok=True)
    texts = work / f"{len(asked.documents)}-texts.jsonl"
    if not texts.exists():
        _write_lines(texts, asked.documents)
    needs = work / f"{asked.name.replace(' ', '-')}.json"
    kept = asked.needs[:most]
    lines = [{"text": need.text, "answers": sorted(need.answers)} for need in kept]
    needs.write_text(json.dumps({"name": asked.name, "needs": lines}), "utf-8")
    return asked.name, len(kept), texts, needs


def _write_lines(path: Path, documents: Iterable[Document]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for document in documents:
            out.write(json.dumps(asdict(document), ensure_ascii=False) + "\n")


def main() -> None:
    """Score one ranker on the sets over one body of texts."""
    name, texts, folder, *sets = sys.argv[1:]
    ranker = load_ranker(name, Path(texts), Path(folder))
    figures = {}
    for path in sets:
        kept = json.loads(Path(path).read_text("utf-8"))
        needs = [Need(one["text"], frozenset(one["answers"])) for one in kept["needs"]]
        figures[kept["name"]] = score(ranker, needs)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
