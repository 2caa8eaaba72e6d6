"""
Retrieval sets: texts, questions and which text answers which. A folder of corpora comes in; sets go out.

    ir_broadcast_title    headlines, over broadcast reports without their headlines
    ir_drcd_traditional   questions over paragraphs in Traditional script, asked as typed and in Simplified
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from opencc import OpenCC

from bench.documents import Document
from search.text.folding import fold


@dataclass(frozen=True, slots=True)
class Need:
    """A question and the documents that answer it."""

    text: str
    answers: frozenset[int]


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """One body of texts and what is asked of it."""

    name: str
    documents: tuple[Document, ...]
    needs: tuple[Need, ...]


def read_sets(corpora: Path) -> Iterator[RetrievalSet]:
    """Each set; the Traditional one twice, its questions once in Simplified script."""
    titles = corpora / "ir_broadcast_title"
    yield _read("headlines", _texts(corpora / "broadcast_2022-2026.jsonl.gz", "id"), titles)
    paragraphs = corpora / "ir_drcd_traditional"
    traditional = _read(
        "Traditional questions", _texts(paragraphs / "corpus.jsonl.gz", "_id"), paragraphs
    )
    yield traditional
    yield in_simplified(traditional)


def in_simplified(asked: RetrievalSet) -> RetrievalSet:
    """The same set, its questions typed in Simplified script."""
    convert = OpenCC("t2s").convert
    needs = tuple(replace(need, text=convert(need.text)) for need in asked.needs)
    return replace(asked, name="the same in Simplified", needs=needs)


def _texts(path: Path, key: str) -> dict[str, str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {row[key]: row["text"] for row in map(json.loads, lines)}


def _read(name: str, texts: dict[str, str], folder: Path) -> RetrievalSet:
    numbers = {key: number for number, key in enumerate(texts, start=1)}
    documents = tuple(
        Document(numbers[key], "", (fold(text),), ()) for key, text in texts.items() if fold(text)
    )
    answers: dict[str, set[int]] = {}
    for question, document in _judged(folder / "qrels.tsv"):
        if document in numbers:  # some judged texts are not in the collection
            answers.setdefault(question, set()).add(numbers[document])
    return RetrievalSet(name, documents, tuple(_needs(folder / "queries.jsonl", answers)))


def _judged(path: Path) -> Iterator[Sequence[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in list(csv.reader(lines, delimiter="\t"))[1:]:
            yield row[:2]


def _needs(path: Path, answers: dict[str, set[int]]) -> Iterator[Need]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["_id"] in answers:
            yield Need(row["text"], frozenset(answers[row["_id"]]))
