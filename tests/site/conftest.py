"""The whole site over the five seed reports: read, indexed, served, and looked at in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test.signals import template_rendered
from pytest_django.live_server_helper import LiveServer

from archive.corrections import withdraw
from archive.ingest import read_source, receive_file
from archive.models import Article
from archive.templatetags import standing
from search.upkeep.worker import IndexWorker
from tests.conftest import SEEDS
from tests.search.conftest import closed_index, indexed_seeds, worker
from tests.site.addresses import public_pages

__all__ = ["closed_index", "indexed_seeds", "worker"]

PRINTED_TWICE = "002_818aa2e4a76427a5.txt"
# More figures of one indicator than a page of its table holds.
TOLD_OFTEN = "\n".join(
    ["岳村镇走访记", *(f"{n}年，岳村镇党员干部走访调研{n}次。" for n in range(2001, 2025))]
)


@dataclass(frozen=True, slots=True)
class Site:
    """A served archive: its address, and the path of each page by what it shows."""

    url: str
    pages: dict[str, str]


@pytest.fixture
def site(transactional_db: None, indexed_seeds: IndexWorker, live_server: LiveServer) -> Site:
    """The archive of the seeds, one report printed a second time and cut short, one article withdrawn."""
    gone = Article.objects.published().latest("pk")
    withdraw(gone, "来源要求撤下", by=None)
    lines = (SEEDS / PRINTED_TWICE).read_text("utf-8").splitlines()
    again = receive_file("转载.txt", ["\n".join(lines[: len(lines) * 4 // 5]).encode()])
    often = receive_file("走访.txt", [TOLD_OFTEN.encode()])
    for received in (again, often):
        read_source(received.source.pk)
    assert indexed_seeds.drain()
    return Site(live_server.url, public_pages(gone))


@pytest.fixture
def rendered() -> Iterator[set[str]]:
    """The names of the templates rendered since the test began."""
    names: set[str] = set()
    standing.forget()

    def note(template: object, **_rest: object) -> None:
        names.add(str(getattr(template, "name", "")))

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)
