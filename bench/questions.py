"""
The questions engines are asked, and how they are kept between processes. A mix comes in, a file goes out, and back.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.peers.protocol import Question

KINDS = ("one character", "one word", "two words", "literal phrase", "rare name")


@dataclass(frozen=True, slots=True)
class Law:
    """A substring of some article, and every article that holds it."""

    literal: str
    holders: frozenset[int]


@dataclass(frozen=True, slots=True)
class Mix:
    """The questions: by kind, for pages, for exports and for the substring law."""

    documents: int
    kinds: dict[str, tuple[Question, ...]]
    pages: tuple[Question, ...]
    exports: tuple[Question, ...]
    laws: tuple[Law, ...]
    warming: tuple[Question, ...]


def write_mix(mix: Mix, path: Path) -> None:
    """Keep the mix for the processes that measure."""
    laws = [{"literal": law.literal, "holders": sorted(law.holders)} for law in mix.laws]
    path.write_text(json.dumps({**asdict(mix), "laws": laws}, ensure_ascii=False), "utf-8")


def read_mix(path: Path) -> Mix:
    """A mix that `write_mix` kept."""
    kept = json.loads(path.read_text("utf-8"))
    return Mix(
        documents=kept["documents"],
        kinds={kind: _asked(questions) for kind, questions in kept["kinds"].items()},
        pages=_asked(kept["pages"]),
        exports=_asked(kept["exports"]),
        laws=tuple(Law(law["literal"], frozenset(law["holders"])) for law in kept["laws"]),
        warming=_asked(kept["warming"]),
    )


def _asked(questions: Sequence[dict[str, Any]]) -> tuple[Question, ...]:
    return tuple(Question(tuple(one["terms"]), one["quoted"]) for one in questions)
