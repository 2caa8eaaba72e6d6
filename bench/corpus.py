"""
The news corpora a search is measured over. A folder of JSON lines comes in; reports as text files go out.

The texts belong to their publishers: nothing of them is kept but in the folder the caller names.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FILES = ("news_2023.jsonl.gz", "broadcast_2022-2026.jsonl.gz")


class CorporaMissing(Exception):
    """The folder does not hold the corpora; the message says what was looked for."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a corpus."""

    key: str
    title: str
    date: str
    publication: str
    text: str

    def page(self) -> str:
        """The report as a page would print it: headline, imprint, text, as far as they are known."""
        imprint = " ".join(
            part for part in (self.publication and f"来源：{self.publication}", self.date) if part
        )
        return "\n\n".join(part for part in (self.title, imprint, self.text) if part)


def check_corpora(folder: Path) -> None:
    """Raises CorporaMissing if a file is not there."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise CorporaMissing(
            f"{folder} does not hold {' and '.join(missing)}. Give the folder of the corpora: "
            'make bench CORPORA=FOLDER SIZES="1000 20000 all".'
        )


def read_reports(folder: Path) -> list[Report]:
    """Every report, in an order that looks random and never changes: a smaller size is a part of a larger."""
    check_corpora(folder)
    reports = [report for name in FILES for report in _of_file(folder / name)]
    return sorted(reports, key=lambda report: sha256(report.key.encode()).digest())


def write_files(reports: Sequence[Report], folder: Path) -> None:
    """One text file a report, a thousand to a folder."""
    for number, report in enumerate(reports):
        path = folder / f"{number // 1000:03}" / f"{report.key}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report.page(), encoding="utf-8")


def _of_file(path: Path) -> Iterator[Report]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Report(
                key=row["id"],
                title=row["title"] or "",
                date=row["date"] or "",
                publication=row["source"] or "",
                text=row["text"],
            )
