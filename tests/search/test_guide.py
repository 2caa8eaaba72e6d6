"""关于 and 帮助: every example finds what it says, every seal has a sentence of the archive."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from archive.corrections import review_fact
from archive.models import Metric, Review
from archive.reading.seal_examples import band_examples, guessed_example, seal_examples
from search.guide.examples import find_examples
from search.guide.views import read_contact
from search.index.builds import current_build, index_root
from search.index.open_index import close_index
from search.upkeep.worker import IndexWorker

EMPTY = "库里现在还没有这样的数据"


def text_of(client: Client, path: str) -> str:
    """The page, unescaped."""
    response = client.get(path)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_every_example_finds_as_many_articles_as_it_says(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    examples = [one for group in find_examples() for one in group.examples]
    page = text_of(client, "/help/")

    assert len(examples) >= 15
    for one in examples:
        assert one.count == client.get("/search.json", {"q": one.text}).json()["count"], one.text
        assert one.count, one.text
        assert f'<a href="{one.url}">{one.text}</a>' in page
        assert client.get(one.url).status_code == 200


def test_both_scripts_find_the_same_and_the_plus_sign_finds_less(
    indexed_seeds: IndexWorker,
) -> None:
    found = {one.text: one.count or 0 for group in find_examples() for one in group.examples}

    assert found["党建"] == found["黨建"]
    assert found["党建+"] < found["党建"]


def test_without_an_index_the_examples_are_links_without_a_count(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    close_index()
    build = current_build(index_root())
    assert build is not None
    (index_root() / "CURRENT").rename(index_root() / "away")

    page = text_of(client, "/help/")

    assert "/search/?q=%E6%9D%91" in page
    assert not re.search(r"\d+ 篇</td>", page)


def test_an_empty_archive_is_explained_too(client: Client, worker: IndexWorker) -> None:
    help_page, about = text_of(client, "/help/"), text_of(client, "/about/")

    assert help_page.count(EMPTY) == 7
    assert "0 篇报道" in about


def test_a_seal_shows_a_figure_that_bears_it(indexed_seeds: IndexWorker) -> None:
    review_fact(Metric.objects.public().latest("pk"), Review.CONFIRMED, by=None)

    machine, confirmed, doubtful = seal_examples()

    assert machine.figure is not None
    assert machine.figure.metric.review == "machine"
    assert confirmed.figure is not None
    assert confirmed.figure.metric.review == "confirmed"
    assert confirmed.figure.quote
    assert doubtful.figure is None


def test_a_band_shows_a_figure_that_falls_into_it(indexed_seeds: IndexWorker) -> None:
    bands = [one.figure.metric.band for one in band_examples() if one.figure]

    assert bands == ["sure", "likely", "doubtful"]
    guessed = guessed_example()
    assert guessed is not None
    assert guessed.place_guessed or guessed.period_guessed


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("dangan@example.org", "mailto:dangan@example.org"),
        ("https://example.org/contact", "https://example.org/contact"),
        ("县档案馆，周一至周五", ""),
        ("写信到 dangan@example.org", ""),
    ],
)
def test_a_contact_is_a_link_where_it_can_be_followed(words: str, url: str) -> None:
    contact = read_contact(words)

    assert contact is not None
    assert (contact.words, contact.url) == (words, url)


def test_the_contact_is_shown_as_set_and_its_absence_is_said(
    client: Client, settings: Settings, db: None
) -> None:
    assert "还没有公布联系方式" in text_of(client, "/about/")

    settings.CONTACT = "<b>dangan@example.org"

    page = client.get("/about/").content.decode()
    assert "还没有公布联系方式" not in page
    assert "&lt;b&gt;dangan@example.org" in page
