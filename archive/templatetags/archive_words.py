"""
Filters that put codes into words. In: rows. Out: text; all decisions are in archive.reading.labels.

And attributes that say which language some text is in, where it is not that of the interface around it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.models import Article, Review
from archive.reading.figure_table import Layout, print_table
from archive.reading.figures import FigureRow
from archive.reading.labels import (
    LANGUAGE_TAGS,
    SEALS,
    Seal,
    byline_words,
    date_words,
    publication_words,
    year_basis,
)
from archive.reading.list_html import print_along, print_articles, print_similar, print_versions
from archive.reading.reasons import print_reasons

register = template.Library()
register.filter("bylines", byline_words)
register.filter("date_words", date_words)
register.filter("publication_words", publication_words)
register.filter("year_basis", year_basis)
register.filter("print_reasons", print_reasons)
register.filter("print_articles", print_articles)
register.filter("print_similar", print_similar)
register.filter("print_along", print_along)
register.filter("print_versions", print_versions)


@register.filter
def seal(review: str) -> Seal:
    """The seal of a review state."""
    return SEALS[Review(review)]


@register.filter
def print_seal(seal: Seal) -> SafeString:
    """A seal as HTML: its sign, and in the title what it means."""
    shape = f" {seal.shape}" if seal.shape else ""
    sign = str(seal.sign)
    return SafeString(
        f'<span class="seal{shape}" title="{escape(seal.meaning)}"{lang(sign)}>{escape(sign)}</span>'
    )


@register.simple_tag
def figure_table(
    figures: Iterable[FigureRow],
    *,
    numbered: bool = False,
    place: bool = True,
    indicator: bool = True,
    grouped: bool = False,
) -> SafeString:
    """A table of figures; what it shows is told by keywords."""
    return print_table(figures, Layout(numbered, place, indicator, grouped))


CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
SCRIPTS = {"hans": "zh-Hans", "hant": "zh-Hant"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """The language a page is in, asked once for all that is printed on it."""

    language: str

    def of_text(self, text: str) -> str:
        """The `lang` of what the archive holds, where it is Chinese and the page is not."""
        if self.language == settings.LANGUAGE_CODE or not CHINESE.search(text):
            return ""
        return _attribute("zh")

    def of_script(self, script: str) -> str:
        """The `lang` of an article printed in that script."""
        tag = SCRIPTS.get(script, "zh")
        return "" if tag == LANGUAGE_TAGS[self.language] else _attribute(tag)


def spoken() -> Spoken:
    """The language of the present page."""
    return Spoken(get_language() or settings.LANGUAGE_CODE)


@register.filter
def lang(content: object) -> SafeString:
    """
    The `lang` of what the archive holds, as an attribute: of an article by its script, of other text if it is Chinese.

    Nothing on a page in Simplified Chinese, where it would say again what the page says.
    """
    if isinstance(content, Article):
        return SafeString(spoken().of_script(content.script))
    if isinstance(content, Promise):
        return SafeString()
    return SafeString(spoken().of_text(str(content)))


@register.simple_tag
def text_lang(*, traditional: bool) -> SafeString:
    """The `lang` of an article's text in the glyphs it is shown in, which may not be those it is printed in."""
    return _unless_spoken(SCRIPTS["hant" if traditional else "hans"])


@register.simple_tag
def interface_lang() -> SafeString:
    """The `lang` of the interface, where it stands inside the text of an article."""
    return _attribute(
        ""
        if get_language() == settings.LANGUAGE_CODE
        else LANGUAGE_TAGS[get_language() or settings.LANGUAGE_CODE]
    )


def _unless_spoken(tag: str) -> SafeString:
    return _attribute("" if tag == LANGUAGE_TAGS[get_language() or settings.LANGUAGE_CODE] else tag)


def _attribute(tag: str) -> SafeString:
    return SafeString(f' lang="{tag}"' if tag else "")
