"""One Chromium for all tests that look at pages, the sizes they look at, and what a page complains of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    ViewportSize,
    sync_playwright,
)

CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run: Playwright starts once in a thread. Without it tests fail, none skips."""
    if CHROMIUM is None:
        pytest.fail("No Chromium here. Install it: apt-get install chromium fonts-noto-cjk")
    # Playwright keeps an event loop in this thread, and Django would refuse it the database.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def follow(link: Locator, key: str = "") -> None:
    """Click what leads on, or press the key on it; back once the page it leads to is there to its end."""
    # A click alone waits only until that page begins: what it holds may not have been read yet.
    with link.page.expect_navigation():
        if key:
            link.press(key)
        else:
            link.click()


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page, and what its console and its requests complain about."""
    page, complaints = context.new_page(), []
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    # The next page breaks off what the last was still loading, its icon for one: nobody misses that.
    page.on(
        "requestfailed",
        lambda one: complaints.append(one.url) if one.failure != "net::ERR_ABORTED" else None,
    )
    return page, complaints
