"""The pages in a real Chromium: without JavaScript, on a phone, in both lights, under the strict policy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, ViewportSize
from pytest_django.live_server_helper import LiveServer

from archive.models import Article, Metric, PlaceMention, Program
from archive.models.article import ArticleState
from archive.reading.charts import Datum, draw_bars
from tests.browser import DESK, PHONE, follow, watched
from tests.pages.conftest import OTHER_TOWN, TOWN, Shelf

pytestmark = [
    pytest.mark.browser,
    # Playwright keeps an event loop in this thread; the rows are written before it is asked anything.
    pytest.mark.django_db(transaction=True),
]

SMALL: ViewportSize = {"width": 320, "height": 640}
SIGHTS: tuple[tuple[ViewportSize, str, Literal["light", "dark"]], ...] = (
    (SMALL, "large", "light"),
    (PHONE, "std", "light"),
    (PHONE, "large", "dark"),
    (DESK, "std", "dark"),
    (DESK, "large", "light"),
)


@pytest.fixture
def addresses(archived_seeds: None, live_server: LiveServer) -> dict[str, str]:
    """One page of each kind over the seeds; the last article is withdrawn."""
    gone = Article.objects.published().latest("pk")
    gone.state, gone.withdrawn_reason = ArticleState.WITHDRAWN, "来源要求撤下"
    gone.save()
    named = PlaceMention.objects.public().filter(place__level="town").order_by("pk")
    town = named.select_related("place").first()
    metric = Metric.objects.public().exclude(indicator=None).first()
    assert town is not None
    assert town.place is not None
    assert metric is not None
    assert metric.indicator is not None
    paths = {
        "home": "/",
        "places": "/places/",
        "county": f"/places/{town.place.code[:6]}/",
        "town": town.place.get_absolute_url(),
        "programs": "/programs/",
        "program": Program.objects.in_print()[0].get_absolute_url(),
        "indicators": "/indicators/",
        "indicator": metric.indicator.get_absolute_url(),
        "metrics": "/metrics/",
        "years": "/years/",
        "undated": "/years/undated/",
        "withdrawn": gone.get_absolute_url(),
        "missing": "/nothing/",
    }
    for article in Article.objects.published():
        paths[f"article {article.pk}"] = article.get_absolute_url()
        paths[f"raw {article.pk}"] = f"{article.get_absolute_url()}?v=raw"
    return {name: live_server.url + path for name, path in paths.items()}


@pytest.fixture
def shelved(shelf: Shelf, live_server: LiveServer) -> dict[str, str]:
    """The pages of one article written by hand."""
    article = shelf.full()
    paths = {"home": "/", "years": "/years/", "article": article.get_absolute_url()}
    return {name: live_server.url + path for name, path in paths.items()}


def test_no_page_overflows_and_none_breaks_the_policy(
    browser: Browser, addresses: dict[str, str]
) -> None:
    wide = []
    for viewport, size, light in SIGHTS:
        context = browser.new_context(viewport=viewport, color_scheme=light)
        context.add_cookies(
            [{"name": "display", "value": f"{size}.auto.song.on", "url": addresses["home"]}]
        )
        page, complaints = watched(context)
        for name, address in addresses.items():
            answer = page.goto(address)
            assert answer is not None
            element = "document.documentElement"
            if page.evaluate(f"{element}.scrollWidth > {element}.clientWidth"):
                wide.append((name, viewport["width"], size))
            assert page.locator("h1").count() == 1, name
            # Chromium itself reports the two pages that answer 404 and 410.
            if answer.status in {404, 410}:
                complaints[:] = [said for said in complaints if "status of" not in said]
            assert complaints == [], name
        context.close()

    assert wide == []


def test_a_reader_without_javascript_walks_from_home_to_a_town(
    browser: Browser, shelved: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()

    page.goto(shelved["home"])
    follow(page.locator("section[aria-labelledby=new] a").first)
    title = page.locator("h1").inner_text()
    first_paragraph = page.locator("#p1 > p").inner_text()
    follow(page.locator(".art-head a[href^='/towns/']").first)

    assert title
    assert len(first_paragraph) > 20
    assert title in page.locator(".timeline").inner_text()
    context.close()


def test_the_margin_notes_open_without_javascript_on_a_phone(
    browser: Browser, shelved: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(shelved["article"])

    notes = page.locator("details.notes", has=page.locator("li .seal")).first
    closed = notes.locator(".seal").first.is_visible()
    notes.locator("summary").first.click()  # inside are those of the single notes

    assert not closed
    assert notes.locator(".seal").first.is_visible()
    context.close()


def test_the_display_form_works_without_javascript(
    browser: Browser, shelved: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=DESK)
    page = context.new_page()
    page.goto(shelved["years"])

    page.locator(".prefs summary").click()
    page.locator("input[name=size][value=large]").check()
    page.locator("input[name=theme][value=dark]").check()
    follow(page.locator(".prefs button"))

    assert page.url == shelved["years"]
    assert page.locator("html").get_attribute("data-size") == "large"
    assert page.locator("html").get_attribute("data-theme") == "dark"
    context.close()


def test_a_figure_and_its_note_lead_to_each_other(
    browser: Browser, shelved: dict[str, str]
) -> None:
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(shelved["article"])

    mark = page.locator("a.fig").first
    anchor = mark.get_attribute("id")
    mark.click()
    note = page.locator(f"#n-{anchor}")

    assert page.url.endswith(f"#n-{anchor}")
    assert note.is_visible()
    note.locator("a").first.click()
    assert page.url.endswith(f"#{anchor}")
    context.close()


# Of each paragraph with notes: how far the notes stand from the text, and how far below its head they begin.
BESIDE = """() => [...document.querySelectorAll(":is(.para, .body-cap):has(> .notes)")].map((para) => {
  const [text, notes] = [para.querySelector(":scope > p"), para.querySelector(".notes")].map((one) => one.getBoundingClientRect());
  return { gap: notes.left - text.right, above: text.top - para.getBoundingClientRect().top, width: text.width };
})"""


# Where the page stood, frame by frame, until it stood still.
STOOD = """() => new Promise((done) => {
  const places = [];
  (function look() {
    places.push(scrollY);
    const last = new Set(places.slice(-20));
    if (places.length > 40 && last.size === 1) done(places); else requestAnimationFrame(look);
  })();
})"""


def test_who_comes_to_a_passage_stands_there_at_once(
    archived_seeds: None, live_server: LiveServer, browser: Browser
) -> None:
    long = Article.objects.published().order_by("pk")[1].get_absolute_url()
    page = browser.new_page(viewport=PHONE, reduced_motion="no-preference")
    page.goto(f"{live_server.url}{long}#p9")
    arrived = page.evaluate(STOOD)
    page.close()

    assert min(arrived) > 1000
    assert max(arrived) - min(arrived) < 40, arrived


@pytest.mark.parametrize("size", ["std", "large"])
def test_at_a_desk_notes_stand_beside_their_text_and_pull_nothing_apart(
    browser: Browser, addresses: dict[str, str], size: str
) -> None:
    context = browser.new_context(viewport=DESK)
    address = next(url for name, url in addresses.items() if name.startswith("article"))
    context.add_cookies([{"name": "display", "value": f"{size}.auto.song.on", "url": address}])
    page = context.new_page()
    page.goto(address)

    noted = page.evaluate(BESIDE)

    assert noted
    assert all(one["gap"] > 0 and one["above"] < 2 for one in noted), noted
    context.close()


def _seen_at_a_desk(
    browser: Browser, addresses: dict[str, str], script: str
) -> Iterator[tuple[str, Any]]:
    """What the script says of each article's page."""
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    articles = [name for name in addresses if name.startswith("article")]
    assert articles
    for name in articles:
        page.goto(addresses[name])
        yield name, page.evaluate(script)
    context.close()


