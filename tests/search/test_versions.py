"""Printings of one report as one entry of the results, none hidden, every one counted."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import read_source, receive_file
from archive.models import Article
from search.finding.versions import Entry, Versions
from search.upkeep.worker import IndexWorker
from tests.reprints.printings import EDITS, make_templates

REPORTS = [report.text for report in make_templates(30, seed=7)]


@pytest.fixture
def printed(worker: IndexWorker) -> list[int]:
    """Thirty reports of one pattern, every third of them printed by three papers; ids in order."""
    for at, text in enumerate(REPORTS):
        edits = ("other head", "cut to 3/4", "traditional") if at % 3 == 0 else ("other head",)
        for number, edit in enumerate(edits):
            body = EDITS[edit](text, random.Random(at))  # noqa: S311
            page = f"第{at + 1}号报道在路上\n{body}\n（第{number}版）"
            read_source(receive_file(f"{at}-{number}.txt", [page.encode()]).source.pk)
    assert worker.drain()
    return list(Article.objects.order_by("pk").values_list("pk", flat=True))


def results(client: Client, **parameters: Any) -> dict[str, Any]:
    answer = client.get("/search.json", parameters)
    assert answer.status_code == 200
    read: dict[str, Any] = json.loads(answer.content)
    return read


def test_printings_are_one_entry_and_every_article_counts(
    client: Client, printed: list[int]
) -> None:
    found = results(client, q="土地流转", versions="together", size=50)

    assert (found["count"], found["entries"]) == (50, 30)
    assert [len(one["versions"]) for one in found["results"]].count(2) == 10
    shown = [one["id"] for one in found["results"]]
    under = [version["id"] for one in found["results"] for version in one["versions"]]
    assert sorted(shown + under) == printed
    assert sum(value["count"] for value in found["facets"]["year"]) == 50


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "town"])
def test_pages_of_entries_neither_repeat_nor_lose_any(
    client: Client, printed: list[int], sort: str
) -> None:
    whole = results(client, q="土地流转", versions="together", size=50, sort=sort)["results"]
    pages = [
        one
        for page in (1, 2, 3, 4, 5)
        for one in results(client, q="土地流转", versions="together", size=7, page=page, sort=sort)[
            "results"
        ]
    ]

    assert [one["id"] for one in pages] == [one["id"] for one in whole]
    assert len(pages) == 30


def test_to_machines_each_article_is_a_result_unless_they_ask(
    client: Client, printed: list[int]
) -> None:
    found = results(client, q="土地流转", size=50)

    assert sorted(one["id"] for one in found["results"]) == printed
    assert len({one["reprint_group"] for one in found["results"]} - {None}) == 10


def test_the_page_says_what_it_put_together_and_lists_it_in_place(
    client: Client, printed: list[int]
) -> None:
    page = client.get("/search/", {"q": "土地流转"}).content.decode()

    assert "<strong>50</strong>" in page
    assert "其中 20 篇是同一报道的其他版本，并入各条，共 30 条。" in page
    assert page.count("另有 2 个版本</summary>") == page.count("versions-of") > 0
    assert "第 1 / 2 页" in page


def test_the_address_can_ask_for_every_version_on_its_own(
    client: Client, printed: list[int]
) -> None:
    page = client.get("/search/", {"q": "土地流转", "versions": "each"}).content.decode()

    assert "各版本逐篇列出。" in page
    assert "versions-of" not in page
    assert "第 1 / 3 页" in page
    assert 'name="versions" value="each"' in page


def test_an_export_holds_every_article_with_its_group(client: Client, printed: list[int]) -> None:
    answer = client.get("/search.csv", {"q": "土地流转"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    lines = list(csv.reader(io.StringIO(text)))
    head = next(at for at, line in enumerate(lines) if "转载组" in line and "标题" in line)
    column = lines[head].index("转载组")
    numbers = [line[column] for line in lines[head + 1 :]]

    assert len(numbers) == 50
    assert sorted(numbers.count(one) for one in set(numbers) - {""}) == [3] * 10


@given(
    st.lists(st.integers(0, 60), unique=True),
    st.lists(st.sets(st.integers(0, 60), min_size=2), max_size=8),
)
def test_entries_hold_each_hit_once_and_keep_the_order(
    order: list[int], drawn: list[set[int]]
) -> None:
    taken: set[int] = set()
    kept = []
    for group in drawn:
        members = [one for one in order if one in group - taken]
        taken.update(members)
        if len(members) > 1:
            kept.append(sorted(members))
    versions = Versions(kept)

    entries = list(versions.entries(order))

    assert sorted(one for e in entries for one in (e.article_id, *e.versions)) == sorted(order)
    assert len(entries) == len(order) - versions.spare
    places = {one: at for at, one in enumerate(order)}
    assert [e.article_id for e in entries] == sorted(
        (e.article_id for e in entries), key=places.__getitem__
    )
    assert all(
        places[e.article_id] <= min(map(places.__getitem__, e.versions), default=99)
        for e in entries
    )
    assert Versions().spare == 0
    assert [*Versions().entries(order)] == [Entry(one) for one in order]
