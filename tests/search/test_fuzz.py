"""Odd queries by the thousand: what was read of a text, written again, is read as the same."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from bench.odd_queries import OddQuery, odd_queries
from search.finding.reading import resolve, say
from search.query.parse import MAX_CHARACTERS, QueryRefused, parse_query
from search.query.terms import Everything
from search.query.written import write_query

QUERIES = 20_000


@pytest.fixture
def queries(seeds: Path) -> list[OddQuery]:
    """Queries made of the seeds' own lines and of everything else."""
    lines = [
        line for path in sorted(seeds.glob("*.txt")) for line in path.read_text("utf-8").split("\n")
    ]
    return list(odd_queries(seed=20261122, count=QUERIES, texts=[line for line in lines if line]))


def test_a_tree_written_and_read_again_is_the_same_tree(queries: list[OddQuery]) -> None:
    read = changed = too_long = 0
    wrong = []

    for query in queries:
        with suppress(QueryRefused):
            tree = parse_query(query.text).node
            written = write_query(tree)
            read += 1
            changed += written != query.text.strip()
            if len(written) > MAX_CHARACTERS:
                too_long += 1
                continue
            try:
                again = parse_query(written).node
            except QueryRefused as refusal:
                wrong.append((query.text, written, str(refusal)))
                continue
            if again != tree:
                wrong.append((query.text, written, repr(again)))

    assert not wrong, (len(wrong), wrong[:8])
    assert read > QUERIES / 2
    assert changed > read / 10
    assert too_long < read / 100, too_long


def test_every_tree_is_said_in_words_however_its_runs_are_decided(queries: list[OddQuery]) -> None:
    for query in queries[::10]:
        with suppress(QueryRefused):
            tree = parse_query(query.text).node
            for occurs in (True, False):
                said = say(
                    resolve(tree, (lambda _literal: True) if occurs else (lambda _literal: False))
                )
                assert said.strip("，。（）"), query
                assert (said == "全部报道") is isinstance(tree, Everything), query
