"""
Pictures of the pages. Nothing comes in; docs/gallery goes out: each page at a desk and on a phone, light and dark.

    python -m bench.sights.gallery [NAME…]      all pages, or those named
"""

from __future__ import annotations

import base64
import datetime as dt
import secrets
import sys
from collections.abc import Iterator, Sequence
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
WIDTHS = {1280: 900, 360: 740}
TALLEST = {1280: 1300, 360: 1500}
LIGHTS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
QUALITY = 50
SHOWN_DAY = "2026-01-05"
SHOWN_URL = "http://127.0.0.1:8000"
# Citations print the day they are read on and the address read at.
WRITE_FIXED = """(pairs) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const [now, shown] of pairs) walker.currentNode.data = walker.currentNode.data.replaceAll(now, shown);
  }
}"""


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
            for context, suffix, width in _contexts(browser, served, password):
                for scene in chosen:
                    path = GALLERY / f"{scene.name}-{suffix}.webp"
                    path.write_bytes(_picture(context, served.url, scene, width))
                say(f"{suffix}: {len(chosen)}")
            browser.close()
    (GALLERY / "README.md").write_text(_index(scenes), encoding="utf-8")
    size = sum(path.stat().st_size for path in GALLERY.glob("*.webp"))
    say(f"{GALLERY.relative_to(ROOT)}: {size / 1e6:.1f} MB")


def _contexts(
    browser: Browser, served: Served, password: str
) -> Iterator[tuple[BrowserContext, str, int]]:
    """A browser for each width and light, logged in, with the ending of its pictures' names."""
    for width, height in WIDTHS.items():
        for light in LIGHTS:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=light,
                reduced_motion="reduce",
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
            )
            page = context.new_page()
            page.goto(f"{served.url}/staff/login/")
            page.fill("#id_username", STAFF)
            page.fill("#id_password", password)
            page.click("[type=submit]")
            page.close()
            yield context, f"{width}-{light}", width
            context.close()


def _picture(context: BrowserContext, url: str, scene: Scene, width: int) -> bytes:
    """The page as far as one cares to scroll."""
    page = context.new_page()
    page.goto(url + scene.path, wait_until="networkidle")
    today = dt.datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()  # as the pages say it
    if scene.typed:
        page.locator("main input[type=search]").first.press_sequentially(scene.typed)
        page.locator(".sg").wait_for()
    if scene.key:
        page.keyboard.press(scene.key)
    page.evaluate(WRITE_FIXED, [[today, SHOWN_DAY], [url, SHOWN_URL]])
    shot = _shoot(page, scene, width)
    page.close()
    return shot


def _shoot(page: Page, scene: Scene, width: int) -> bytes:
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    top = 0
    if scene.at:
        box = page.locator(scene.at).bounding_box()
        top = max(0, int(box["y"]) - 24) if box else 0
    tall = WIDTHS[width] if scene.key or scene.typed else min(height - top, TALLEST[width])
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
        "| page | at a desk | on a phone |",
        "|---|---|---|",
    ]
    taken = (s for s in scenes if (GALLERY / f"{s.name}-1280-light.webp").exists())
    for scene in taken:
        links = [
            " ".join(f"[{light}]({scene.name}-{width}-{light}.webp)" for light in LIGHTS)
            for width in WIDTHS
        ]
        lines.append(f"| {scene.caption} | {links[0]} | {links[1]} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
