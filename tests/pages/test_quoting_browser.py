"""复制引文 in a real Chromium: one press with JavaScript, ready text to select without it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser import PHONE, follow
from tests.pages.conftest import Shelf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(shelf: Shelf, live_server: LiveServer) -> str:
    """The page of one article written by hand."""
    return f"{live_server.url}{shelf.full().get_absolute_url()}"


@pytest.mark.parametrize("press", ["click", "Space", "Enter"])
def test_one_press_copies_the_quotation_and_says_so(
    browser: Browser, address: str, press: str
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address)

    button = page.get_by_role("button", name="复制引文：第 2 段")
    if press == "click":
        button.click()
    else:
        button.press(press)

    page.locator(".text + [role=status]", has_text="已复制引文").wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied == context.request.get(f"{address}cite/p2.txt").text()
    assert copied.startswith("“二段没有数字,写到穆山村。”\n")
    assert "第2段" in copied
    assert f"{address}#p2" in copied
    assert page.url == address
    context.close()


def test_without_javascript_the_same_link_opens_the_text_to_select(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(address)

    follow(page.get_by_role("link", name="复制引文：第 2 段"))

    assert page.url == f"{address}cite/p2"
    box = page.locator(".citation").first
    assert "“二段没有数字,写到穆山村。”" in box.inner_text()
    assert f"{address}#p2" in box.inner_text()
    follow(page.get_by_role("link", name="回到这一段"))
    assert page.url == f"{address}#p2"
    context.close()


def test_where_the_clipboard_is_refused_the_text_is_shown(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script("navigator.clipboard.write = async () => { throw new Error('no') }")
    page = context.new_page()
    page.goto(address)

    page.get_by_role("button", name="复制引文：第 2 段").click()

    page.wait_for_url(f"{address}cite/p2")
    assert "“二段没有数字,写到穆山村。”" in page.locator(".citation").first.inner_text()
    context.close()