# Of each paragraph with notes: how far below its head they begin, and how far below the end of the notes above.
LATE = """() => {
  let end = -Infinity;
  return [...document.querySelectorAll(":is(.para, .body-cap):has(> .notes)")].map((para) => {
    const [text, notes] = [":scope > p", ".notes"].map((one) => para.querySelector(one).getBoundingClientRect());
    const below = { head: notes.top - text.top, above: notes.top - end };
    end = notes.bottom;
    return below;
  });
}"""


def test_notes_begin_at_the_head_of_their_paragraph_or_right_below_the_notes_above(
    browser: Browser, addresses: dict[str, str]
) -> None:
    for name, noted in _seen_at_a_desk(browser, addresses, LATE):
        assert noted
        for one in noted:
            assert one["head"] > -2, (name, one)  # not above its paragraph
            assert one["above"] > -2, (name, one)  # nor over the notes above
            assert one["head"] < 24 or one["above"] < 24, (name, one)


# How far the notes push each line of text down: where it stands with them, less where it stands without.
PUSHED = """() => {
  const texts = [...document.querySelectorAll(".para > p, .body-cap > p, .text h2")], notes = [...document.querySelectorAll(".para > .notes, .body-cap > .notes, .text > .notes")];
  const tops = () => texts.map((one) => Math.round(one.getBoundingClientRect().top + scrollY));
  const noted = tops();
  notes.forEach((one) => { one.style.display = "none"; });
  const bare = tops();
  return { notes: notes.length, by: noted.map((top, n) => top - bare[n]) };
}"""


