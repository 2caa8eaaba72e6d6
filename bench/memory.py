"""
How much memory a web worker holds while it is asked. In: DATA_DIR of an archive with its index, and how many
searches. Out: one line each tenth of them, then the growth between the second and the last.

    DJANGO_SETTINGS_MODULE=config.settings DATA_DIR=… python -m bench.memory --searches 10000

Searches are drawn from the archive's own texts, so that no two need be alike, and go through the whole
page: parameters, engine, rows, template. What a worker keeps (columns, postings, dictionary) is full
after the first tenths.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.test import Client

from archive.models import Article
from search.upkeep.warming import warm_up

TENTHS = 10
SAMPLE = 400  # articles whose texts searches are cut from
LENGTHS = (1, 2, 2, 3, 4, 4, 6, 8)
MEGABYTE = 1 << 20


def say(line: str) -> None:
    """One line of the table, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def resident() -> float:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / MEGABYTE


def draw_searches(count: int, seed: int) -> Iterator[dict[str, str]]:
    """Parameters of so many searches: runs, literals, two words, other orders, narrowed to a year."""
    dice = random.Random(seed)  # noqa: S311  # repeatable, not secret
    keys = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    rows = Article.objects.filter(pk__in=dice.sample(keys, min(SAMPLE, len(keys))))
    bodies = [
        "".join(one["text"] for one in content["paragraphs"])
        for content in rows.order_by("pk").values_list("content", flat=True)
    ]
    bodies = [body for body in bodies if body]

    def piece() -> str:
        body, length = dice.choice(bodies), dice.choice(LENGTHS)
        start = dice.randrange(max(len(body) - length, 1))
        return body[start : start + length]

    for number in range(count):
        asked = {"q": (piece(), f"“{piece()}”", f"{piece()} {piece()}")[number % 3]}
        if number % 7 == 0:
            asked["sort"] = dice.choice(("newest", "oldest", "town"))
        if number % 11 == 0:
            asked["year"] = str(dice.randrange(2015, 2027))
        yield asked


def measure(searches: int, seed: int) -> None:
    """Ask, and print what is held."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.DEBUG = False  # else Django keeps every question to the database
    client = Client()
    warm_up()
    say(f"{'searches':>8} {'MB':>7} {'ms each (CPU)':>14} {'refused':>8}")
    say(f"{0:>8} {resident():>7.0f}")
    held = []
    refused = 0
    step = max(searches // TENTHS, 1)
    started = time.process_time()
    for done, asked in enumerate(draw_searches(searches, seed), start=1):
        answer = client.get("/search/", asked)
        refused += answer.status_code == 400  # noqa: PLR2004
        if answer.status_code not in (200, 400):
            raise SystemExit(f"{asked}: {answer.status_code}")
        if done % step == 0:
            held.append(resident())
            each = (time.process_time() - started) * 1000 / step
            say(f"{done:>8} {held[-1]:>7.0f} {each:>14.1f} {refused:>8}")
            started = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"most {peak:.0f} MB; from the second tenth to the last {held[-1] / held[1] - 1:+.1%}")


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--searches", type=int, default=10_000, help="how many, at least 20")
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    measure(max(options.searches, 2 * TENTHS), options.seed)


if __name__ == "__main__":
    main()
