"""
Pictures of the pages. Nothing comes in; docs/gallery goes out: each page at a desk and on a phone, light and
most dark, some in large type, in a person's own colours and on paper.

    python -m bench.sights.gallery [NAME…]      all pages, or those named
"""

from __future__ import annotations

import base64
import datetime as dt
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.children import run
from bench.say import say
from bench.sights.chromium import ARGUMENTS, find_chromium
from bench.sights.scenes import STAFF, Scene
from bench.sights.served import Served, served_seeds
from bench.texts import ROOT

GALLERY = ROOT / "docs" / "gallery"
HEIGHTS = {1280: 900, 360: 740, 660: 934}
TALLEST = {1280: 1100, 360: 1300, 660: 934}
QUALITY = 38
SHOWN_DAY = "2026-01-05"
SHOWN_URL = "http://127.0.0.1:8000"
# Citations print the day they are read on and the address read at.
WRITE_FIXED = """(pairs) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const [now, shown] of pairs) walker.currentNode.data = walker.currentNode.data.replaceAll(now, shown);
  }
}"""

# A picture goes further down than a reader has scrolled: what is laid out once it is near must be there already.
LAY_OUT = """() => {
  for (const one of document.querySelectorAll("*"))
    if (getComputedStyle(one).contentVisibility === "auto") one.style.contentVisibility = "visible";
}"""


@dataclass(frozen=True, slots=True)
class Sight:
    """How a page is looked at; `name` ends the names of its pictures."""

    name: str
    width: int
    light: Literal["light", "dark"] = "light"
    size: Literal["std", "large"] = "std"
    colours: Literal["active", "none"] = (
        "none"  # a person's own, as Windows' contrast themes force them
    )
    medium: Literal["screen", "print"] = "screen"


EVERY = (
    Sight("1280-light", 1280),
    Sight("1280-dark", 1280, "dark"),
    Sight("360-light", 360),
    Sight("360-dark", 360, "dark"),
)
SOME = (
    Sight("1280-large", 1280, size="large"),
    Sight("360-large", 360, size="large"),
    Sight("1280-forced", 1280, colours="active"),
    Sight("print", 660, medium="print"),  # the width of A4 between its margins
)
SEEN_SO = ("results", "article", "town", "indicator")


def main() -> None:
    """Take the pictures and write the index."""
    named = set(sys.argv[1:])
    with served_seeds() as served:
        password = secrets.token_urlsafe()
        told = run(served.environment, "bench.sights.scenes", password)
        scenes = [Scene(**scene) for scene in told["scenes"]]
        chosen = [scene for scene in scenes if not named or scene.name in named]
        GALLERY.mkdir(exist_ok=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
            for sight in (*EVERY, *SOME):
                seen = [scene for scene in chosen if _is_seen(scene, sight)]
                context = _context(browser, served, password, sight)
                for scene in seen:
                    path = GALLERY / f"{scene.name}-{sight.name}.webp"
                    path.write_bytes(_picture(context, served.url, scene, sight))
                context.close()
                say(f"{sight.name}: {len(seen)}")
            browser.close()
    (GALLERY / "README.md").write_text(_index(scenes), encoding="utf-8")
    size = sum(path.stat().st_size for path in GALLERY.glob("*.webp"))
    say(f"{GALLERY.relative_to(ROOT)}: {size / 1e6:.1f} MB")


def _is_seen(scene: Scene, sight: Sight) -> bool:
    """Whether there is to be a picture of it so."""
    if sight in SOME:
        return scene.name in SEEN_SO
    return scene.dark or sight.light == "light"


def _context(browser: Browser, served: Served, password: str, sight: Sight) -> BrowserContext:
    """A browser that looks so, logged in."""
    context = browser.new_context(
        viewport={"width": sight.width, "height": HEIGHTS[sight.width]},
        color_scheme=sight.light,
        forced_colors=sight.colours,
        reduced_motion="reduce",
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    if sight.size != "std":
        context.add_cookies(
            [{"name": "display", "value": f"{sight.size}.auto.song.on", "url": served.url}]
        )
    page = context.new_page()
    page.goto(f"{served.url}/staff/login/")
    page.fill("#id_username", STAFF)
    page.fill("#id_password", password)
    page.click("[type=submit]")
    page.close()
    return context


def _picture(context: BrowserContext, url: str, scene: Scene, sight: Sight) -> bytes:
    """The page as far as one cares to scroll."""
    page = context.new_page()
    page.emulate_media(media=sight.medium)
    page.goto(url + scene.path, wait_until="networkidle")
    today = dt.datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()  # as the pages say it
    if scene.typed:
        page.locator("main input[type=search]").first.press_sequentially(scene.typed)
        page.locator(".sg").wait_for()
    if scene.key:
        page.keyboard.press(scene.key)
    page.evaluate(WRITE_FIXED, [[today, SHOWN_DAY], [url, SHOWN_URL]])
    shot = _shoot(page, scene, sight.width)
    page.close()
    return shot


def _shoot(page: Page, scene: Scene, width: int) -> bytes:
    page.evaluate(LAY_OUT)
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    top = 0
    if scene.at:
        box = page.locator(scene.at).bounding_box()
        top = max(0, int(box["y"]) - 24) if box else 0
    tall = HEIGHTS[width] if scene.key or scene.typed else min(height - top, TALLEST[width])
    clip = {"x": 0, "y": top, "width": width, "height": tall, "scale": 1}
    protocol = page.context.new_cdp_session(page)
    shot = protocol.send(
        "Page.captureScreenshot",
        {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True},
    )
    return base64.b64decode(shot["data"])


def _index(scenes: Sequence[Scene]) -> str:
    """The gallery's README: the pages of which there are pictures."""
    lines = [
        "# Gallery",
        "",
        "The pages over the five seed reports, taken from a running archive by `make gallery`. Long pages are cut; the",
        f"day of reading is shown as {SHOWN_DAY}, so that a picture changes only when its page does.",
        "",
        "| page | at a desk | on a phone | otherwise |",
        "|---|---|---|---|",
    ]
    for scene in scenes:
        links = [_link(scene, sight) for sight in (*EVERY, *SOME)]
        if any(links):
            desk, phone, other = links[:2], links[2:4], links[4:]
            cells = (" ".join(filter(None, group)) for group in (desk, phone, other))
            lines.append(f"| {scene.caption} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _link(scene: Scene, sight: Sight) -> str:
    """A link to a picture, if it was taken."""
    file = f"{scene.name}-{sight.name}.webp"
    words = {
        "1280-large": "large type",
        "360-large": "large type on a phone",
        "1280-forced": "forced colours",
        "print": "on paper",
    }
    taken = (GALLERY / file).exists()
    return f"[{words.get(sight.name, sight.light)}]({file})" if taken else ""


if __name__ == "__main__":
    main()
