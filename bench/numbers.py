"""
The numbers on pages against the database. An archive comes in; every number that differs goes out.

    python -m bench.numbers DATA_DIR --pages 500 --seed 1

Pages are drawn at random, each kind in its share, and each number on them is counted again in plain SQL
(bench.plain_counts). Ends with 1 if one differs. With --json, a line of figures is printed instead.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

from bench.children import archive_environment, command
from bench.page_claims import claims_of
from bench.plain_counts import NO_PLACE, prepare
from bench.say import say

HTTP_OK = 200
ALWAYS = (
    "/",
    "/places/",
    *(f"/places/?level={level}" for level in ("province", "city", "county", "town", "village")),
    "/places/?level=all&sort=latest",
    "/programs/",
    "/programs/?sort=name",
    "/indicators/",
    "/indicators/?sort=figures",
    "/publications/",
    "/authors/?q=小",
    "/years/",
    "/metrics/",
    "/metrics/?indicator=none",
    "/search/",
)
# There where some article has no such thing.
LACKING = {
    "/publications/articles/?name=": "SELECT 1 FROM plain_article WHERE publication = '' LIMIT 1",
    "/years/undated/": "SELECT 1 FROM plain_article WHERE year IS NULL LIMIT 1",
}
PROGRAM = "/programs/{}/"
# Of the pages that are left, so many parts each; the SQL gives what an address is made of.
SHARES = {
    "/places/{}/": (4, "SELECT DISTINCT code FROM plain_place WHERE length(code) <= 6"),
    "/places/?within={}": (
        2,
        f"""SELECT code FROM archive_place WHERE length(code) <= 6 AND name NOT IN {NO_PLACE}
            AND code IN (SELECT code FROM plain_place)""",  # noqa: S608 -- our own words
    ),
    "/towns/{}/": (8, "SELECT DISTINCT code FROM plain_place WHERE length(code) = 9"),
    "/villages/{}/": (3, "SELECT DISTINCT code FROM plain_place WHERE length(code) = 12"),
    PROGRAM: (8, "SELECT DISTINCT slug FROM plain_program"),
    "/indicators/{}/": (5, "SELECT DISTINCT slug FROM plain_figure WHERE slug IS NOT NULL"),
    "/metrics/?place={}": (2, "SELECT DISTINCT place FROM plain_figure WHERE place IS NOT NULL"),
    "/publications/articles/?name={}": (3, "SELECT DISTINCT publication FROM plain_article"),
    "/years/{}/": (2, "SELECT DISTINCT year FROM plain_article WHERE year IS NOT NULL"),
    "/years/{}/?month={}": (
        3,
        "SELECT DISTINCT year, CAST(month AS integer) FROM plain_article WHERE year IS NOT NULL",
    ),
    "/search/?province={}": (1, "SELECT DISTINCT code FROM plain_place WHERE length(code) = 2"),
    "/search/?county={}": (2, "SELECT DISTINCT code FROM plain_place WHERE length(code) = 6"),
    "/search/?town={}": (2, "SELECT DISTINCT code FROM plain_place WHERE length(code) = 9"),
    "/search/?program={}": (2, "SELECT DISTINCT slug FROM plain_program"),
    "/search/?year={}": (1, "SELECT DISTINCT year FROM plain_article WHERE year IS NOT NULL"),
    "/search/?source={}": (
        1,
        "SELECT DISTINCT publication FROM plain_article WHERE publication <> ''",
    ),
    "/articles/{}/": (4, "SELECT id FROM plain_article"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A number of a page that is not what the database says."""

    address: str
    what: str
    shown: str
    right: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Pages looked at, numbers recounted by kind of page, and those that differ."""

    pages: int
    numbers: Counter[str]
    differences: tuple[Difference, ...]


def main() -> int:
    """Draw, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if os.environ.get("DATA_DIR") != str(given.data.resolve()):
        return _in_its_own_process(given)
    outcome = compare(draw(given.pages, given.seed))
    if given.json:
        say(json.dumps(_figures(outcome)))
        return 0
    for each in outcome.differences:
        say(f"{each.address}: {each.what}: shown {each.shown}, counted {each.right}")
    kinds = ", ".join(f"{kind} {n:,}" for kind, n in outcome.numbers.most_common())
    say(
        f"{outcome.pages} pages, {outcome.numbers.total():,} numbers ({kinds}): "
        f"{len(outcome.differences)} differences"
    )
    return 1 if outcome.differences else 0


def _figures(outcome: Outcome) -> dict[str, int]:
    return {
        "pages": outcome.pages,
        "numbers": outcome.numbers.total(),
        "differences": len(outcome.differences),
    }


def draw(pages: int, seed: int) -> list[str]:
    """So many addresses: every list, and of each kind of page its share, or all there are."""
    prepare()
    dice = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    parts = sum(share for share, _sql in SHARES.values())
    lists = [*ALWAYS, *(address for address, sql in LACKING.items() if list(_rows(sql)))]
    left = max(pages - len(lists), 0)
    drawn = lists[:pages]
    for form, (share, sql) in SHARES.items():
        rows = sorted(_rows(sql))
        wanted = min(round(left * share / parts), len(rows))
        drawn += [_address(form, row) for row in dice.sample(rows, wanted)]
    # Where there are fewer provinces or years than their share, more programs are looked at.
    programs = sorted({_address(PROGRAM, row) for row in _rows(SHARES[PROGRAM][1])} - set(drawn))
    lacking = min(max(pages - len(drawn), 0), len(programs))
    return [*drawn, *dice.sample(programs, lacking)]


def compare(addresses: Iterable[str]) -> Outcome:
    """Each page's numbers counted again; a page that does not answer is a difference."""
    client = Client(headers={"host": "127.0.0.1"})
    numbers: Counter[str] = Counter()
    found: list[Difference] = []
    pages = 0
    for address in addresses:
        answer = client.get(address)
        pages += 1
        if answer.status_code != HTTP_OK:
            found.append(Difference(address, "status", str(answer.status_code), str(HTTP_OK)))
            continue
        for claim in claims_of(address, answer.content.decode()):
            numbers[address.split("/")[1] or "home"] += 1
            if not claim.holds:
                found.append(Difference(address, claim.what, claim.shown, claim.right))
    return Outcome(pages, numbers, tuple(found))


def _rows(sql: str) -> Iterator[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        yield from (tuple(map(str, row)) for row in cursor.fetchall())


def _address(form: str, row: Sequence[str]) -> str:
    """The form with the values in its path, or quoted in its query."""
    values = row if "?" not in form else [urlencode({"": one})[1:] for one in row]
    return form.format(*values)


def _in_its_own_process(given: argparse.Namespace) -> int:
    """The same again in a process of that archive: which one it is, is settled when Django starts."""
    data = given.data.resolve()
    form = ("--json",) if given.json else ()
    arguments = (data, "--pages", given.pages, "--seed", given.seed, *form)
    said = command(
        {**archive_environment(data), "DATA_DIR": str(data)},
        "-m",
        "bench.numbers",
        *arguments,
        accepted=(0, 1),
    )
    say(said.rstrip())
    return 0 if given.json else int(not said.rstrip().endswith(": 0 differences"))


if __name__ == "__main__":
    sys.exit(main())
