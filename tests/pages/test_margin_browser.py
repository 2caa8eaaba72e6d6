"""More notes beside one paragraph than fit beside it, in a real Chromium: folded, found by a link, printed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ViewportSize
from pytest_django.live_server_helper import LiveServer

from tests.browser import DESK, PHONE
from tests.pages.conftest import Shelf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_past_fifteen_figures_the_notes_are_folded_and_a_link_to_one_opens_them(
    browser: Browser,
    shelf: Shelf,
    live_server: LiveServer,
    viewport: ViewportSize,
    *,
    scripts: bool,
) -> None:
    said = [f"第{n}组栽下果树{700 + n}棵" for n in range(18)]
    article = shelf.write("果园", "，".join(said) + "。")
    marks = [shelf.count(article, str(700 + n), words).pk for n, words in enumerate(said)]
    address = live_server.url + article.get_absolute_url()
    context = browser.new_context(viewport=viewport, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(address)
    if viewport == PHONE:
        page.locator(".notes > summary").click()

    folded = [pk for pk in marks if not page.locator(f"#n-m{pk}").is_visible()]
    words = page.locator(".rest > summary").inner_text()
    page.locator(f"a.fig[href='#n-m{marks[-1]}']").click()
    followed = page.locator(f"#n-m{marks[-1]}").is_visible()
    page.goto("about:blank")
    page.goto(f"{address}#n-m{marks[-2]}")
    arrived = page.locator(f"#n-m{marks[-2]}").is_visible()
    page.goto("about:blank")
    page.emulate_media(media="print")
    page.goto(address)
    printed = [page.locator(f"#n-m{pk}").is_visible() for pk in marks]
    folds = page.locator(".rest > summary").is_visible()
    context.close()

    assert folded == marks[15:]
    assert words == "其余 3 条"
    assert followed
    assert arrived
    assert all(printed)
    assert not folds


def test_fifteen_figures_beside_one_paragraph_are_not_folded(
    browser: Browser, shelf: Shelf, live_server: LiveServer
) -> None:
    said = [f"第{n}组栽下果树{700 + n}棵" for n in range(15)]
    article = shelf.write("果园", "，".join(said) + "。")
    for n, words in enumerate(said):
        shelf.count(article, str(700 + n), words)
    page = browser.new_page(viewport=DESK)
    page.goto(live_server.url + article.get_absolute_url())

    assert page.locator(".notes li .seal:visible").count() == 15
    assert page.locator(".rest").count() == 0
    page.close()
