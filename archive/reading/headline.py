"""
What stands above and below an article's text. In: an article and its lights. Out: lines as safe HTML.

Where a person corrected a line, what was printed is shown too as soon as something in it is lit:
search finds it there.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Article
from archive.reading.forms import mark_glyphs
from archive.reading.labels import publication_words
from archive.reading.marking import Lights, mark_text

PARTS = {
    "kicker": gettext_lazy("肩题"),
    "title": gettext_lazy("标题"),
    "subtitle": gettext_lazy("副题"),
}


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A headline's part as printed, before a person corrected it."""

    part: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Headline:
    """The lines around the text; a line that is not known is empty."""

    kicker: SafeString
    title: SafeString
    subtitle: SafeString
    publication: SafeString
    byline: SafeString
    printed: tuple[PrintedLine, ...]


def printed_anchor(part: str) -> str:
    """Under which anchor the lights of a part as printed come."""
    return f"{part}-printed"


def read_headline(article: Article, lights: Lights, *, simplified: bool = False) -> Headline:
    """The lines of `article`, lit; its title and those beside it as printed, or `simplified`."""

    def head(text: str, anchor: str) -> SafeString:
        shown = simplified and bool(text)
        return mark_glyphs(text, (), lights.get(anchor, ()), simplified=shown)

    return Headline(
        kicker=head(article.kicker, "kicker"),
        title=head(article.title or article.display_title, "title"),
        subtitle=head(article.subtitle, "subtitle"),
        publication=read_publication(article, _line(article.publication, "publication", lights)),
        byline=_line(article.byline, "byline", lights),
        printed=tuple(
            PrintedLine(str(word), _line(_printed(article, part), printed_anchor(part), lights))
            for part, word in PARTS.items()
            if lights.get(printed_anchor(part))
        ),
    )


def read_publication(article: Article, name: SafeString) -> SafeString:
    """The publication's name, marked as it comes, and how it is known."""
    if not article.publication:
        return SafeString(escape(_("报名未署")))
    known = publication_words(article)[len(article.publication) :]
    return SafeString(name + escape(known))


def _line(text: str, anchor: str, lights: Lights) -> SafeString:
    return mark_text(text, (), lights.get(anchor, ()))


def _printed(article: Article, part: str) -> str:
    text: str = (article.content.get(part) or {}).get("text", "")
    return text
