"""Law 4: a report says the same as text, as Markdown and as a web page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.pipeline.read import read_file
from archive.resources import resources
from tests.laws.facts import facts_of
from tests.laws.renderings import as_html, as_markdown, as_text
from tests.laws.sources import REPORTS


def lines_of(text: str) -> list[str]:
    return [line.strip("# ") for line in text.splitlines() if line.strip("# ")]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(
    ("suffix", "rendering"), [("md", as_markdown), ("html", as_html)], ids=["markdown", "html"]
)
def test_a_report_says_the_same_in_every_container(
    name: str, suffix: str, rendering: Callable[[list[str]], bytes]
) -> None:
    lines = lines_of(REPORTS[name])
    expected = read_file(as_text(lines), "报道.txt", resources())

    found = read_file(rendering(lines), f"报道.{suffix}", resources())

    assert found.decoded.container != expected.decoded.container
    assert facts_of(found) == facts_of(expected)
