"""The interface's language: the reader's choice alone decides it, and nothing of the reports changes with it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import translation

from archive.reading.labels import date_words
from tests.pages.conftest import TOWN, Shelf

pytestmark = pytest.mark.django_db


def speak(client: Client, language: str) -> None:
    client.post("/display/", {"lang": language, "next": "/"})


@pytest.mark.parametrize(
    ("language", "tag"), [("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")]
)
def test_a_page_says_which_language_it_speaks(client: Client, language: str, tag: str) -> None:
    speak(client, language)

    answer = client.get("/years/")

    assert f'<html lang="{tag}"' in answer.content.decode()
    assert answer["Content-Language"] == tag
    assert "Cookie" in answer["Vary"]


def test_without_a_choice_the_site_is_chinese_whatever_the_browser_asks(client: Client) -> None:
    answer = client.get("/years/", headers={"accept-language": "en"})

    assert '<html lang="zh-Hans"' in answer.content.decode()
    assert "Accept-Language" not in answer.get("Vary", "")


def test_the_switch_leads_back_to_the_page_and_keeps_the_other_settings(client: Client) -> None:
    client.post("/display/", {"size": "large", "theme": "dark", "next": "/"})

    answer = client.post("/display/", {"lang": "en", "next": "/search/?q=%E6%9D%91&page=2"})
    page = client.get("/years/").content.decode()

    assert answer["Location"] == "/search/?q=%E6%9D%91&page=2"
    assert 'data-theme="dark" data-size="large"' in page
    assert '<input type="hidden" name="next" value="/years/">' in page


def test_a_language_nobody_offers_is_the_default(client: Client) -> None:
    speak(client, "tlh")

    assert '<html lang="zh-Hans"' in client.get("/years/").content.decode()


def test_a_kept_copy_of_an_article_counts_for_its_language_only(
    client: Client, shelf: Shelf
) -> None:
    url = shelf.full().get_absolute_url()
    etag = client.get(url)["ETag"]

    speak(client, "en")

    assert client.get(url, headers={"if-none-match": etag}).status_code == 200


def test_what_is_taken_away_is_the_same_for_everyone(client: Client, shelf: Shelf) -> None:
    article = shelf.full()
    paths = [f"/articles/{article.pk}.{form}" for form in ("json", "bib", "ris", "txt")]
    before = [client.get(path).content for path in [*paths, "/feed.atom"]]

    speak(client, "en")

    assert [client.get(path).content for path in [*paths, "/feed.atom"]] == before


def test_one_readers_language_does_not_stay_for_the_next(client: Client) -> None:
    speak(client, "en")
    client.get("/years/")

    assert translation.get_language() == "zh-hans"
    assert '<html lang="zh-Hans"' in Client().get("/years/").content.decode()


@pytest.mark.parametrize(
    ("published", "chinese"),
    [("2021", "2021年"), ("2021-05", "2021年5月"), ("2021-05-28", "2021年5月28日")],
)
def test_dates_are_written_as_far_as_they_are_known(
    shelf: Shelf, published: str, chinese: str
) -> None:
    article = shelf.write("题", "文", published=published, published_basis="stated")

    with translation.override("zh-hans"):
        assert date_words(article) == chinese


def test_an_english_page_says_of_one_neither_articles_nor_figures(
    client: Client, shelf: Shelf
) -> None:
    shelf.full()
    town, program, indicators = f"/towns/{TOWN}/", shelf.program.get_absolute_url(), "/indicators/"
    speak(client, "en")

    pages = {url: client.get(url).content.decode() for url in (town, program, indicators)}

    said = {url: set(re.findall(r'class="cnt">([^<]*)<', page)) for url, page in pages.items()}
    assert "articles: 1" in said[town]
    assert "articles: 1" in said[program]
    assert said[indicators] == {"figures: 1"}
