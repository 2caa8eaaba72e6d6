"""Addresses made from one pattern are those Django makes."""

from __future__ import annotations

import pytest
from django.urls import reverse, set_script_prefix

from archive.models.addresses import number_address, page_address, pair_address, row_address

KEYS = (
    "410122101",
    "三会一课",
    "党建+治理",
    "a b",
    "%E4",
    "stand-in",
    "1234567890",
    "?q=1#x",
    "é~@:'",
)


@pytest.mark.parametrize("root", ["/", "/档案/"])
@pytest.mark.parametrize("key", KEYS)
def test_the_address_of_a_name_is_djangos(key: str, root: str) -> None:
    set_script_prefix(root)
    try:
        assert row_address("program", key) == reverse("program", args=[key])
        assert row_address("program_json", key) == reverse("program_json", args=[key])
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize("number", [1, 7, 1234567890, 1234567891, 2**63 - 1])
def test_the_address_of_a_number_is_djangos(number: int) -> None:
    assert number_address("article", number) == reverse("article", args=[number])
    assert pair_address("article_compare", number, 1234567891) == reverse(
        "article_compare", args=[number, 1234567891]
    )
    assert page_address("search") == reverse("search")
