"""Every page in each language of the interface: whole, marked as what it is, and with the same reports in it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser

from tests.site.conftest import Site
from tests.site.speech import read_runs, unmarked_chinese
from tests.site.test_accessibility import AXE, OPEN, violations

PROJECT = Path(__file__).parents[2]
TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
# A search read back in words, where names of places and papers stand among English ones.
READ_BACK = re.compile(r"\bp\.said\b")
CONTENT = re.compile(r"\bh1\b|\bdiv\.para p\b|\bpre\.raw\b|\bp\.citation\b|\bblockquote\.quote\b")


def speaking(language: str) -> Client:
    """A reader who chose the language."""
    client = Client()
    client.cookies["display"] = f"std.auto.song.on.{language}"
    return client


@pytest.mark.slow
def test_every_page_answers_in_every_language(site: Site, client: Client) -> None:
    for path in site.pages.values():
        status = client.get(path).status_code
        for language, tag in TAGS.items():
            answer = speaking(language).get(path)

            assert answer.status_code == status, path
            if status != 404:
                assert f'<html lang="{tag}"' in answer.content.decode(), path


@pytest.mark.slow
def test_english_pages_have_no_chinese_but_what_the_archive_holds(site: Site) -> None:
    client = speaking("en")

    found = {
        f"{name}: {run.path}: {run.text}"
        for name, path in site.pages.items()
        for run in unmarked_chinese(client.get(path).content.decode())
        if not READ_BACK.search(run.path)
    }

    assert not found


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["article hans", "article hant", "raw hans", "raw hant", "program"]
)
def test_what_was_printed_is_the_same_in_every_language(site: Site, name: str) -> None:
    printed = [
        [
            run.text
            for run in read_runs(speaking(language).get(site.pages[name]).content.decode())
            if CONTENT.search(run.path) and (run.lang.startswith("zh") or language != "en")
        ]
        for language in TAGS
    ]
    chinese = [[text for text in texts if re.search(r"[\u4e00-\u9fff]", text)] for texts in printed]

    assert len(chinese[0]) > 0
    assert chinese[2]
    assert set(chinese[2]) <= set(chinese[0])
    assert set(chinese[2]) <= set(chinese[1])


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_pages_in_other_languages_fit_and_break_no_rule_of_axe(
    browser: Browser, site: Site, language: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    context.add_cookies(
        [{"name": "display", "value": f"std.auto.song.on.{language}", "url": site.url}]
    )
    context.add_init_script(path=AXE)
    page = context.new_page()

    for name in ("home", "results", "article hans"):
        page.goto(site.url + site.pages[name])
        page.evaluate(OPEN)

        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    context.close()


@pytest.mark.browser
@pytest.mark.slow
def test_english_pages_fit_the_smallest_phone_in_both_sizes_of_type(
    browser: Browser, site: Site
) -> None:
    wide = []
    for size in ("std", "large"):
        context = browser.new_context(viewport={"width": 320, "height": 640})
        value = f"{size}.auto.song.on.en"
        context.add_cookies([{"name": "display", "value": value, "url": site.url}])
        page = context.new_page()
        for name, path in site.pages.items():
            page.goto(site.url + path)
            if page.evaluate("document.documentElement.scrollWidth") > 320:
                wide.append((name, size))
        context.close()

    assert wide == []


@pytest.mark.browser
def test_where_a_snippet_stands_is_read_beside_it_in_every_language(
    browser: Browser, site: Site
) -> None:
    for language in TAGS:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_cookies(
            [{"name": "display", "value": f"std.auto.song.on.{language}", "url": site.url}]
        )
        page = context.new_page()
        page.goto(site.url + site.pages["results"])

        gaps = page.evaluate(
            """() => [...document.querySelectorAll(".snips li")].map((one) => {
              const label = document.createRange(); label.selectNodeContents(one.firstElementChild);
              return one.lastElementChild.getBoundingClientRect().left - label.getBoundingClientRect().right;
            })"""
        )

        assert gaps
        assert min(gaps) > 0, (language, min(gaps))
        context.close()


def test_the_catalogues_are_whole() -> None:
    checked = subprocess.run(
        [sys.executable, str(PROJECT / ".ci" / "messages.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr
