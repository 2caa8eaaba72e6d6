"""
The archive's pages: server time and number of queries. An archive comes in, figures for each kind of page go out.

    python -m bench.pages EACH      in a process of the archive
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Count, Model, QuerySet
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Article, Indicator, Place, Program
from archive.models.place import Level
from bench.timing import time_each
from config.kept_pages import pages

SEED = 5
MOST_NAMED = 20  # the fullest pages are always among those asked for
HTTP_OK = 200


class UnexpectedPage(Exception):
    """A page that must answer did not; the message has its address and status."""


def main() -> None:
    """Measure and print."""
    each = int(sys.argv[1])
    client = Client(headers={"host": "127.0.0.1"})
    figures = {kind: measure(client, addresses) for kind, addresses in draw(each).items()}
    sys.stdout.write(json.dumps(figures) + "\n")


def draw(each: int) -> dict[str, list[str]]:
    """Addresses of each kind of page: the fullest, and others at random."""
    articles = Article.objects.published()
    towns = Place.objects.filter(level=Level.TOWN)
    return {
        "article": _addresses(articles, "metrics", each),
        "town": _addresses(towns, "mentions", each),
        "program": _addresses(Program.objects.all(), "mentions", each),
        "indicator": _addresses(Indicator.objects.all(), "metrics", each),
    }


def measure(client: Client, addresses: Sequence[str]) -> dict[str, Any]:
    """Times of the pages, asked for twice before, and how many queries each needs."""
    for address in addresses[:2]:
        _get(client, address)
    timing = time_each(partial(_get, client, address) for address in addresses)
    queries = [_queries(client, address) for address in addresses]
    sizes = [
        len(getattr(_get(client, address), "content", b"")) for address in addresses[:MOST_NAMED]
    ]
    return {
        **asdict(timing),
        "fewest_queries": min(queries, default=0),
        "most_queries": max(queries, default=0),
        "largest_bytes": max(sizes, default=0),
    }


def _addresses(rows: QuerySet[Any], related: str, each: int) -> list[str]:
    dice = random.Random(SEED)  # noqa: S311 -- repeatable, not secret
    named = rows.annotate(named=Count(related)).filter(named__gt=0).order_by("-named", "pk")
    fullest = list(named[:MOST_NAMED])
    keys = sorted(named.values_list("pk", flat=True)[MOST_NAMED:])
    more = min(max(each - len(fullest), 0), len(keys))
    others = rows.filter(pk__in=dice.sample(keys, more))
    chosen: list[Model] = [*fullest[:each], *others.order_by("pk")]
    return [str(row.get_absolute_url()) for row in chosen]  # type: ignore[attr-defined]


def _get(client: Client, address: str) -> HttpResponseBase:
    pages.forget()  # each as asked for the first time
    response = client.get(address)
    if response.status_code != HTTP_OK:
        raise UnexpectedPage(f"{address}: {response.status_code}")
    return response


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        _get(client, address)
    return len(captured)


if __name__ == "__main__":
    main()
