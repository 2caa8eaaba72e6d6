"""What goes out with every public page: no cookie, one policy, what may be kept; and how much it is."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.site.conftest import Site

STATIC = Path(__file__).parents[2] / "static"
LOADED = re.compile(r"<(?:script|img|iframe|source|embed)\b[^>]*\bsrc=\"([^\"]+)\"")
LINKED = re.compile(r"<link\b[^>]*>")
LOADING = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch"}


def loaded(page: str) -> set[str]:
    """Every address a browser loads by itself for that page."""
    linked = {
        found[1]
        for tag in LINKED.findall(page)
        if set((re.search(r'rel="([^"]*)"', tag) or [" ", ""])[1].split()) & LOADING
        and (found := re.search(r'href="([^"]*)"', tag))
    }
    return set(LOADED.findall(page)) | linked


def test_no_public_page_sets_a_cookie_or_opens_a_session(site: Site, client: Client) -> None:
    for name, path in site.pages.items():
        answer = client.get(path)

        assert not answer.cookies, name
        assert "Set-Cookie" not in answer, name
    assert not Session.objects.exists()


def test_every_public_page_may_be_kept_only_if_asked_about_again(
    site: Site, client: Client
) -> None:
    for name, path in site.pages.items():
        answer = client.get(path)

        assert answer["Cache-Control"] == "no-cache", name
        assert answer["Vary"] == "Cookie, Accept-Encoding", name


def test_a_page_that_did_not_change_is_not_sent_again(site: Site, client: Client) -> None:
    for name in ("home", "article hans", "town", "indicator", "results", "about", "api"):
        first = client.get(site.pages[name])

        again = client.get(site.pages[name], headers={"if-none-match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b""), name


def test_every_public_page_forbids_what_it_does_not_need(site: Site, client: Client) -> None:
    for name, path in site.pages.items():
        policy = client.get(path)["Content-Security-Policy"]

        assert "default-src 'none'" in policy, name
        assert "unsafe" not in policy, name
        assert "http" not in policy, name


def test_nothing_is_loaded_from_another_host(site: Site, client: Client) -> None:
    for name, path in site.pages.items():
        page = client.get(path).content.decode()

        assert loaded(page), name
        assert {urlsplit(address).netloc for address in loaded(page)} == {""}, name
        assert not re.search(r"<script(?![^>]*(?:\bsrc=|application/ld\+json))", page), name
        assert "<style" not in page, name
        assert not re.search(r"<[^>]+\sstyle=", page), name


def test_pages_styles_and_scripts_are_small(site: Site, client: Client) -> None:
    sizes = {name: len(client.get(path).content) for name, path in site.pages.items()}
    readers = [path for path in STATIC.glob("*.css") if path.name != "staff.css"]

    def packed(files: list[Path]) -> int:
        return sum(len(gzip.compress(path.read_bytes())) for path in files)

    assert median(sizes.values()) <= 50_000, sizes
    assert 0 < packed(readers) <= 20_000
    assert 0 < packed(list(STATIC.glob("*.js"))) <= 15_000


def listen(page: Page) -> list[str]:
    """The addresses the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    return asked


@pytest.mark.browser
def test_a_page_needs_no_more_than_six_requests(browser: Browser, site: Site) -> None:
    for name, path in site.pages.items():
        context = browser.new_context()
        page = context.new_page()
        asked = listen(page)
        page.goto(site.url + path, wait_until="load")

        assert len(asked) <= 6, (name, asked)
        assert all(url.startswith(site.url) for url in asked), (name, asked)
        context.close()


@pytest.mark.parametrize("path", ["/staff/", "/staff/login/", "/staff/nothing/"])
def test_staff_pages_are_never_kept(path: str, client: Client, db: None) -> None:
    assert "no-store" in client.get(path)["Cache-Control"]
    assert "no-store" in client.get(path, follow=True)["Cache-Control"]
