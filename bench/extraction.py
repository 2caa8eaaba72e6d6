"""
`make bench`, or `python -m bench.extraction [CORPUS] [-n REPORTS]`: how fast and how lean reading is.

Seconds are those of the processor, of this process alone, so that a busy machine measures the same work.
Nothing fails for being slow: the goals stand beside the figures.
"""

from __future__ import annotations

import argparse
import inspect
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

from archive.pipeline import read
from archive.pipeline.errors import UnreadableSource
from archive.pipeline.read import read_file
from archive.resources import resources
from bench.hostile import hostile_texts
from bench.texts import ROOT, corpus_texts, seed_texts

GOALS = {"characters/s": 150_000, "1 MB against 10 kB": 2.0, "peak MB": 300, "hostile s": 3.0}
REPEATS = 3
LARGE = 1_000_000  # bytes in UTF-8
STEPS = ("source", "page", "places", "programs", "metrics", "checks")
PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
LOADING = f"import bench; from time import perf_counter as now; t = now(); from archive.resources import resources; resources(); print(round(now() - t, 2)); {PEAK}"
READING = f"from bench.extraction import read_all; from bench.texts import seed_texts; read_all(seed_texts()); {PEAK}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path, help="folder of .txt, or .jsonl(.gz)")
    parser.add_argument(
        "-n", type=int, default=300, metavar="REPORTS", help="reports of the corpus"
    )
    asked = parser.parse_args()

    say("Loading, in a fresh process")
    seconds, peak = fresh(LOADING)
    say(f"  {seconds} s, peak {peak} MB")
    say(
        f"Reading the seeds, in a fresh process: peak {fresh(READING)[0]} MB (goal {GOALS['peak MB']})"
    )

    resources()
    show_speed("Seeds, whole", seed_texts() * 4)
    if asked.corpus:
        show_speed(f"{asked.corpus.name}, whole reports", corpus_texts(asked.corpus, asked.n))
    show_linearity()
    say(f"Hostile texts of 1 MB, seconds (goal below {GOALS['hostile s']} each)")
    for hostile in hostile_texts():
        say(f"  {measure(partial(read_all, [hostile.text])):6.2f}  {hostile.name}")


def show_speed(title: str, texts: Sequence[str]) -> None:
    """Print characters a second over `texts`, whole and for each step."""
    characters = sum(map(len, texts))
    best = min(measure(partial(read_all, texts)) for _ in range(REPEATS))
    say(f"{title}: {len(texts)} texts, {characters} characters")
    say(f"  {characters / best:10,.0f} characters/s (goal {GOALS['characters/s']:,})")
    for step, seconds in step_seconds(texts).items():
        say(f"  {characters / seconds:10,.0f} {step} alone")


def show_linearity() -> None:
    """Print what a character costs in a text of 1 MB, as a multiple of its cost in reports of 10 kB."""
    for name, joint in (("reports", "\n\n"), ("one paragraph", "")):
        small = [
            text.lstrip("# ").replace("\n", joint) for text in seed_texts()
        ]  # about 10 kB each
        whole = joint.join(small)
        large = joint.join([whole] * (1 + LARGE // len(whole.encode())))
        times = cost([large]) / cost(small)
        goal = GOALS["1 MB against 10 kB"]
        say(f"A character of 1 MB costs {times:.2f} of one of 10 kB, {name} (goal at most {goal})")


def cost(texts: Sequence[str]) -> float:
    """The seconds a character of `texts` takes, the best of a few runs."""
    best = min(measure(partial(read_all, texts)) for _ in range(REPEATS))
    return best / sum(map(len, texts))


def step_seconds(texts: Sequence[str]) -> Counter[str]:
    """The seconds each step takes within `read_file`, measured around the functions it calls."""
    spent: Counter[str] = Counter()
    steps = {
        name: (function, step_of(function))
        for name, function in vars(read).items()
        if inspect.isfunction(function) and step_of(function) in STEPS
    }
    for name, (function, step) in steps.items():
        setattr(read, name, timed(function, step, spent))
    try:
        read_all(texts)
    finally:
        for name, (function, _) in steps.items():
            setattr(read, name, function)
    return spent


def step_of(function: Callable[..., Any]) -> str:
    """The package of the pipeline a function comes from (archive.pipeline.page.split → page)."""
    return function.__module__.removeprefix("archive.pipeline.").split(".")[0]


def timed(function: Callable[..., Any], step: str, spent: Counter[str]) -> Callable[..., Any]:
    """`function`, adding the seconds of each call to `spent[step]`."""

    def call(*args: Any, **named: Any) -> Any:
        start = process_time()
        try:
            return function(*args, **named)
        finally:
            spent[step] += process_time() - start  # type: ignore[assignment]

    return call


def read_all(texts: Sequence[str]) -> None:
    """Read each text as a file; one that holds no report is passed over."""
    for text in texts:
        try:
            read_file(text.encode(), "报道.txt", resources())
        except UnreadableSource as error:
            say(f"  (not read: {error.sentence[:40]}…)")


def measure(work: Callable[[], None]) -> float:
    """The processor's seconds for `work`."""
    start = process_time()
    work()
    return process_time() - start


def fresh(code: str) -> list[str]:
    """The lines `code` prints in a process of its own."""
    done = subprocess.run(  # noqa: S603 -- our own interpreter, our own words
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.split()


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
