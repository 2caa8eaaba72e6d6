"""The links of a page as a browser asks for them: HTML in, addresses out."""

from __future__ import annotations

import re
from html import unescape

from django.utils.encoding import iri_to_uri


def hrefs(html: str, page: str) -> list[str]:
    """Every address, percent signs for Chinese characters, from the page's own path where only parameters are given."""
    found = [iri_to_uri(unescape(href)) for href in re.findall(r'href="([^"]*)"', html)]
    return [page + href if href.startswith("?") else href for href in found]
