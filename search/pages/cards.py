"""
Results as the page lists them. Results of one search come in; their cards, as HTML, go out.

Not a template, which takes five times as long over the twenty of a page. Text is escaped first, set in after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.models import Article
from archive.models.place import Level, place_address
from archive.reading.headline import read_publication
from archive.reading.labels import byline_words, date_words, publication_words
from archive.reading.tongue import present_tongue
from search.finding.highlight import Snippet, mark_literals, place_forms
from search.finding.hits import literals_for
from search.index.documents import Field
from search.pages.naming import TownName
from search.pages.trip import Ways
from search.query.terms import Literal

if TYPE_CHECKING:
    from search.pages.parameters import Asked
    from search.pages.results import Result

FIRST_TOWNS = 3
KEPT_DATES = 4096


class Cards:
    """The cards of one page. What all of them say, and in which language, is looked up once."""

    def __init__(self, asked: Asked, literals: Sequence[Literal]) -> None:
        self._tongue = present_tongue()
        self._ways = Ways(asked)
        self._literals = {field: literals_for(literals, field) for field in Field}
        self._places = place_forms()
        self._hits = _("%(n)s 处")
        self._towns: dict[str, str] = {}

    def print(self, results: Iterable[Result]) -> SafeString:
        """The cards of `results`, one after another."""
        return SafeString("".join(map(self._card, results)))

    def _card(self, result: Result) -> str:
        article = result.article
        spoken_in = self._tongue.of_script(article.script)
        first = 1 if result.highlights.hits else 0
        head = escape(self._ways.to(article.pk, result.rank, 0))
        anchor = "#h1" if first else ""
        above = self._part(article.kicker, Field.KICKER, spoken_in)
        below = self._part(article.subtitle, Field.SUBTITLE, spoken_in)
        title = article.display_title
        phrases = ' class="phrases"' if " " in title else ""
        return (
            f'<article class="hitcard" id="r{article.pk}"><abbr class="unapi-id" title="{article.pk}" hidden></abbr>{above}'
            f'<h2{phrases}><a href="{head}{anchor}"{spoken_in}>{self._marked(title, Field.TITLE)}</a></h2>\n'
            f'{below}\n<p class="meta">{self._meta(result)}</p>\n'
            f"{self._snippets(result, head, spoken_in)}{self._versions(result, first)}\n</article>\n"
        )

    def _marked(self, text: str, field: Field) -> SafeString:
        return mark_literals(text, self._literals[field])

    def _part(self, text: str, field: Field, spoken_in: str) -> str:
        return f'<p class="sub"{spoken_in}>{self._marked(text, field)}</p>' if text else ""

    def _meta(self, result: Result) -> str:
        article, hits = result.article, result.highlights.hits
        name = self._marked(article.publication, Field.PUBLICATION)
        publication = read_publication(article, name)
        printed = f"<span{self._tongue.of(publication)}>{publication}</span>"
        found = f"<span>{self._hits % {'n': hits}}</span>" if hits else ""
        return (
            f"{self._named(result.towns)}<span>{self._date(article)}</span>"
            f"{printed}{self._authors(article)}{found}"
        )

    def _named(self, towns: Sequence[TownName]) -> str:
        links = "".join(
            f'<a href="{self._town(one.code)}"{self._tongue.of(one.name)}>{escape(one.name)}</a>'
            for one in towns[:FIRST_TOWNS]
        )
        if len(towns) <= FIRST_TOWNS:
            return links
        more = _("等 %(n)s 个乡镇") % {"n": len(towns)}
        return f"{links}<span>{more}</span>"

    def _town(self, code: str) -> str:
        if code not in self._towns:
            self._towns[code] = escape(place_address(Level.TOWN, code))
        return self._towns[code]

    def _date(self, article: Article) -> str:
        return _date(article.published, article.published_basis, self._tongue.language)

    def _authors(self, article: Article) -> str:
        return "".join(
            f"<span{self._tongue.of(one)}>{escape(one)}</span>" for one in byline_words(article)
        )

    def _snippets(self, result: Result, head: str, spoken_in: str) -> str:
        if not result.highlights.snippets:
            return ""
        return f'<ol class="snips">{"".join(self._snippet(one, head, spoken_in) for one in result.highlights.snippets)}</ol>'

    def _snippet(self, snippet: Snippet, head: str, spoken_in: str) -> str:
        place = self._places[snippet.field] % {"number": snippet.number}
        url = head + escape(self._ways.at(snippet.hit))
        return (
            f'<li><a href="{url}"{self._tongue.of(place)}>{escape(place)}</a>'
            f"<p{spoken_in}>{snippet.html}</p></li>"
        )

    def _versions(self, result: Result, first: int) -> str:
        """The other printings of the report among the hits, folded away."""
        if not result.versions:
            return ""
        said = _("另有 %(n)s 个版本") % {"n": len(result.versions)}
        listed = "".join(self._version(one, result, first) for one in result.versions)
        return (
            f'<details class="versions-of"><summary>{said}</summary>'
            f'<ul class="list tight">{listed}</ul></details>'
        )

    def _version(self, version: Article, result: Result, first: int) -> str:
        url = escape(self._ways.to(version.pk, result.rank, first))
        printed = publication_words(version)
        compare = escape(reverse("article_compare", args=[result.article.pk, version.pk]))
        return (
            f'<li><a class="title" href="{url}"{self._tongue.of_script(version.script)}>'
            f'{escape(version.display_title)}</a>\n<p class="meta">'
            f"<span{self._tongue.of(printed)}>{escape(printed)}</span>"
            f"<span>{self._date(version)}</span>{self._authors(version)}"
            f'<a href="{compare}">{_("逐句对照")}</a></p></li>'
        )


@lru_cache(KEPT_DATES)
def _date(published: str, basis: str, _language: str) -> str:
    """The date as it is said in a language, as HTML."""
    return escape(date_words(Article(published=published, published_basis=basis)))
