"""看依据 in a real Chromium: opened in its place with JavaScript, a page of its own without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from archive.models import Metric
from tests.browser import DESK, PHONE, follow
from tests.pages.conftest import Shelf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EVIDENCE = [["number.figures", 45]]


@pytest.fixture
def metric(shelf: Shelf) -> Metric:
    """A figure of an article written by hand, with one rule that found it."""
    shelf.full()
    Metric.objects.update(evidence=EVIDENCE)
    return Metric.objects.select_related("article").earliest("pk")


def _open(page: Page, live_server: LiveServer, metric: Metric) -> None:
    page.goto(f"{live_server.url}{metric.article.get_absolute_url()}")
    notes = page.locator("details.notes", has=page.locator(f"#n-m{metric.pk}"))
    if not page.locator(f"#n-m{metric.pk}").is_visible():
        notes.locator("> summary").click()


@pytest.fixture
def opened(browser: Browser, live_server: LiveServer, metric: Metric) -> Iterator[Page]:
    """The page of that article at a desk, with the figure's note in sight."""
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    _open(page, live_server, metric)
    yield page
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_reasons_open_and_close_below_the_note(
    browser: Browser, live_server: LiveServer, metric: Metric, size: ViewportSize
) -> None:
    context = browser.new_context(viewport=size)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _open(page, live_server, metric)
    note = page.locator(f"#n-m{metric.pk}")
    way = note.locator("a.why")

    way.click()
    reasons = note.locator(".reasons")
    expect(reasons).to_contain_text("阿拉伯数字，照印")
    expect(way).to_have_attribute("aria-expanded", "true")
    way.click()
    expect(reasons).to_be_hidden()
    expect(way).to_have_attribute("aria-expanded", "false")
    way.press("Enter")
    expect(reasons).to_be_visible()

    assert sum(url.endswith("/evidence/") for url in asked) == 1
    assert page.url.endswith(metric.article.get_absolute_url())
    context.close()


# Which of the links in notes a click in their middle would not reach.
COVERED = """() => [...document.querySelectorAll(".notes a")].filter((link) => {
    link.scrollIntoView({block: "center", behavior: "instant"});
    const [box] = link.getClientRects();
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !link.contains(there);
}).map((link) => link.textContent)"""


def test_no_paragraph_lies_over_the_notes_beside_it(opened: Page) -> None:
    assert opened.locator(".notes a:visible").count()
    assert opened.evaluate(COVERED) == []


def test_the_reasons_of_names_open_too(opened: Page) -> None:
    names = opened.locator(".n-why", has=opened.locator("a:visible")).first

    names.locator("a.why").click()

    expect(names.locator("ul.reasons li").first).to_be_visible()


def test_what_cannot_be_fetched_is_gone_to(opened: Page, metric: Metric) -> None:
    answered: list[Route] = []

    def fail_once(route: Route) -> None:
        if answered:
            route.continue_()
        else:
            answered.append(route)
            route.abort()

    opened.route("**/evidence/", fail_once)
    opened.locator(f"#n-m{metric.pk} a.why").click()

    opened.wait_for_url(f"**/evidence/#m{metric.pk}")
    expect(opened.locator(f"#m{metric.pk}")).to_contain_text("阿拉伯数字，照印")


def test_without_javascript_the_same_link_leads_to_the_reasons(
    browser: Browser, live_server: LiveServer, metric: Metric
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    _open(page, live_server, metric)

    follow(page.locator(f"#n-m{metric.pk} a.why"))

    expect(page.locator(f"#m{metric.pk}")).to_contain_text("阿拉伯数字，照印")
    follow(page.locator(f"#m{metric.pk} a"))
    expect(page).to_have_url(f"{live_server.url}{metric.article.get_absolute_url()}#m{metric.pk}")
    context.close()
