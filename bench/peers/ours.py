"""
This archive's engine, through the code that serves readers. Runs in a process of the archive measured.

Pages and exports are whole requests through every middleware to the last byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.http.response import HttpResponseBase
from django.test import Client

from archive.models import IndexJob
from bench.peers.protocol import TOP, Question
from config.kept_pages import pages
from search.finding.answers import Request
from search.finding.finder import Finder
from search.finding.visibility import hidden_ids
from search.index.builds import current_build, index_root
from search.index.open_index import open_index
from search.query.parse import make_literal, parse_query
from search.upkeep.rebuild import rebuild
from search.upkeep.warming import warm_up

HTTP_OK = 200


class UnexpectedAnswer(Exception):
    """A page that must answer did not; the message has its address and status."""


class Ours:
    """The finder for ids, the site itself for pages."""

    _client: Client

    def prepare(self, documents: Path, folder: Path) -> None:
        """Nothing: the rows are there."""

    def files(self, folder: Path) -> Path:
        return current_build(index_root()).path

    def build(self, documents: Path, folder: Path) -> int:
        """
        `rebuild_search`, verification included.

        The outbox of an archive just made still names every article; the rebuild has done that work.
        """
        report = rebuild()
        IndexJob.objects.all().delete()
        return report.documents

    def open(self, documents: Path, folder: Path) -> None:
        """What a web worker does before it serves."""
        warm_up()
        self._client = Client(headers={"host": "127.0.0.1"})

    def find(self, literal: str) -> set[int]:
        return set(self.finder().ids(make_literal(literal)))

    def top(self, question: Question) -> list[int]:
        request = Request(parse_query(question.typed).node, size=TOP)
        return [found.article_id for found in self.finder().answer(request).page]

    def page(self, question: Question) -> None:
        pages.forget()  # peers keep no answers
        self._get("/search/", {"q": question.typed})

    def export(self, question: Question, most: int) -> int:
        response = self._get("/search.csv", {"q": question.typed})
        chunks = getattr(response, "streaming_content", None) or [getattr(response, "content", b"")]
        return sum(chunk.count(b"\n") for chunk in chunks)

    def _get(self, address: str, parameters: Mapping[str, str]) -> HttpResponseBase:
        response: HttpResponseBase = self._client.get(address, parameters)
        if response.status_code != HTTP_OK:
            raise UnexpectedAnswer(f"{address} {parameters}: {response.status_code}")
        return response

    def finder(self) -> Finder:
        """As a request makes it."""
        return Finder(open_index(index_root()), hidden_ids())