def test_notes_longer_than_their_paragraphs_do_not_push_the_text_apart(
    browser: Browser, addresses: dict[str, str]
) -> None:
    for name, pushed in _seen_at_a_desk(browser, addresses, PUSHED):
        assert pushed["notes"]
        assert not any(pushed["by"]), (name, pushed)


# The words of the bars that run into each other or out of the page, and the size of the years.
CROWDED = """(chart) => {
  document.querySelector("main .wrap").innerHTML = chart;
  const texts = [...document.querySelectorAll(".bars text")].filter((text) => text.getBoundingClientRect().width);
  // digits are lower than the line they stand on
  const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect(), parseFloat(getComputedStyle(text).fontSize)]);
  const faults = [];
  for (const [word, box] of boxes) if (box.left < 0 || box.right > innerWidth) faults.push(word);
  boxes.forEach(([word, one, size], at) => boxes.slice(at + 1).forEach(([other, two]) => {
    if (one.left < two.right && two.left < one.right && Math.abs(one.bottom - two.bottom) < 0.8 * size) faults.push(`${word} ${other}`);
  }));
  return { faults, years: texts.filter((text) => text.matches(".tick")).length, size: getComputedStyle(document.querySelector(".bars .tick")).fontSize };
}"""


def test_the_words_of_bars_grow_with_the_type_and_never_run_into_each_other(
    browser: Browser, shelved: dict[str, str]
) -> None:
    counts = {
        "level": [999, *[998] * 11],
        "edge": [12_368, *[7] * 30],
        "end": [*[7] * 30, 12_368],
        "two": [4, 5],
        "long": [n * 37 % 1400 for n in range(120)],
    }
    charts = {
        name: render_to_string(
            "parts/year_chart.html",
            {"chart": draw_bars([Datum(str(1907 + n), count) for n, count in enumerate(row)])},
        )
        for name, row in counts.items()
    }
    sizes = set()
    for size in ("std", "large"):
        context = browser.new_context()
        value = f"{size}.auto.song.on"
        context.add_cookies([{"name": "display", "value": value, "url": shelved["home"]}])
        page = context.new_page()
        page.goto(shelved["years"])
        for width in (320, 360, 412, 768, 1030, 1280, 1600):
            page.set_viewport_size({"width": width, "height": 900})
            for name, chart in charts.items():
                seen = page.evaluate(CROWDED, chart)
                assert seen["faults"] == [], (name, size, width)
                assert seen["years"] > 1, (name, size, width)
                sizes.add((size, seen["size"]))
        context.close()

    assert sizes == {("std", "13px"), ("large", "17.0625px")}


# On how many lines each of the words in a table of figures stands, the most of any.
BROKEN = """(words) => Math.max(...[...document.querySelectorAll(":is(.figs, .pair) :is(.hint, b)")].flatMap((hint) => {
  const text = hint.firstChild;
  return words.filter((word) => text.data.includes(word)).map((word) => {
    const range = document.createRange();
    range.setStart(text, text.data.indexOf(word));
    range.setEnd(text, text.data.indexOf(word) + word.length);
    return new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size;
  });
}))"""


