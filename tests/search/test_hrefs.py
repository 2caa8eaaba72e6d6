"""Addresses in href: with Chinese characters as such, and still the same addresses."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client
from django.utils.encoding import iri_to_uri
from hypothesis import given
from hypothesis import strategies as st

from archive.reading.hrefs import print_href, write_readable
from search.upkeep.worker import IndexWorker

TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(TYPED, TYPED)
def test_a_browser_asks_for_what_was_typed(one: str, other: str) -> None:
    uri = f"/search/?{urlencode({'q': one, 'town': other})}"

    asked = iri_to_uri(write_readable(uri))

    parameters = parse_qsl(asked.partition("?")[2], keep_blank_values=True)
    assert parameters == [("q", one), ("town", other)]
    assert print_href(uri).replace("&amp;", "&") == write_readable(uri)


@pytest.mark.parametrize("typed", ['"><b>', "a&b=c", "%41", "党 建+村", "'党'"])
def test_nothing_typed_leaves_the_attribute(typed: str) -> None:
    printed = print_href("/search/?" + urlencode({"q": typed}))

    assert not set(printed.replace("&amp;", "").replace("&#x27;", "")) & set("\"'<>& ")


def test_the_links_of_a_search_hold_what_was_typed_as_it_was_typed(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    page = client.get("/search/", {"q": "支部 群众"}).content.decode()

    assert '<a href="?q=支部+群众&amp;year=' in page
    assert '?q=支部+群众&amp;rank=1#h1"' in page
    assert 'href="/search.csv?q=%E6%94%AF' in page  # what programs take is a URI
