"""
A town's articles by their years, as HTML. In: timeline entries. Out: the items of the list.

A page prints fifty of these, too many for templates. Text is escaped here, where it is put into HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString

from archive.models import Program
from archive.reading.dossiers import TimelineEntry
from archive.reading.excerpts import Excerpt
from archive.reading.labels import byline_words, date_words, publication_words, year_basis
from archive.reading.tongue import Tongue, present_tongue


def print_timeline(entries: Iterable[TimelineEntry]) -> SafeString:
    """Each article with its year, where it was printed, its sentence on the town and its programs."""
    tongue = present_tongue()
    return SafeString("".join(_entry(entry, tongue) for entry in entries))


def _entry(entry: TimelineEntry, tongue: Tongue) -> str:
    article, basis = entry.article, escape(year_basis(entry.article))
    unsure = article.published_basis == "inferred" or not article.year
    guessed = ' class="guess"' if unsure else ""
    script = tongue.of_script(article.script)
    mark = f'<abbr class="unapi-id" title="{article.pk}" hidden></abbr>'  # archive.views.unapi
    link = f'<a href="{article.get_absolute_url()}"{script}>{escape(article.display_title)}</a>'
    excerpt = _excerpt(entry.excerpt, script, tongue) if entry.excerpt else ""
    programs = _programs(entry.programs, entry.more_programs, tongue) if entry.programs else ""
    return (
        f'<li{guessed}><p class="when">{article.year or "—"}<small>{basis}</small></p>'
        f'<div class="stack"><h3>{mark}{link}</h3>\n{_printed(entry, tongue)}\n'
        f"{excerpt}\n{programs}</div></li>"
    )


def _printed(entry: TimelineEntry, tongue: Tongue) -> str:
    """Authors, paper and date."""
    article, paper = entry.article, publication_words(entry.article)
    authors = "".join(
        f"<span{tongue.of(author)}>{escape(author)}</span>" for author in byline_words(article)
    )
    date = escape(date_words(article))
    return f'<p class="meta">{authors}<span{tongue.of(paper)}>{escape(paper)}</span><span>{date}</span></p>'


def _excerpt(excerpt: Excerpt, script: str, tongue: Tongue) -> str:
    _ = tongue.say
    label = _("第 %(n)s 段") % {"n": excerpt.paragraph} if excerpt.paragraph else _("见原文")
    return (
        f'<blockquote class="quote"><span{script}>{escape(excerpt.sentence)}</span>'
        f'<cite><a href="{escape(excerpt.url)}">{label}</a></cite></blockquote>'
    )


def _programs(programs: Sequence[Program], more: int, tongue: Tongue) -> str:
    _ = tongue.say
    links = "".join(
        f'<a href="{escape(one.get_absolute_url())}"{tongue.of(one.name)}>{escape(one.name)}</a>'
        for one in programs
    )
    said = _("另有 %(n)s 项") % {"n": more}
    rest = f'<span class="hint">{said}</span>' if more else ""
    return f'<p class="tags">{links}{rest}</p>'
