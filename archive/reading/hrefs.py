"""Addresses for href in HTML. URIs come in; the same with their Chinese characters as such go out."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from django.utils.encoding import uri_to_iri

KEPT = 4096  # addresses of places and programs, named again and again


def print_href(uri: str) -> str:
    """The address with its Chinese characters as such, escaped; it is kept, so let it be one many pages name."""
    return _print_readable(uri) if "%" in uri else escape(uri)


def write_readable(uri: str) -> str:
    """
    The address with its Chinese characters as such, not escaped.

    A browser asks for the same address; percent signs make it three times as long, and a page has hundreds.
    """
    return uri_to_iri(uri) if "%" in uri else uri


@lru_cache(KEPT)
def _print_readable(uri: str) -> str:
    return escape(write_readable(uri))
