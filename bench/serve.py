"""
The whole archive as deployed, under load. An archive comes in; requests a second and waiting times go out.

    python -m bench.serve TYPED SECONDS      in a process of the archive

gunicorn with one worker has one core, the client the other, where there are two.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from archive.ingest import read_source, receive_file
from archive.models import Article
from bench.client import Answered, Wanted, ask, closed_loop, open_loop
from bench.server import NotServed, cores, free_port, running, wait_until_ready
from bench.timing import summary

SEED = 31
CLIENTS = 4
WAITERS = 64  # of the open loop: more than can wait within the time limit at the rates asked
RATES = {"search": 30, "article": 150}  # requests a second, as the bars ask
SEARCHABLE_SECONDS = 60.0
ADDRESSES = 10_000  # of each kind, asked once each: no page is met a second time
KEPT = 200  # pages the server has rendered already, or a reader has
ADDITIONS = 5
MS = 1000


def main() -> None:
    """Serve, load, and print."""
    typed, seconds = Path(sys.argv[1]), float(sys.argv[2])
    server, client = cores()
    port = free_port()
    with running(["gunicorn", "-c", "config/gunicorn.py"], server, port) as web:
        os.sched_setaffinity(0, client)
        wait_until_ready(port, web)
        figures = load(port, _addresses(port, json.loads(typed.read_text("utf-8"))), seconds)
        with running(["manage.py", "index_worker"], client, port):
            figures["started_ms"] = _add_and_wait(port, 0)  # the worker's own start is in it
            figures["searchable_ms"] = [_add_and_wait(port, n) for n in range(1, ADDITIONS + 1)]
    figures["cores"] = len(server | client)
    sys.stdout.write(json.dumps(figures) + "\n")


def load(port: int, wanted: dict[str, list[Wanted]], seconds: float) -> dict[str, Any]:
    """
    Each kind of request as fast as it goes, then at the rate of its bar.

    Pages are asked for the first time, and "again" those the server has rendered for the same edition.
    """
    figures: dict[str, Any] = {"closed": {}, "open": {}}
    for kind, requests in wanted.items():
        fresh = requests[: len(requests) // 2] if kind in RATES else requests
        answers, took = closed_loop(port, fresh, seconds, CLIENTS)
        figures["closed"][kind] = {"per_second": round(len(answers) / took, 1), **_told(answers)}
    for kind, rate in RATES.items():
        fresh = wanted[kind][len(wanted[kind]) // 2 :]
        answers = open_loop(port, fresh, seconds, rate, WAITERS)
        figures["open"][kind] = {"rate": rate, **_told(answers)}
    return figures


def _told(answers: Sequence[Answered]) -> dict[str, Any]:
    statuses = Counter(answer.status for answer in answers)
    return {"statuses": dict(statuses), **asdict(summary([answer.ms for answer in answers]))}


def _addresses(port: int, typed: Sequence[str]) -> dict[str, list[Wanted]]:
    dice = random.Random(SEED)  # noqa: S311 -- repeatable, not secret
    articles = Article.objects.published().order_by("pk").only("pk")
    chosen = dice.sample(list(articles), min(len(articles), ADDRESSES + KEPT))
    pages = [Wanted(article.get_absolute_url()) for article in chosen]
    # The number is nothing to the search and makes the address a new one.
    search = [_searching(typed[n % len(typed)], n) for n in range(ADDRESSES)]
    known, kept = [_searching(text, 0) for text in typed[:KEPT]], pages[-KEPT:]
    for page in known:
        ask(port, page)
    return {
        "search": search,
        "article": pages[:-KEPT] or pages,
        "304": [_again(port, page) for page in kept],
        "article again": kept,
        "search again": known,
    }


def _searching(text: str, number: int) -> Wanted:
    return Wanted(f"/search/?{urlencode({'q': text, 'n': number})}")


def _again(port: int, page: Wanted) -> Wanted:
    """The request of a reader who has the page already."""
    _answered, body = ask(port, page)
    found = re.search(rb"(?im)^etag: (.+?)\r$", body)
    return Wanted(page.address, {"If-None-Match": found[1].decode()} if found else {})


def _add_and_wait(port: int, number: int) -> float:
    """Milliseconds from an article's commit until the site finds it."""
    word = f"{time.time_ns():x}"
    text = f"新增报道第{number}篇\n\n某县组织部记下这一行，编号{word}，用来看多久能检索到。"
    receipt = receive_file(f"{word}.txt", [text.encode()])
    read_source(receipt.source.pk)
    began = time.perf_counter()
    wanted = Wanted(f"/search.json?{urlencode({'q': word})}")
    while time.perf_counter() - began < SEARCHABLE_SECONDS:
        _answered, body = ask(port, wanted)
        if json.loads(body.partition(b"\r\n\r\n")[2]).get("count"):
            return round((time.perf_counter() - began) * MS, 1)
        time.sleep(0.02)
    raise NotServed(f"a new article was not found within {SEARCHABLE_SECONDS:g} s")


if __name__ == "__main__":
    main()
