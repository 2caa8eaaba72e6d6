"""Pages on paper and on phones: nothing is cut, nothing stays folded, and every page says where it is from."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from archive.reading.hrefs import write_readable
from tests.browser import PHONE
from tests.site.conftest import Site

pytestmark = [pytest.mark.browser]

# The text of what is asked for that does not stand whole on the page: of no size, outside it, or cut by an element around it.
CUT = """(what) => [...document.querySelectorAll(what)].filter((one) => {
  const range = document.createRange();
  range.selectNodeContents(one);
  const lines = [...range.getClientRects()];
  for (let over = one; over; over = over.parentElement) {
    const { left, right } = over.getBoundingClientRect();
    const open = ["visible", "clip"].includes(getComputedStyle(over).overflowX) && over !== document.documentElement;
    if (!open && lines.some((line) => line.left < left - 1 || line.right > right + 1)) return true;
  }
  return !one.checkVisibility() || (one.textContent.trim() && !lines.some((line) => line.width));
}).map((one) => one.textContent)"""


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    """A sheet of A4 between its margins."""
    page = browser.new_page(viewport={"width": 658, "height": 900})
    page.emulate_media(media="print")
    yield page
    page.close()


def test_every_printed_page_says_its_address_and_the_day(paper: Page, site: Site) -> None:
    today = timezone.localdate().isoformat()
    for name, path in site.pages.items():
        answer = paper.goto(site.url + path)
        assert answer is not None
        if answer.status != 200:
            continue

        [said] = paper.locator(".print-only").all_inner_texts()
        canonical = name.split()[0] in {"article", "simplified", "lit", "not", "reprint"}
        canonical |= name == "refused"  # what no address may hold is not read
        address = site.url + unquote(path.partition("?")[0])
        assert said.startswith(address), name
        assert canonical or said.startswith(write_readable(paper.url).rstrip("?")), name
        assert today in said, name


def test_printed_contexts_keep_their_words_and_their_sources(paper: Page, site: Site) -> None:
    for name, lines, parts in (
        ("program", ".kwic tr", "td"),
        ("lines", ".kw tbody tr", "td > span, td > a"),
    ):
        paper.goto(site.url + site.pages[name])

        assert paper.locator(f"{lines} {parts}").count() > 3, name
        assert paper.evaluate(CUT, f"{lines} :is({parts})") == [], name


def test_what_is_folded_is_printed(paper: Page, site: Site) -> None:
    folded = 0
    for name in ("town", "program", "results", "indicator told often"):
        paper.goto(site.url + site.pages[name])
        inside = "main details:not(.facets, .no-print, .no-print *, .why, .prefs) > :not(summary)"
        folded += paper.locator(inside).count()
        assert paper.evaluate(CUT, f"{inside} :is(li, td)") == [], name
    assert folded


def test_the_hit_a_reader_stood_on_is_printed_without_its_box(paper: Page, site: Site) -> None:
    paper.goto(site.url + site.pages["lit hans"])

    marks = paper.locator("mark").evaluate_all(
        "all => all.map(one => (one.className = 'now', getComputedStyle(one).outlineStyle))"
    )

    assert marks
    assert set(marks) == {"none"}


def test_on_paper_charts_may_part_and_none_is_torn(paper: Page, site: Site) -> None:
    paper.goto(site.url + site.pages["indicator drawn"])
    whole = "(one) => getComputedStyle(one).breakInside"

    assert paper.locator("figure.plots").evaluate(whole) == "auto"
    assert paper.locator("figure.plots section svg.plot").first.evaluate(whole) == "avoid"


def test_a_phone_shows_as_many_characters_around_a_word_as_are_asked_for(
    browser: Browser, site: Site
) -> None:
    page = browser.new_page(viewport=PHONE)
    shown = {}
    for context in (10, 30):
        page.goto(f"{site.url}{site.pages['lines']}&context={context}")
        sides = ".kw tbody tr :is(.l, .r) > span"
        assert page.evaluate(CUT, sides) == []
        shown[context] = len("".join(page.locator(sides).all_inner_texts()))
    page.close()

    assert shown[10] * 2 < shown[30]


def test_the_counts_of_a_township_lead_to_what_they_count(browser: Browser, site: Site) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(site.url + site.pages["town"])
    links = page.locator(".facts a[href^='#']")

    led = [str(link.get_attribute("href")) for link in links.all()]

    assert {"#tl", "#mt", "#pg"} <= set(led)
    for target in led:
        page.locator(f".facts a[href='{target}']").click()
        assert page.locator(target).is_visible()
    page.close()


def test_the_names_of_rows_stay_and_groups_are_named_where_they_begin(
    browser: Browser, site: Site
) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(site.url + site.pages["frequencies of terms"])
    table = page.locator(".freq").first
    moved = table.locator("xpath=..").evaluate(
        "one => { one.scrollLeft = 200; return one.scrollLeft; }"
    )

    assert moved > 0
    assert table.locator("tbody th").first.evaluate("one => one.getBoundingClientRect().left") >= 0
    for head in table.locator("th[scope=colgroup]").all():
        assert head.evaluate("one => getComputedStyle(one).textAlign") in {"left", "start"}
    page.close()