def test_no_date_and_no_note_in_brackets_breaks_in_a_table_of_figures(
    browser: Browser, shelf: Shelf, live_server: LiveServer
) -> None:
    article = shelf.write(
        "数字",
        "争取发展党员900人。",
        published="2026-08-16",
        published_precision="day",
        published_basis="inferred",
        published_on=dt.date(2026, 8, 16),
    )
    quote = "争取发展党员900人"
    shelf.count(article, "900", quote, value=Decimal(900_001), status="target", period="今后五年")
    page = browser.new_page()
    page.goto(f"{live_server.url}/metrics/")

    for width in (320, 360, 412, 768, 1030, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        words = ["2026年8月16日", "（推断）", "（目标）"]
        assert page.evaluate(BROKEN, words) == 1, width
    page.close()


def test_no_date_and_no_number_with_its_unit_breaks_between_two_towns(
    browser: Browser, shelf: Shelf, live_server: LiveServer
) -> None:
    quote = "到2024年10月28日已动员党员、群众代表和返乡青年共1400余名"
    for code in (TOWN, OTHER_TOWN):
        article = shelf.write("数字", f"{quote}。")
        period = {"period": "2024年10月28日", "phrase": "动员党员、群众代表和返乡青年共"}
        shelf.count(article, "1400余名", quote, place_id=code, unit="人", **period)
    page = browser.new_page()
    page.goto(f"{live_server.url}/towns/{TOWN}/compare/{OTHER_TOWN}/")

    for width in range(320, 420, 10):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(BROKEN, ["2024年10月28日", "1400余名"]) == 1, width
    page.close()


# The system's colours, and what the page draws with: bars, their words, marks, seals and links.
PAINTED = """(chart) => {
  const main = document.querySelector("main .wrap");
  main.innerHTML = chart + `<p><mark>字</mark><mark class="now">字</mark></p>
    <p><span class="seal">机</span><span class="seal sure">核</span><span class="seal doubt">疑</span></p>
    <svg class="chart lines"><g class="t3"><line/></g></svg><svg class="chart plot"><g class="sure"><circle/></g><g class="open"><circle/></g></svg>`;
  const colour = (name) => {
    const one = main.appendChild(document.createElement("i"));
    one.style.forcedColorAdjust = "none";
    one.style.color = name;
    return getComputedStyle(one).color;
  };
  const style = (name) => getComputedStyle(document.querySelector(name));
  const names = ["Canvas", "CanvasText", "LinkText", "Mark", "MarkText"];
  return {
    system: Object.fromEntries(names.map((name) => [name, colour(name)])),
    painted: {
      bar: style(".bar:not(.hollow)").fill,
      hollow: style(".bar.hollow").fill,
      edge: style(".bar.hollow").stroke,
      year: style(".bars .tick").fill,
      number: style(".bars .strong").fill,
      line: style(".t3 line").stroke,
      known: style(".sure circle").fill,
      unknown: style(".open circle").fill,
      link: style(".masthead nav a:not([aria-current])").color,
      hit: style("mark").backgroundColor,
      word: style("mark").color,
      now: style("mark.now").outlineColor,
    },
    dashes: style(".bar.hollow").strokeDasharray,
    lines: [style("mark").outlineStyle, style("mark.now").outlineStyle],
    seals: [".seal", ".seal.sure", ".seal.doubt"].map((name) => `${style(name).backgroundColor} ${style(name).border}`),
  };
}"""


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("saved", ["light", "dark"])
def test_forced_colours_win_over_lights_that_were_saved_and_tell_all_apart(
    browser: Browser,
    shelved: dict[str, str],
    system: Literal["light", "dark"],
    saved: str,
) -> None:
    bars = draw_bars([Datum("2015", 4), Datum("2016", 2, hollow=True)])
    context = browser.new_context(forced_colors="active", color_scheme=system)
    value = f"large.{saved}.song.on"
    context.add_cookies([{"name": "display", "value": value, "url": shelved["home"]}])
    page = context.new_page()
    page.goto(shelved["years"])

    seen = page.evaluate(PAINTED, render_to_string("parts/year_chart.html", {"chart": bars}))
    context.close()

    ink, paper = seen["system"]["CanvasText"], seen["system"]["Canvas"]
    assert ink != paper
    assert seen["painted"] == {
        "bar": ink,
        "hollow": paper,
        "edge": ink,
        "year": ink,
        "number": ink,
        "line": ink,
        "known": ink,
        "unknown": paper,
        "link": seen["system"]["LinkText"],
        "hit": seen["system"]["Mark"],
        "word": seen["system"]["MarkText"],
        "now": ink,
    }
    assert seen["dashes"] == "3px, 2px"
    assert seen["lines"] == ["none", "solid"]
    assert len(set(seen["seals"])) == 3


# How far the rules above and below a summary stand from the notes beside it.
RULES = """() => {
  const summary = document.querySelector(".summary"), notes = summary.querySelector(".notes").getBoundingClientRect();
  const { left } = summary.getBoundingClientRect();
  return ["::before", "::after"].map((rule) => notes.left - left - parseFloat(getComputedStyle(summary, rule).width))
    .concat(parseFloat(getComputedStyle(summary).borderBottomWidth));
}"""


@pytest.mark.parametrize("width", [960, 1030, 1280, 1600])
def test_no_rule_of_a_summary_runs_through_the_notes_beside_it(
    browser: Browser, shelf: Shelf, live_server: LiveServer, width: int
) -> None:
    article = shelf.full()
    first, *rest = article.content["paragraphs"]
    article.content = {**article.content, "summary": [first], "paragraphs": rest}
    article.save()
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(live_server.url + article.get_absolute_url())

    above, below, border = page.evaluate(RULES)
    page.close()

    assert above > 0
    assert below > 0
    assert border == 0


# Of each sentence of a table of figures: how wide its cell is, in characters.
WIDTHS = """() => [...document.querySelectorAll(".figs .wide")].map((cell) =>
  cell.getBoundingClientRect().width / parseFloat(getComputedStyle(cell).fontSize))"""


@pytest.mark.parametrize(
    ("media", "width"), [("screen", 320), ("screen", 768), ("screen", 1030), ("print", 660)]
)
def test_a_sentence_in_a_table_of_figures_has_room_at_every_width(
    browser: Browser, addresses: dict[str, str], media: Literal["screen", "print"], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.emulate_media(media=media)

    for name in ("metrics", "indicator"):
        page.goto(addresses[name])
        widths = page.evaluate(WIDTHS)

        assert widths
        assert min(widths) >= 8, (name, min(widths))
    context.close()


@pytest.mark.parametrize("size", ["std", "large"])
def test_on_paper_of_any_width_an_article_is_one_column(
    browser: Browser, addresses: dict[str, str], size: str
) -> None:
    context = browser.new_context(viewport={"width": 1600, "height": 900})
    address = next(url for name, url in addresses.items() if name.startswith("article"))
    context.add_cookies([{"name": "display", "value": f"{size}.auto.song.on", "url": address}])
    page = context.new_page()
    page.emulate_media(media="print")

    for width in (660, 990, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        noted = page.evaluate(BESIDE)

        assert noted
        assert all(one["gap"] < 0 and one["width"] > 400 for one in noted), (width, noted)
    context.close()


# Both ends of the opened settings, and how wide the page is.
SETTINGS = """() => {
  const { left, right } = document.querySelector(".prefs form").getBoundingClientRect();
  return { left, right, page: innerWidth, seen: document.querySelector(".prefs form").checkVisibility() };
}"""


def test_the_display_settings_open_on_the_page_in_every_size_language_and_width(
    browser: Browser, shelved: dict[str, str]
) -> None:
    for size in ("std", "large"):
        for language in ("zh-hans", "zh-hant", "en"):
            context = browser.new_context()
            value = f"{size}.auto.song.on.{language}"
            context.add_cookies([{"name": "display", "value": value, "url": shelved["home"]}])
            page = context.new_page()
            for name in ("home", "years"):  # without and with a search box in the masthead
                page.goto(shelved[name])
                page.locator(".prefs summary").click()
                for width in (320, 360, 412, 768, 1024, 1280):
                    page.set_viewport_size({"width": width, "height": 900})
                    at = page.evaluate(SETTINGS)

                    assert at["seen"]
                    assert 0 <= at["left"] < at["right"] <= at["page"], (name, value, width, at)
            context.close()


def test_escape_and_a_click_outside_close_the_display_settings(
    browser: Browser, shelved: dict[str, str]
) -> None:
    page = browser.new_page(viewport=DESK)
    page.goto(shelved["years"])
    opened = page.locator(".prefs form")

    page.locator(".prefs summary").click()
    page.locator("input[name=size][value=large]").focus()
    page.keyboard.press("Escape")
    assert not opened.is_visible()
    assert page.evaluate("document.activeElement.parentNode.className") == "prefs"
    page.locator(".prefs summary").click()
    page.locator("input[name=size][value=large]").check()
    assert opened.is_visible()
    page.locator("h1").click()

    assert not opened.is_visible()
    page.close()
