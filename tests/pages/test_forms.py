"""The forms of a text: as printed, Simplified, beside its source. What is cited and copied is always as printed."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from archive.models import Article
from archive.reading.forms import simplify_glyphs
from archive.reading.twin import read_twin
from tests.pages.conftest import Shelf

TRADITIONAL = ("基層黨建「領航」,發動黨員602人。", "穆山村乾隆碑、人工髮型著力推進，共１２人。")


@settings(deadline=None)  # the first conversion loads the tables
@given(st.text())
def test_no_character_is_added_or_left_out(text: str) -> None:
    shown = simplify_glyphs(text)

    assert len(shown) == len(text)
    assert len(shown.encode("utf-16", "surrogatepass")) == len(
        text.encode("utf-16", "surrogatepass")
    )


def test_only_han_characters_change() -> None:
    shown = [simplify_glyphs(line) for line in TRADITIONAL]

    assert shown == [
        "基层党建「领航」,发动党员602人。",
        "穆山村乾隆碑、人工发型着力推进，共１２人。",
    ]


def traditional(shelf: Shelf) -> Article:
    article = shelf.write("黨建報道", *TRADITIONAL, script="hant")
    shelf.mention(article, "穆山村", "410122114201")
    shelf.count(article, "602", "發動黨員602人")
    return article


@pytest.mark.django_db
def test_the_simplified_form_keeps_marks_and_what_is_cited(client: Client, shelf: Shelf) -> None:
    address = traditional(shelf).get_absolute_url()

    printed = client.get(address).content.decode()
    shown = client.get(address, {"v": "hans"}).content.decode()

    assert '<article lang="zh-Hant">' in printed
    assert '<article lang="zh-Hans">' in shown
    assert re.search(r'<a class="fig"[^>]*>发动党员602人</a>', shown)
    assert '<span data-was="黨建報道">党建报道</span></h1>' in shown
    citation = re.compile(r'<p class="citation">(.*?)</p>')
    assert citation.findall(shown) == citation.findall(printed)
    assert "黨建報道" in citation.findall(shown)[0]
    assert "只换了显示的字形" in shown
    assert 'aria-current="true">简体</a>' in shown


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "tag"), [("", "zh-Hant"), ("hans", "zh-Hans")])
def test_the_summary_says_the_language_of_the_glyphs_it_is_shown_in(
    client: Client, shelf: Shelf, form: str, tag: str
) -> None:
    article = traditional(shelf)
    first, _second = TRADITIONAL
    article.content["summary"] = [{"text": first, "pieces": [[0, 5, 5 + len(first)]]}]
    article.save()
    client.cookies["display"] = "std.auto.song.on.en"

    page = client.get(article.get_absolute_url(), {"v": form}).content.decode()

    aside = page[page.index('<aside class="summary"') :]
    assert re.search(r"<p[^>]*>", aside)[0] == f'<p lang="{tag}">'  # type: ignore[index]


@pytest.mark.django_db
def test_a_simplified_article_has_no_other_form(client: Client, shelf: Shelf) -> None:
    page = client.get(shelf.full().get_absolute_url(), {"v": "hans"}).content.decode()

    assert "data-was" not in page
    assert 'aria-current="true">清洗稿</a>' in page


@pytest.mark.django_db
@pytest.mark.usefixtures("archived_seeds")
def test_every_repair_is_listed_once_and_leads_to_its_place(client: Client) -> None:
    listed = 0
    for article in Article.objects.published().select_related("source"):
        page = client.get(article.get_absolute_url(), {"v": "both"}).content.decode()
        led = re.findall(r'href="#r(\d+)"', page)
        places = re.findall(r'<del id="r(\d+)"', page)
        spans = [
            span
            for key, kept in article.content.items()
            for one in (kept if isinstance(kept, list) else [kept] if kept else [])
            for span in one.get("passage", one)["pieces"]
        ]
        first, last = min(span[1] for span in spans), max(span[2] for span in spans)
        made = [
            repair
            for repair in article.source.repairs
            if first <= repair["start"] and repair["end"] <= last
        ]
        assert sorted(map(int, led)) == list(range(1, len(led) + 1))
        assert sorted(places) == sorted(led)
        if Article.objects.filter(source=article.source).count() == 1:
            assert len(led) == len(made)
        listed += len(led)
    assert listed


@pytest.mark.django_db
@pytest.mark.usefixtures("archived_seeds")
def test_beside_its_source_stands_the_whole_clean_text(client: Client) -> None:
    for article in Article.objects.published().select_related("source"):
        shown = {
            unescape(re.sub("<[^>]+>", "", row.html or "")) for row in read_twin(article, {}).rows
        }

        assert {passage["text"] for passage in article.content["paragraphs"]} <= shown


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_is_copied_by_hand_is_as_printed(
    browser: Browser, shelf: Shelf, live_server: LiveServer
) -> None:
    address = f"{live_server.url}{traditional(shelf).get_absolute_url()}?v=hans"
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address)
    page.evaluate("""() => {
      const [first, second] = document.querySelectorAll(".para [data-was]");
      const range = document.createRange();
      range.setStart(first.firstChild, 2);
      range.setEnd(second.lastChild, 4);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""")

    page.keyboard.press("Control+c")

    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    tail = copied.split("\n")[1]
    assert copied.startswith("黨建「領航」,發動黨員602人。\n")
    assert TRADITIONAL[1].startswith(tail)
    assert len(tail) > len("穆山村")
    context.close()
