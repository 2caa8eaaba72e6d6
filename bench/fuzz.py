"""
Odd queries against a whole archive: is any an error page, is any slow?

    DATA_DIR=/archive DEBUG=1 DJANGO_SETTINGS_MODULE=config.settings python -m bench.fuzz [COUNT] [SEED]

Each query is asked of the page and of the JSON, through Django's own request path, by a process a core.
Printed: by kind how many there were and how long they took, then the slowest. Exit 1 if one was an error
or over the bar. Times are those of the wall; CPU is printed beside them, for on a busy machine a wait is
no work.
"""

from __future__ import annotations

import logging
import random
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.test import Client

from archive.models import Article
from archive.processes import cores, working_processes
from bench.odd_queries import OddQuery, odd_queries
from search.index.open_index import close_index
from search.upkeep.warming import warm_up

COUNT, SEED = 5000, 20261122
BAR_MS = 500.0
TEXTS = 300
SLOWEST = 10
LAWFUL = {200, 302, 400}
ADDRESSES = ("/search/", "/search.json")


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer: how long it took and what came of it."""

    query: OddQuery
    address: str
    status: int
    wall_ms: float
    cpu_ms: float


def main() -> int:
    """Ask everything, print the report; 1 if a bar was missed."""
    count, seed = _arguments()
    logging.disable(logging.WARNING)
    asked = ask_all(odd_queries(seed, count, _texts(seed)))
    wrong = [one for one in asked if one.status not in LAWFUL]
    slow = [one for one in asked if one.cpu_ms > BAR_MS]
    for kind in sorted({one.query.kind for one in asked}):
        _print_kind(kind, [one for one in asked if one.query.kind == kind])
    _print_kind("all", asked)
    print(f"\nslowest of {len(asked)} answers, {len(slow)} over {BAR_MS:.0f} ms of CPU:")  # noqa: T201
    for one in sorted(asked, key=lambda one: -one.cpu_ms)[:SLOWEST]:
        print(f"{one.cpu_ms:8.0f} {one.wall_ms:8.0f}  {one.address:13} {one.query.text!r:.100}")  # noqa: T201
    for one in wrong:
        print(f"error {one.status}: {one.address} {one.query.text!r}")  # noqa: T201
    return 1 if wrong or slow else 0


def _arguments() -> tuple[int, int]:
    given = [int(one) for one in sys.argv[1:3]]
    count, seed = [*given, *(COUNT, SEED)[len(given) :]]
    return count, seed


def ask_all(
    queries: Iterable[OddQuery],
    addresses: Sequence[str] = ADDRESSES,
    processes: int | None = None,
) -> list[Asked]:
    """What came of every query at each of `addresses`; as many processes as there are cores share them."""
    every = list(queries)
    count = processes or cores()
    warm_up()  # before the processes part, so that they share the dictionary
    close_index()
    with working_processes(count) as pool:
        shares = [pool.submit(_ask, every[at::count], addresses) for at in range(count)]
        return [one for share in shares for one in share.result()]


def _ask(queries: Sequence[OddQuery], addresses: Sequence[str]) -> list[Asked]:
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    client.get("/search/", {"q": "党建"})  # what a process loads once
    return [_ask_one(client, query, address) for query in queries for address in addresses]


def _ask_one(client: Client, query: OddQuery, address: str) -> Asked:
    wall, cpu = time.perf_counter(), time.process_time()
    status = client.get(f"{address}?q={query.encoded}").status_code
    return Asked(
        query,
        address,
        status,
        (time.perf_counter() - wall) * 1000,
        (time.process_time() - cpu) * 1000,
    )


def _texts(seed: int) -> list[str]:
    """Titles and paragraphs of some articles of the archive."""
    ids = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    dice = random.Random(seed)  # noqa: S311  # repeatable, not secret
    chosen = Article.objects.filter(pk__in=dice.sample(ids, min(TEXTS, len(ids)))).order_by("pk")
    texts = [text for one in chosen for text in (one.title, *_paragraphs(one)) if text]
    return texts or ["党建"]


def _paragraphs(article: Article) -> list[str]:
    return [one["text"] for one in article.content.get("paragraphs", [])[:3]]


def _print_kind(kind: str, asked: list[Asked]) -> None:
    cpu = sorted(one.cpu_ms for one in asked)
    wall = sorted(one.wall_ms for one in asked)
    refused = sum(one.status >= 400 for one in asked)  # noqa: PLR2004  # HTTP
    print(  # noqa: T201
        f"{kind:13} {len(asked):6} asked {refused:5} refused   CPU ms p50 {statistics.median(cpu):6.1f}"
        f"  p95 {cpu[int(len(cpu) * 0.95)]:6.1f}  p99 {cpu[int(len(cpu) * 0.99)]:6.1f}  max {cpu[-1]:6.0f}"
        f"   wall p95 {wall[int(len(wall) * 0.95)]:6.1f}  max {wall[-1]:6.0f}"
    )


if __name__ == "__main__":
    sys.exit(main())
