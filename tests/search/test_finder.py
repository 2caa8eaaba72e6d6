"""The order of results: what cannot reach a page is not scored, and pages are as if it were."""

from __future__ import annotations

import random

import pytest

from search.finding.answers import Request
from search.finding.finder import Finder
from search.finding.ranking import BEST
from search.index.builds import index_root, new_build
from search.index.documents import Field, IndexedDocument
from search.index.idsets import IdSet
from search.index.open_index import opened
from search.index.writer import write_documents
from search.query.parse import parse_query

# A build carries the mark of the database it belongs to.
pytestmark = pytest.mark.django_db
ARTICLES = 3 * BEST


@pytest.mark.parametrize("typed", ["积分", "积分 支部", "積分", "标题:积分 OR 支部"])
def test_pages_are_slices_of_the_order_of_all_hits(data_dir: object, typed: str) -> None:
    dice = random.Random(20261122)  # noqa: S311  # repeatable, not secret
    documents = [
        IndexedDocument(
            number,
            1,
            {
                Field.TITLE: dice.choice(("积分", "支部", "第一期")),
                Field.BODY: " ".join(
                    dice.choices(("积分", "支部", "网格", "村"), k=dice.randint(3, 40))
                ),
            },
            None,
            (),
        )
        for number in range(1, ARTICLES + 1)
    ]
    build = new_build(index_root())
    write_documents(build, documents, create=True)
    node = parse_query(typed).node

    with opened(build) as index:
        finder = Finder(index, IdSet())
        whole = finder.answer(Request(node)).page
        first = finder.answer(Request(node, size=20)).page
        deep = finder.answer(Request(node, start=240, size=20)).page

    assert len(whole) > BEST + 60
    assert [one.article_id for one in first] == [one.article_id for one in whole[:20]]
    assert [one.article_id for one in deep] == [one.article_id for one in whole[240:260]]
    assert [one.score for one in first] == pytest.approx([one.score for one in whole[:20]])
