"""The five seed reports on their pages."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from archive.models import Article

pytestmark = pytest.mark.django_db


def plain(html: str) -> str:
    return (
        re.sub("<[^>]*>", "", html)
        .replace("&quot;", '"')
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
    )


@pytest.fixture
def _seeds(archived_seeds: None) -> None:
    """All eight articles, through the real pipeline."""


@pytest.mark.usefixtures("_seeds")
def test_every_paragraph_reads_on_its_page_as_it_is_stored(client: Client) -> None:
    for article in Article.objects.published():
        page = client.get(article.get_absolute_url()).content.decode()
        for number, passage in enumerate(article.content["paragraphs"], 1):
            after_notes = page.split(f'<a class="pn" href="#p{number}"')[1]
            block = after_notes.split("</a>", 1)[1].split("</p>")[0]
            text = re.sub(r'<a class="(?:pn|cp)\b.*?</a>', "", block)
            assert plain(text) == passage["text"]


@pytest.mark.usefixtures("_seeds")
def test_every_figure_has_a_note_and_every_note_a_mark(client: Client) -> None:
    for article in Article.objects.published():
        page = client.get(article.get_absolute_url()).content.decode()

        marks = re.findall(r'id="(m\d+)"', page)
        notes = re.findall(r'id="n-(m\d+)"', page)

        assert sorted(marks) == sorted(notes)
        assert len(marks) == article.metrics.count()


@pytest.mark.usefixtures("_seeds")
def test_ids_are_unique_on_every_page(client: Client) -> None:
    for address in ["/", *(a.get_absolute_url() for a in Article.objects.published())]:
        ids = re.findall(r'\sid="([^"]+)"', client.get(address).content.decode())

        assert len(ids) == len(set(ids))
