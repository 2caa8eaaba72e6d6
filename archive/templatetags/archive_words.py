"""
Filters that put codes into words. In: rows. Out: text; all decisions are in archive.reading.labels.

And attributes that say which language some text is in, where it is not that of the interface around it.
"""

from collections.abc import Iterable

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from archive.models import Article, Review
from archive.reading import figure_html
from archive.reading.crumbs import print_crumbs
from archive.reading.figure_table import Layout, print_table
from archive.reading.figures import FigureRow
from archive.reading.head_html import print_forms
from archive.reading.hrefs import write_readable
from archive.reading.labels import (
    SEALS,
    Seal,
    byline_words,
    date_words,
    publication_words,
    year_basis,
)
from archive.reading.list_html import print_articles
from archive.reading.reasons import print_reasons
from archive.reading.sentences import shorten
from archive.reading.timeline_html import print_timeline
from archive.reading.tongue import present_tongue

register = template.Library()
register.filter("bylines", byline_words)
register.filter("date_words", date_words)
register.filter("publication_words", publication_words)
register.filter("year_basis", year_basis)
register.filter("print_reasons", print_reasons)
register.filter("print_articles", print_articles)
register.filter("print_timeline", print_timeline)
register.filter("print_crumbs", print_crumbs)
register.filter("shorten", shorten)
register.filter("print_forms", print_forms)
register.filter("readable", write_readable)


@register.filter
def seal(review: str) -> Seal:
    """The seal of a review state."""
    return SEALS[Review(review)]


@register.filter
def print_seal(seal: Seal) -> SafeString:
    """A seal as HTML: its sign, and in the title what it means."""
    return SafeString(figure_html.print_seal(seal, present_tongue()))


@register.filter
def print_amount(figure: FigureRow) -> SafeString:
    """The number of a figure as HTML; what a person changed it to stands beside it."""
    return SafeString(figure_html.print_amount(figure, present_tongue()))


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


@register.filter
def lang(content: object) -> SafeString:
    """
    The `lang` of what the archive holds, as an attribute: of an article by its script, of other text if it is Chinese.

    Nothing on a page in Simplified Chinese, where it would say again what the page says.
    """
    if isinstance(content, Article):
        return SafeString(present_tongue().of_script(content.script))
    if isinstance(content, Promise):
        return SafeString()
    return SafeString(present_tongue().of(str(content)))
