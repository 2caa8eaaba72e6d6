"""
Addresses. In: the name of a page and, of a row, its key. Out: its address.

Django makes an address anew each time, in a tenth of a millisecond; a page leads to dozens.
"""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse

MOST_KEPT = 8192
NUMBER = 1234567890  # stands for the number of a row


def page_address(page: str) -> str:
    """The address of a page there is one of."""
    return _single(page, get_script_prefix(), get_urlconf())


def row_address(page: str, key: str) -> str:
    """The address of a row with a name or code."""
    return _keyed(page, key, get_script_prefix(), get_urlconf())


def number_address(page: str, number: int) -> str:
    """The address of a row with a number."""
    return _numbered(page, get_script_prefix(), get_urlconf()).replace("\x00", str(number))


@lru_cache(64)
def _single(page: str, _prefix: str, _urls: str | None) -> str:
    return reverse(page)


@lru_cache(MOST_KEPT)
def _keyed(page: str, key: str, _prefix: str, _urls: str | None) -> str:
    return reverse(page, args=[key])


@lru_cache(64)
def _numbered(page: str, _prefix: str, _urls: str | None) -> str:
    return reverse(page, args=[NUMBER]).replace(str(NUMBER), "\x00")
