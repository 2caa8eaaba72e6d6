"""What the measurements read: the seeds and, where a path is given, reports of a corpus. Paths in, texts out."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
PARTY_WORDS = ("党建", "党支部", "党员", "党委", "党组织")
MIN_PARTY_WORDS = 2
TOWN_WORDS = ("镇", "乡", "街道")


def seed_texts() -> list[str]:
    """The five seed reports."""
    return [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]


def corpus_texts(path: Path, most: int) -> list[str]:
    """
    Up to `most` reports about towns' Party building.

    `path` is a folder of .txt files or a file of JSON lines (.jsonl or .jsonl.gz) with a field "text".
    """
    texts = _of_folder(path) if path.is_dir() else _of_lines(path)
    return list(islice(filter(_is_report, texts), most))


def _of_folder(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.txt")):
        yield path.read_text("utf-8")


def _of_lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield str(json.loads(line)["text"])


def _is_report(text: str) -> bool:
    party = sum(word in text for word in PARTY_WORDS)
    return party >= MIN_PARTY_WORDS and any(word in text for word in TOWN_WORDS)
