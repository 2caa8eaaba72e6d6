"""
What a web worker's memory does over many searches. An archive comes in, megabytes along the way go out.

    python -m bench.endurance TYPED SEARCHES      in a process of the archive
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from bench.peers.ours import Ours
from bench.peers.protocol import Question
from bench.timing import resident_mb

STEPS = 10


def main() -> None:
    """Search and print."""
    sys.stdout.write(json.dumps(endure(Path(sys.argv[1]), int(sys.argv[2]))) + "\n")


def endure(typed: Path, searches: int) -> dict[str, Any]:
    """Memory after each tenth of the searches, all different as far as the articles give them."""
    questions = [Question((text,)) for text in json.loads(typed.read_text("utf-8"))[:searches]]
    ours = Ours()
    ours.open(typed, typed.parent)
    along = []
    for number, question in enumerate(questions, start=1):
        ours.page_or_kept(question)
        if number % max(len(questions) // STEPS, 1) == 0:
            along.append(resident_mb())
    return {"searches": len(questions), "along_mb": along}


if __name__ == "__main__":
    main()
