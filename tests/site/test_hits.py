"""From a result through the hits of an article and on to the next, in a real Chromium."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser import DESK, PHONE, follow
from tests.site.conftest import Site

pytestmark = [pytest.mark.browser]

STATIC = Path(__file__).parents[2] / "static"


def open_first_result(page: Page, site: Site, query: str) -> None:
    """Search, and follow the title of the first result."""
    page.goto(f"{site.url}/search/?q={query}")
    follow(page.locator(".hitcard h2 a").first)


def where(page: Page) -> str:
    """What the bar says."""
    return page.locator(".hitbar [role=status]").inner_text()


def in_sight(page: Page, selector: str) -> bool:
    """Whether the element stands on the screen below the bar."""
    box = page.locator(selector).bounding_box()
    bar = page.locator(".hitbar").bounding_box()
    size = page.viewport_size
    assert box
    assert bar
    assert size
    below_bar = bar["y"] + bar["height"] <= box["y"] or box["y"] + box["height"] <= bar["y"]
    return box["y"] >= 0 and box["y"] + box["height"] <= size["height"] and below_bar


def test_without_javascript_the_bar_and_the_marks_lead_from_hit_to_hit(
    browser: Browser, site: Site
) -> None:
    # Without gliding: a page that is still on its way shows the hit a moment later.
    context = browser.new_context(
        java_script_enabled=False, viewport=PHONE, reduced_motion="reduce"
    )
    page = context.new_page()
    open_first_result(page, site, "五星支部")

    assert page.url.endswith("#h1")
    assert where(page) == "第 1/14 处"
    assert not page.locator(".hitbar button").is_visible()
    follow(page.locator(".hitbar a", has_text="下一处"))
    assert (where(page), page.url.rpartition("#")[2]) == ("第 2/14 处", "h2")
    assert in_sight(page, "#h2")
    follow(page.locator("#h4 a").first)
    assert (where(page), page.url.rpartition("#")[2]) == ("第 5/14 处", "h5")
    follow(page.locator(".hitbar a", has_text="上一处"))
    assert where(page) == "第 4/14 处"
    follow(page.locator(".trip a", has_text="返回结果"))
    assert "/search/?q=" in page.url
    context.close()


def test_keys_and_buttons_step_without_loading_and_back_still_leads_to_the_results(
    browser: Browser, site: Site
) -> None:
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    page = context.new_page()
    open_first_result(page, site, "五星支部")
    page.evaluate("window.sameDocument = true")
    page.locator(".hitbar button").wait_for()  # shown by the script that listens to the keys

    page.keyboard.press("n")
    page.keyboard.press("n")
    assert where(page) == "第 3/14 处"
    assert in_sight(page, "#h3")
    assert page.locator("mark.now").first.get_attribute("id") == "h3"
    page.keyboard.press("p")
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert where(page) == "第 14/14 处"
    page.locator(".hitbar a", has_text="下一处").click()
    assert where(page) == "第 1/14 处"
    page.locator("#h6 a").first.click()
    assert where(page) == "第 7/14 处"
    assert "at=7" in page.url
    assert page.evaluate("window.sameDocument")
    page.go_back()
    assert "/search/?q=" in page.url
    context.close()


def test_the_keys_mean_nothing_while_typing_with_modifiers_or_switched_off(
    browser: Browser, site: Site
) -> None:
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    open_first_result(page, site, "五星支部")

    page.locator("#in").press("n")
    assert page.locator("#in").input_value() == "n"
    page.locator("h1").click()
    page.keyboard.press("Control+p")
    page.keyboard.press("Shift+n")
    page.keyboard.press("Alt+n")
    assert where(page) == "第 1/14 处"
    page.locator(".hitbar button").click()
    page.keyboard.press("n")
    assert where(page) == "第 1/14 处"
    page.reload()
    page.keyboard.press("n")
    assert where(page) == "第 1/14 处"
    assert page.locator(".hitbar button").get_attribute("aria-pressed") == "false"
    context.close()


def test_another_word_and_the_next_result_are_one_step_away(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    open_first_result(page, site, "五星支部")

    page.locator("#in").fill("先锋贷")
    follow(page.locator("#in"), "Enter")
    assert page.locator("mark").first.inner_text() == "先锋贷"
    follow(page.locator(".trip a", has_text="回到检索词"))
    assert where(page) == "第 1/14 处"
    follow(page.locator(".trip a", has_text="下一篇"))
    assert "第 2 / 2 条" in page.locator(".trip").inner_text()
    assert page.url.endswith("#h1")
    context.close()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["360", "1280"])
def test_the_years_are_links_that_narrow_and_fit_the_page(
    viewport: ViewportSize, browser: Browser, site: Site
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=viewport)
    page = context.new_page()
    page.goto(f"{site.url}/search/?q=村")
    root = "document.documentElement"
    page.locator(".hits-by-year summary").click()
    count = page.locator(".hits-by-year tbody tr").first.locator("td").first.text_content()

    assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
    follow(page.locator(".chart a").first)

    assert "year=2019" in page.url
    assert page.locator(".said strong").inner_text() == count
    context.close()


def test_all_scripts_together_are_small() -> None:
    scripts = b"".join(path.read_bytes() for path in sorted(STATIC.rglob("*.js")))

    assert 0 < len(gzip.compress(scripts)) <= 15_000
