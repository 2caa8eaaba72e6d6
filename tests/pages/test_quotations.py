"""A passage to quote: the words as printed, the citation to the paragraph, the link; copied or selected."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from archive.corrections import withdraw
from archive.models import Article
from archive.reading.quoting import quote_block
from tests.pages.conftest import Shelf

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)
STATED: dict[str, Any] = {
    "publication": "郑州日报",
    "publication_basis": "stated",
    "published": "2021-05-28",
    "published_basis": "stated",
    "authors": [{"name": "胡晨", "role": "记者"}],
}


def test_a_paragraph_is_cited_where_the_standard_puts_pages(shelf: Shelf) -> None:
    article = shelf.full(**STATED)

    quotation = quote_block(article, "p2", "https://a.example/articles/1/", TODAY)

    assert quotation is not None
    assert quotation.text == (
        "“二段没有数字,写到穆山村。”\n"
        "胡晨. 振兴之路[N/OL]. 郑州日报, 2021-05-28: 第2段[2026-11-22]. "
        "https://a.example/articles/1/#p2\n"
    )


def test_the_page_and_the_text_give_the_same(client: Client, shelf: Shelf) -> None:
    address = shelf.full(**STATED).get_absolute_url()

    page = client.get(f"{address}cite/p2").content.decode()
    text = client.get(f"{address}cite/p2.txt")

    quoted, line, rest = text.content.decode().split("\n")
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert f'lang="zh-Hans">{quoted}</p><p>{line}</p>' in page
    assert f"[{timezone.localdate().isoformat()}]. http://testserver{address}#p2" in line
    assert f'href="{address}#p2"' in page
    assert rest == ""


def test_every_passage_of_the_page_leads_to_its_quotation(client: Client, shelf: Shelf) -> None:
    address = shelf.full().get_absolute_url()

    page = client.get(address).content.decode()

    for number in (1, 2):
        assert f'href="{address}cite/p{number}"' in page
        assert client.get(f"{address}cite/p{number}").status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("archived_seeds")
def test_every_passage_of_the_seeds_is_quoted_as_it_stands() -> None:
    for article in Article.objects.published():
        for number, stored in enumerate(article.content["paragraphs"], 1):
            quotation = quote_block(article, f"p{number}", "https://a.example/", TODAY)
            assert quotation is not None
            assert quotation.words == stored["text"]


def test_a_paragraph_that_is_not_there_is_said_so(client: Client, shelf: Shelf) -> None:
    answer = client.get(f"{shelf.full().get_absolute_url()}cite/p3")

    assert answer.status_code == 404
    assert "《振兴之路》里没有 p3 这一段" in answer.content.decode()


@pytest.mark.parametrize("ending", ["", ".txt"])
def test_nothing_of_a_withdrawn_article_is_quoted(
    client: Client, shelf: Shelf, ending: str
) -> None:
    article = shelf.full()
    withdraw(article, "作者要求", by=None)

    answer = client.get(f"{article.get_absolute_url()}cite/p2{ending}")

    assert answer.status_code == 410
    assert "穆山村" not in answer.content.decode()
