"""The five seed reports through the real pipeline, indexed by the real index worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from haystack.query import SearchQuerySet

from archive.models import Article
from search.index.documents import Field, lines_of
from search.index.name_index import close_names
from search.index.open_index import close_index
from search.text.folding import folding_table
from search.upkeep.worker import IndexWorker


@pytest.fixture(scope="session", autouse=True)
def folding_is_ready() -> None:
    """Make the folding table before any property is timed."""
    folding_table()


@pytest.fixture(autouse=True)
def closed_index() -> Iterator[None]:
    """Leave no file of a test's index open."""
    yield
    close_index()
    close_names()


@pytest.fixture
def worker(db: None) -> IndexWorker:
    """An index worker that says nothing; the index is built."""
    worker = IndexWorker(lambda _sentence: None)
    worker.prepare()
    return worker


@pytest.fixture
def indexed_seeds(worker: IndexWorker, archived_seeds: None) -> IndexWorker:
    """The eight articles of the seeds, findable."""
    assert worker.drain()
    return worker


def found_ids(text: str) -> set[int]:
    """Ids of all articles a query finds."""
    return {result.pk for result in SearchQuerySet().filter(content=text)[:100]}


def field_texts(article: Article) -> dict[Field, str]:
    """The parts of an article as printed."""
    texts = {field: "\n".join(line.text for line in lines_of(article, field)) for field in Field}
    return {field: text for field, text in texts.items() if text}
