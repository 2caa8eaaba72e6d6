"""Suggestions in a real Chromium: keys, an input method, no JavaScript, no shift of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from search.index.name_index import close_names
from search.index.open_index import close_index
from search.upkeep.worker import IndexWorker
from tests.browser import DESK, PHONE, follow, watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOUR = 3600  # seconds
BOXES = {
    "home": ("/", "#q"),
    "search": ("/search/", ".searchbar input[type=search]"),
    "masthead": ("/years/", "#qq"),
}


@pytest.fixture
def site(archived_seeds: None, live_server: LiveServer) -> Iterator[str]:
    """The address of the site over the seeds, indexed."""
    worker = IndexWorker(lambda _sentence: None)
    worker.prepare()
    assert worker.drain()
    yield live_server.url
    close_index()
    close_names()


def asked(page: Page) -> list[str]:
    """The questions the page asks from now on."""
    questions: list[str] = []
    page.on("request", lambda one: questions.append(one.url) if "suggest.json" in one.url else None)
    return questions


def test_a_name_is_chosen_with_the_keyboard_in_every_box(browser: Browser, site: str) -> None:
    for viewport in (DESK, PHONE):
        context = browser.new_context(viewport=viewport)
        page, complaints = watched(context)
        for where, (path, selector) in BOXES.items():
            page.goto(site + path)
            box = page.locator(selector)
            height = page.evaluate("document.documentElement.scrollHeight")

            box.press_sequentially("ymh")
            options = page.get_by_role("option")
            expect(options).to_have_count(1)

            assert "雁鸣湖镇" in options.first.inner_text(), where
            assert "2 篇" in options.first.inner_text()
            assert options.first.locator("mark").inner_text() == "雁鸣湖"
            assert box.get_attribute("aria-expanded") == "true"
            assert "有 1 条提示" in page.locator(".join [role=status]").first.inner_text()
            element = "document.documentElement"
            assert not page.evaluate(f"{element}.scrollWidth > {element}.clientWidth"), where
            if where == "search" and viewport is DESK:
                assert page.evaluate("document.documentElement.scrollHeight") == height
            box.press("ArrowDown")
            assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
            box.press("Enter")
            expect(page).to_have_url(re.compile("/towns/410122"))
        assert complaints == []
        context.close()


def test_escape_closes_and_enter_searches_for_what_was_typed(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=DESK)
    page, complaints = watched(context)
    page.goto(site)
    box = page.locator("#q")
    box.press_sequentially("五星")
    expect(page.get_by_role("option").first).to_be_visible()

    box.press("Escape")

    expect(page.get_by_role("listbox")).to_have_count(0)
    assert box.input_value() == "五星"
    assert box.get_attribute("aria-expanded") == "false"
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    assert complaints == []
    context.close()


def test_nothing_is_asked_while_an_input_method_composes_and_once_after(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(viewport=DESK)
    page, complaints = watched(context)
    page.goto(site)
    page.locator("#q").focus()
    questions = asked(page)
    devtools = context.new_cdp_session(page)

    for typed in ("y", "ya", "yan", "yan'm", "yan'ming", "yan'ming'hu"):
        devtools.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
        page.wait_for_timeout(200)  # longer than the box waits for the next key
    while_composing = list(questions)
    devtools.send("Input.insertText", {"text": "雁鸣湖"})
    expect(page.get_by_role("option").first).to_be_visible()
    page.wait_for_timeout(400)

    assert while_composing == []
    assert len(questions) == 1
    assert page.locator("#q").input_value() == "雁鸣湖"
    assert complaints == []
    context.close()


def test_fast_typing_asks_once_and_without_javascript_the_box_searches(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    # A busy machine types slowly: the keys follow each other in no time of the page's.
    page.clock.install(time=0)
    page.goto(site)
    questions = asked(page)

    page.clock.pause_at(HOUR)
    page.locator("#q").press_sequentially("sanhui")
    page.clock.resume()
    expect(page.get_by_role("option").first).to_contain_text("三会一课")
    context.close()
    plain = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = plain.new_page()
    page.goto(site)
    page.locator("#q").fill("岳村真")
    follow(page.locator("#q"), "Enter")

    assert len(questions) == 1
    assert page.get_by_text("您是不是要找").is_visible()
    follow(page.get_by_role("link", name="岳村镇", exact=True).first)
    assert "岳村镇" in page.locator("main").inner_text()
    plain.close()
