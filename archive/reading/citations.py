"""
How to cite an article. In: an article, its address and today's date. Out: one line in GB/T 7714—2015.

What the source does not say stands in square brackets as missing; what the archive inferred stands
in square brackets as inferred, as the standard asks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from archive.models import Article
from archive.reading.tongue import present_tongue

NAMED_AUTHORS = 3  # the standard names three, then 等
UNSTATED = ("inferred", "none")
PARTS = {"作者": _("作者"), "题名": _("题名"), "报名": _("报名"), "日期": _("日期")}


@dataclass(frozen=True, slots=True)
class Citation:
    """The line to copy, and what it lacks (报名, 日期, 作者, 题名), for the sentence below it."""

    line: str
    missing: tuple[str, ...]


def cite(article: Article, url: str, today: dt.date, place: str = "") -> Citation:
    """The citation of the article, or of a `place` in it, as read at `url` on `today`. Its line is Chinese always."""
    parts = {
        "作者": _authors(article),
        "题名": full_title(article),
        "报名": _bracketed(article.publication, article.publication_basis),
        "日期": _bracketed(article.published, article.published_basis),
    }
    author, title, publication, published = (
        known or f"[{name}缺]" for name, known in parts.items()
    )
    quoted = f": {place}" if place else ""  # where the standard puts the pages quoted
    printed = f"{publication}, {published}{quoted}"
    line = f"{author}. {title}[N/OL]. {printed}[{today.isoformat()}]. {url}"
    say = present_tongue().say
    return Citation(line, tuple(say(PARTS[name]) for name, known in parts.items() if not known))


def _authors(article: Article) -> str:
    names = [author["name"] for author in article.authors]
    if len(names) > NAMED_AUTHORS:
        names = [*names[:NAMED_AUTHORS], "等"]
    return ", ".join(names)


def full_title(article: Article) -> str:
    """Title and subtitle as references print them; empty where the source has no title."""
    subtitle = bare_subtitle(article)
    return f"{article.title}:{subtitle}" if article.title and subtitle else article.title


def bare_subtitle(article: Article) -> str:
    """The subtitle without the dash that papers set before it."""
    return article.subtitle.lstrip("—-─ ")


def _bracketed(value: str, basis: str) -> str:
    return f"[{value}]" if value and basis in UNSTATED else value
