"""Orders and counts of columns: each short way gives what the long way gives."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from search.index import columns
from search.index.builds import index_root, new_build
from search.index.characters import CharacterIndex
from search.index.columns import Order
from search.index.documents import Facet, FacetValue, Field, IndexedDocument
from search.index.idsets import IdSet
from search.index.writer import write_documents

# A build carries the mark of the database it belongs to.
pytestmark = pytest.mark.django_db


@pytest.fixture
def characters(data_dir: object) -> CharacterIndex:
    """Sixty articles with and without date, with common and lone programs."""
    dice = random.Random(20261122)  # noqa: S311  # repeatable, not secret
    build = new_build(index_root())
    documents = [
        IndexedDocument(
            number,
            1,
            {Field.BODY: "积分"},
            date(2020, 1, 1) + timedelta(days=dice.randrange(9)) if number % 4 else None,
            tuple(
                FacetValue(Facet.PROGRAM, f"p{one:02}", f"做法{one}")
                for one in sorted({dice.randrange(8), 10 + number if number % 3 else 9})
            ),
        )
        for number in range(1, 61)
    ]
    write_documents(build, documents, create=True)
    return CharacterIndex(build.characters)


@pytest.mark.parametrize("order", list(Order))
def test_picking_gives_what_walking_gives(
    characters: CharacterIndex, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = IdSet(range(2, 61, 3))
    with characters.snapshot() as state:
        walked = state.sort(ids, order)
        monkeypatch.setattr(columns, "SPARSE", 1.1)

        picked = [state.sort(ids, order, limit) for limit in range(21)]

    assert len(walked) == 20
    assert picked == [walked[:limit] for limit in range(21)]


@pytest.mark.parametrize("limit", [None, 1, 5, 12, 100])
def test_counts_are_those_of_each_value_the_most_frequent_first(
    characters: CharacterIndex, limit: int | None
) -> None:
    ids = IdSet(range(1, 61, 2))
    with characters.snapshot() as state:
        counts = state.counts([Facet.PROGRAM], ids, limit)[Facet.PROGRAM]
        sizes = Counter({one.value: len(one.ids) for one in state.split(Facet.PROGRAM, ids)})

    expected = sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0]))
    assert counts.distinct == len(expected) > 20
    assert [(one.value, one.count) for one in counts.values] == expected[:limit]
