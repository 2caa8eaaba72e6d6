"""Whole ways through the site in a real Chromium, each with JavaScript and without: what a reader sees at every step."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import DESK, PHONE, follow
from tests.site.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

# What the focused element is, and whether a reader can see both it and its ring.
FOCUS = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const box = it.getBoundingClientRect();
  const style = getComputedStyle(it);
  return {
    text: (it.innerText || it.value || it.getAttribute("aria-label") || "").trim(),
    name: it.getAttribute("name") || "",
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""
MOVED = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => done(sum), 300));
})"""
MOST_TABS = 400


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """A reader's page at the desk; what breaks in it fails the test."""
    context = browser.new_context(
        viewport=DESK, java_script_enabled=request.param, reduced_motion="reduce"
    )
    opened, wrong = context.new_page(), []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "request",
        lambda one: None if one.url.startswith(site.url) else wrong.append(one.url),
    )
    yield opened
    context.close()
    assert wrong == []


def test_find_read_and_cite(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.locator("main input[type=search]").fill("五星支部")
    follow(page.locator("main form[role=search] button"))
    assert re.search(r"\d+ 篇报道", page.locator(".said").inner_text())
    title = page.locator(".hitcard h2 a").first.inner_text()
    follow(page.locator(".hitcard h2 a").first)
    assert page.locator("h1").inner_text().split() == title.split()
    assert page.locator("mark").first.is_visible()
    assert "五星" in page.locator("mark").first.inner_text()

    link = page.locator("#p2 a.cp")
    page.goto(site.url + str(link.get_attribute("href")))

    quoted = page.locator(".citation").first.inner_text()
    assert "[N" in quoted
    assert "#p2" in quoted
    assert title.split()[0] in quoted


def test_from_a_town_to_a_program_and_the_sentence(page: Page, site: Site) -> None:
    page.goto(site.url + site.pages["town"])
    town = page.locator("h1").inner_text()
    assert "篇报道" in page.locator(".facts").inner_text()
    first = page.locator("section[aria-labelledby=pg] a").first
    name = first.inner_text()
    follow(first)
    assert page.locator("h1").inner_text() == name
    assert town in page.locator(".split").inner_text()

    said = page.locator(".quote > span").first.inner_text()
    follow(page.locator(".quote cite a").first)

    target = page.url.rpartition("#")[2]
    whole = re.sub(r"\s", "", page.locator(f"#{target}").inner_text())
    assert re.sub(r"\s", "", said)[:12] in whole


def test_from_an_indicator_and_its_chart_to_the_sentence_and_the_export(
    page: Page, site: Site
) -> None:
    page.goto(site.url + site.pages["indicator"])
    page.get_by_label("未核的也画").check()
    follow(page.get_by_role("button", name="看这些"))
    assert page.locator("svg.plot[role=img]").first.is_visible()
    row = page.locator("table.stk tbody tr[id]").first
    quote, printed = row.locator("td.kai").inner_text(), row.locator("td.num b").inner_text()
    assert printed in quote
    with page.expect_download() as download:
        page.locator(".meta a", has_text="CSV").first.click()
    table = download.value.path().read_text("utf-8-sig")
    assert quote in table
    assert printed in table

    follow(row.locator("td.kai a"))

    target = page.url.rpartition("#")[2]
    assert printed in page.locator(f"#{target}").inner_text()


def test_from_a_narrowing_that_finds_nothing_back_to_results(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/search/?q=党建")
    follow(page.locator(".facet a").first)
    assert page.locator(".chip").first.is_visible()
    box = page.locator("main input[type=search]")
    box.fill("党建 计算机")
    follow(box, "Enter")
    assert "0 篇报道" in page.locator(".said").inner_text()
    assert "哪个词找不到" in page.locator("main").inner_text()

    follow(page.locator("a.btn.go").first)

    assert page.locator(".hitcard").first.is_visible()
    assert "计算机" not in page.locator(".said").inner_text()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the link or field called `words` is reached; every stop must be seen and ringed."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        assert here, f"the focus was lost before {words}"
        assert here["seen"], here
        assert here["ringed"], here
        if words in (here["text"], here["name"]):
            return
    raise AssertionError(f"no {words} within {MOST_TABS} stops")


def test_with_the_keyboard_alone(page: Page, site: Site) -> None:
    page.goto(site.url)
    tab_to(page, "跳到正文")
    page.keyboard.press("Enter")
    tab_to(page, "q")
    page.keyboard.type("先锋贷")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    title = page.locator(".hitcard h2 a").first.inner_text()
    tab_to(page, title)
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    assert page.locator("h1").inner_text().split() == title.split()
    page.goto(page.url.partition("#")[0])
    tab_to(page, "下一处")
    before = page.locator(".hitbar [role=status]").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**#h*")
    assert page.locator(".hitbar [role=status]").inner_text() != "" != before
    page.goto(page.url.partition("#")[0])
    tab_to(page, "返回结果，第 1 页")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    assert title in page.locator(".hitcard").first.inner_text()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["360", "1280"])
def test_nothing_moves_once_it_is_shown(
    viewport: dict[str, int], browser: Browser, site: Site
) -> None:
    context = browser.new_context(viewport=viewport)  # type: ignore[arg-type]
    page = context.new_page()
    moved = {}

    for name in ("home", "results", "article hans", "lit hans", "town", "indicator drawn", "about"):
        page.goto(site.url + site.pages[name])
        moved[name] = page.evaluate(MOVED)

    context.close()
    assert max(moved.values()) <= 0.02, moved
