"""Single keys in a real Chromium: to the search box, the list of keys, and their switch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import follow
from tests.site.conftest import Site
from tests.site.test_accessibility import AXE, violations

pytestmark = [pytest.mark.browser]

FOCUSED = "document.activeElement.name || document.activeElement.tagName"


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page of its own, with axe at hand."""
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(path=AXE)
    yield context.new_page()
    context.close()


def sheet_is_open(page: Page) -> bool:
    """Whether the list of keys is shown."""
    return page.locator("#keys").is_visible()


def test_a_slash_leads_to_the_search_box_and_is_a_character_inside_it(
    page: Page, site: Site
) -> None:
    for path in ("/", "/years/", "/search/?q=村"):
        page.goto(site.url + path)
        page.keyboard.press("/")
        assert page.evaluate(FOCUSED) == "q"
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.value") == "/"


def test_a_question_mark_lists_the_keys_and_escape_leads_back(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/years/")

    page.keyboard.press("?")

    assert sheet_is_open(page)
    assert "到检索框" in page.locator("#keys").inner_text()
    assert not violations(page)
    page.keyboard.press("Escape")
    assert not sheet_is_open(page)


def test_keys_mean_nothing_while_typing_composing_or_with_modifiers(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/years/")

    page.locator("#qq").press("?")
    page.locator("h1").click()
    page.keyboard.press("Control+/")
    page.keyboard.press("Alt+?")
    page.evaluate(
        "document.body.dispatchEvent("
        "new KeyboardEvent('keydown', {key: '?', isComposing: true, bubbles: true}))"
    )

    assert page.locator("#qq").input_value() == "?"
    assert not sheet_is_open(page)
    assert page.evaluate(FOCUSED) != "q"


def test_one_switch_turns_all_single_keys_off_for_good_and_on_again(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/search/?q=五星支部")
    follow(page.locator(".hitcard h2 a").first)
    page.locator("[data-keys] button").click()
    page.locator("#keys input").uncheck()
    page.locator("#keys button").click()

    page.locator("h1").click()
    for key in ("/", "?", "n"):
        page.keyboard.press(key)
    assert page.evaluate(FOCUSED) != "q"
    assert not sheet_is_open(page)
    assert page.locator(".hitbar [role=status]").inner_text() == "第 1/14 处"
    assert page.locator(".hitbar button").get_attribute("aria-pressed") == "false"
    page.goto(f"{site.url}/years/")
    page.keyboard.press("?")
    assert not sheet_is_open(page)
    page.locator("[data-keys] button").click()
    page.locator("#keys input").check()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert sheet_is_open(page)


def test_from_the_head_of_the_results_three_keys_lead_to_the_first(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/search/?q=村")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    assert page.evaluate("document.activeElement.innerText") == "跳到结果"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.matches('.hitcard:first-child a')")


def test_where_nothing_is_found_nothing_leads_to_results(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/search/?q=计算机计算机")

    assert page.locator("a.skip").all_inner_texts() == ["跳到正文"]


def test_without_javascript_there_is_no_button_that_does_nothing(
    browser: Browser, site: Site
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/help/#keyboard")

    assert not page.locator("[data-keys]").is_visible()
    assert not sheet_is_open(page)
    assert page.locator(".guide .keylist").is_visible()
    context.close()
