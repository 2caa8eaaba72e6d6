"""
One engine in a process of its own. `build` or `ask`, engine and folders come in; a line of JSON goes out.

    python -m bench.measure build ENGINE DOCUMENTS FOLDER
    python -m bench.measure ask ENGINE DOCUMENTS FOLDER MIX
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter, process_time
from typing import Any

from bench.peers import load_engine
from bench.peers.protocol import Engine
from bench.questions import Law, Mix, read_mix
from bench.timing import Timing, resident_mb, size_of, summary, time_each

LAW_SECONDS = 60.0
EXPORTED = 1000
MS = 1000


def main() -> None:
    """Do as the arguments say and print what came of it."""
    act, name, documents, folder, *mix = sys.argv[1:]
    began = resident_mb()
    engine = load_engine(name)
    if act == "build":
        figures = build(engine, Path(documents), Path(folder))
    else:
        figures = ask(engine, Path(documents), Path(folder), read_mix(Path(mix[0])))
    memory = {
        "start_mb": began,
        "peak_mb": resident_mb(field="VmHWM"),
        "largest_child_mb": round(getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024, 1),
    }
    sys.stdout.write(json.dumps({**figures, **memory}) + "\n")


def build(engine: Engine, documents: Path, folder: Path) -> dict[str, Any]:
    """Seconds and bytes of a fresh index."""
    engine.prepare(documents, folder)
    began, began_cpu = perf_counter(), process_time()
    number = engine.build(documents, folder)
    return {
        "documents": number,
        "seconds": round(perf_counter() - began, 2),
        "cpu_seconds": round(process_time() - began_cpu, 2),
        "bytes": size_of(engine.files(folder)),
    }


def ask(engine: Engine, documents: Path, folder: Path, mix: Mix) -> dict[str, Any]:
    """Times of every kind of question, and what the substring law says."""
    engine.open(documents, folder)
    for question in mix.warming:
        engine.top(question)
        engine.page(question)
    kinds = {
        kind: time_each(partial(engine.top, question) for question in questions)
        for kind, questions in mix.kinds.items()
    }
    return {
        "kinds": {kind: asdict(timing) for kind, timing in kinds.items()},
        "page": asdict(time_each(partial(engine.page, question) for question in mix.pages)),
        "export": asdict(_exports(engine, mix)),
        **_law(engine, mix.laws),
    }


def _exports(engine: Engine, mix: Mix) -> Timing:
    """Milliseconds for a thousand rows, whatever the hits were."""
    times = []
    for question in mix.exports:
        began = perf_counter()
        rows = engine.export(question, EXPORTED)
        times.append((perf_counter() - began) * MS * EXPORTED / max(rows, 1))
    return summary(times)


def _law(engine: Engine, laws: tuple[Law, ...]) -> dict[str, Any]:
    """How many literals found every holder, how many found others too."""
    complete = exact = 0
    clock: list[float] = []
    processor: list[float] = []
    for law in laws:
        began, began_cpu = perf_counter(), process_time()
        found = engine.find(law.literal)
        processor.append((process_time() - began_cpu) * MS)
        clock.append((perf_counter() - began) * MS)
        complete += law.holders <= found
        exact += found <= law.holders
        if sum(clock) > LAW_SECONDS * MS:
            break
    return {
        "law": {"asked": len(clock), "complete": complete, "without_extras": exact},
        "literal": asdict(summary(clock, processor)),
    }


if __name__ == "__main__":
    main()
