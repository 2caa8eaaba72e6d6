"""Point 16: a result opens at its first hit, all hits lit, 第 3/17 处, next and previous, without JavaScript."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

import pytest

from search.text.folding import fold
from tests.search.conformance.asking import Asking

LIT = re.compile(r"<mark[^>]*>(.*?)</mark>", re.DOTALL)
STEP = re.compile(r"第 <b>(\d+)</b>/(\d+) 处")
WAY = '<a class="btn small" href="([^"]+)">{}</a>'


def opened(asking: Asking, address: str) -> str:
    """The article page at the end of a link."""
    response = asking.client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize("typed", ["党建", "黨建", "五星支部", "网格", "“集体经济” OR 鸭"])
def test_every_result_opens_lit_at_the_first_of_its_hits(typed: str, asking: Asking) -> None:
    links = re.findall(r'<h2[^>]*><a href="([^"]+)"', asking.page(q=typed, size=50))
    results = asking.json(q=typed, size=50)["results"]
    assert links
    words = [fold(word) for word in re.findall(r"\w+", typed) if word != "OR"]

    for link, result in zip(links, results, strict=True):
        html = opened(asking, link)
        [(at, among)] = STEP.findall(html)
        assert (int(at), int(among)) == (1, result["hits"])
        lit = fold("".join(LIT.findall(html)))
        assert any(word in lit for word in words)
        assert f'id="{link.rpartition("#")[2]}"' in html


def test_next_and_previous_go_through_all_hits_and_round(asking: Asking) -> None:
    [link] = re.findall(r'<h2[^>]*><a href="([^"]+)"', asking.page(q="鸭"))
    html = opened(asking, link)
    [(_at, among)] = STEP.findall(html)
    assert int(among) > 2

    seen = []
    for _ in range(int(among)):
        seen.append(int(STEP.findall(html)[0][0]))
        html = opened(asking, urljoin(link, re.findall(WAY.format("下一处"), html)[0]))

    assert seen == list(range(1, int(among) + 1))
    assert STEP.findall(html)[0][0] == "1"
    back = opened(asking, urljoin(link, re.findall(WAY.format("上一处"), html)[0]))
    assert STEP.findall(back)[0][0] == among
