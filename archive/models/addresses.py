"""
Addresses. In: the name of a page and, of a row, its key. Out: its address.

Django makes an address anew each time, in a tenth of a millisecond; a page leads to dozens. Here it makes one for each
page with a stand-in for the key.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix, reverse

PAGES_KEPT = 64
NUMBER, OTHER = 1234567890, 1234567891  # stand for the numbers of rows
KEY = "stand-in"  # stands for a row's name or code
UNQUOTED = "!$&'()*+,;=/~:@"  # what Django leaves as it is in an address


def page_address(page: str) -> str:
    """The address of a page there is one of."""
    return _single(page, get_script_prefix())


def row_address(page: str, key: str) -> str:
    """The address of a row with a name or code."""
    before, after = _keyed(page, get_script_prefix())
    return f"{before}{quote(key, safe=UNQUOTED)}{after}"


def number_address(page: str, number: int) -> str:
    """The address of a row with a number."""
    before, after = _numbered(page, get_script_prefix())
    return f"{before}{number}{after}"


def pair_address(page: str, one: int, other: int) -> str:
    """The address of what two rows with numbers have in common."""
    before, between, after = _paired(page, get_script_prefix())
    return f"{before}{one}{between}{other}{after}"


@lru_cache(PAGES_KEPT)
def _single(page: str, _root: str) -> str:
    return reverse(page)


@lru_cache(PAGES_KEPT)
def _keyed(page: str, _root: str) -> tuple[str, str]:
    before, _key, after = reverse(page, args=[KEY]).rpartition(KEY)
    return before, after


@lru_cache(PAGES_KEPT)
def _numbered(page: str, _root: str) -> tuple[str, str]:
    before, _number, after = reverse(page, args=[NUMBER]).rpartition(str(NUMBER))
    return before, after


@lru_cache(PAGES_KEPT)
def _paired(page: str, _root: str) -> tuple[str, str, str]:
    before, _one, rest = reverse(page, args=[NUMBER, OTHER]).partition(str(NUMBER))
    between, _other, after = rest.partition(str(OTHER))
    return before, between, after
