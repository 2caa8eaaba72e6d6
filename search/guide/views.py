"""关于 and 帮助. A request comes in; pages that explain the archive by what it holds go out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Article
from archive.reading.front import read_front
from archive.reading.seal_examples import band_examples, guessed_example, seal_examples
from archive.views.display import COOKIE, COOKIE_AGE
from search.guide.examples import find_examples
from search.pages.parameters import DEEPEST
from search.query.parse import MAX_CHARACTERS, MAX_DEPTH, MAX_TERMS


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to: the words, and an address to follow where they are one."""

    words: str
    url: str


def read_contact(words: str) -> Contact | None:
    """The contact as set; nothing where none is."""
    if not words:
        return None
    if urlsplit(words).scheme in {"http", "https"}:
        return Contact(words, words)
    is_mail = "@" in words and not any(one.isspace() for one in words)
    return Contact(words, f"mailto:{words}" if is_mail else "")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the archive is, how to have it corrected, what it keeps of readers, for whom it works."""
    context = {
        "section": "about",
        "ledger": read_front().ledger,
        "contact": read_contact(settings.CONTACT),
        "cookie": COOKIE,
        "cookie_days": COOKIE_AGE // (24 * 3600),
    }
    return render(request, "guide/about.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to search, what the seals mean, how to cite, which keys there are."""
    context = {
        "section": "help",
        "groups": find_examples(),
        "limits": {
            "characters": MAX_CHARACTERS,
            "terms": MAX_TERMS,
            "depth": MAX_DEPTH,
            "deepest": DEEPEST,
        },
        "seals": seal_examples(),
        "bands": band_examples(),
        "guessed": guessed_example(),
        "newest": Article.objects.published().last_come().first(),
    }
    return render(request, "guide/help.html", context)
