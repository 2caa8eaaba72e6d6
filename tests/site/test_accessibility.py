"""axe-core over every page, in light, dark and large type, on a phone and at a desk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.site.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

AXE = Path(__file__).parents[2] / ".venv" / "node" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return found.violations.flatMap(one => one.nodes.map(node => [one.id, node.target.join(" "), node.failureSummary]));
}"""
OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}


@dataclass(frozen=True, slots=True)
class Sight:
    """How a page is looked at."""

    viewport: ViewportSize
    size: str
    light: Literal["light", "dark"]


LOOKS: tuple[tuple[str, Literal["light", "dark"]], ...] = (
    ("std", "light"),
    ("std", "dark"),
    ("large", "light"),
)
SIGHTS = [Sight(viewport, size, light) for viewport in (PHONE, DESK) for size, light in LOOKS]


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands."""
    found = page.evaluate(RUN, TAGS)
    return [f"{rule} at {target}: {why}" for rule, target, why in found]


@pytest.mark.parametrize(
    "sight", SIGHTS, ids=lambda sight: f"{sight.viewport['width']}-{sight.size}-{sight.light}"
)
def test_no_page_with_everything_open_breaks_a_rule_of_axe(
    browser: Browser, site: Site, sight: Sight
) -> None:
    context = browser.new_context(
        viewport=sight.viewport, color_scheme=sight.light, bypass_csp=True
    )
    context.add_cookies(
        [{"name": "display", "value": f"{sight.size}.auto.song.on", "url": site.url}]
    )
    context.add_init_script(path=AXE)
    page = context.new_page()
    broken: dict[str, list[str]] = {}

    for name, path in site.pages.items():
        page.goto(site.url + path)
        page.evaluate(OPEN)
        broken[name] = violations(page)

    context.close()
    found = {name: rules for name, rules in broken.items() if rules}
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)
