"""
What our own search promises, checked at full size: the substring law, parity of scripts, any typed text.

    python -m bench.checks DOCUMENTS LAWS PAIRS TYPED      in a process of the archive
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from opencc import OpenCC

from bench.documents import Document, read_documents
from bench.fuzz import SLOWEST, ask_all
from bench.mix import draw_laws, draw_questions
from bench.odd_queries import odd_queries
from bench.peers.ours import Ours
from bench.peers.protocol import Question
from bench.questions import KINDS
from bench.timing import summary
from search.query.parse import parse_query

SEED = 8
PASTED = 2000  # articles that passages are pasted from


def main() -> None:
    """Check and print."""
    documents, laws, pairs, typed = sys.argv[1:]
    every = list(read_documents(Path(documents)))
    ours = Ours()
    ours.open(Path(documents), Path(documents).parent)
    dice = random.Random(SEED)  # noqa: S311 -- repeatable, not secret
    figures = {
        "documents": len(every),
        "law": check_law(ours, every, int(laws), dice),
        "parity": check_parity(ours, every, int(pairs), dice),
        "typed": check_typed(every, int(typed)),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


def check_law(
    ours: Ours, documents: list[Document], count: int, dice: random.Random
) -> dict[str, int]:
    """How many substrings, how many articles missed, how many found that do not hold theirs."""
    missed = extra = 0
    laws = draw_laws(documents, count, dice)
    for law in laws:
        found = ours.find(law.literal)
        missed += len(law.holders - found)
        extra += len(found - law.holders)
    return {"substrings": len(laws), "missed": missed, "extra": extra}


def check_parity(
    ours: Ours, documents: list[Document], count: int, dice: random.Random
) -> dict[str, int]:
    """How many questions find the same articles typed in Simplified and in Traditional script."""
    traditional = OpenCC("s2t").convert
    each = -(-count // len(KINDS))
    drawn = [one for kind in KINDS for one in draw_questions(kind, documents, dice, each)]
    drawn += draw_questions("two words", documents, dice, count - len(drawn))
    same = changed = 0
    for question in drawn:
        other = Question(tuple(map(traditional, question.terms)), question.quoted)
        changed += other != question
        same += _all(ours, question) == _all(ours, other)
    return {"questions": len(drawn), "written_otherwise": changed, "same": same}


def _all(ours: Ours, question: Question) -> set[int]:
    return set(ours.finder().ids(parse_query(question.typed).node))


def check_typed(documents: list[Document], count: int) -> dict[str, Any]:
    """Answers to anything a person may type or paste: statuses, and how long each took."""
    texts = [part for document in documents[:PASTED] for part in document.parts]
    asked = ask_all(odd_queries(SEED, count, texts), ["/search/"])
    statuses = Counter(one.status for one in asked)
    timing = summary([one.wall_ms for one in asked], [one.cpu_ms for one in asked])
    slowest = sorted(asked, key=lambda one: -one.cpu_ms)[:SLOWEST]
    return {
        "statuses": dict(sorted(statuses.items())),
        **asdict(timing),
        "slowest": [[one.query.text, round(one.cpu_ms)] for one in slowest],
    }


if __name__ == "__main__":
    main()
