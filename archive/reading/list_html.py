"""
Articles in lists, as HTML. In: rows. Out: lists of links with paper, date and authors.

A page prints dozens of these, too many for templates. Text is escaped here, where it is put into HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.safestring import SafeString

from archive.models import Article
from archive.reading.labels import byline_words, date_words, publication_words
from archive.reading.related import Along, Similar
from archive.reading.tongue import Tongue, present_tongue
from archive.reading.versions import Version


def print_articles(articles: Iterable[Article]) -> SafeString:
    """Articles with their authors, paper and date."""
    tongue = present_tongue()
    lines = "".join(_article(article, tongue) for article in articles)
    return SafeString(f'<ul class="list">{lines}</ul>\n')


def print_similar(similar: Iterable[Similar]) -> SafeString:
    """Similar reports with the names they share."""
    tongue = present_tongue()
    lines = "".join(_similar(each, tongue) for each in similar)
    return SafeString(f'<ul class="list">{lines}</ul>')


def print_along(along: Along) -> SafeString:
    """The reports before and after in the town, under its name."""
    tongue = present_tongue()
    _, town = tongue.say, along.town
    name = (
        f'<a href="{escape(town.get_absolute_url())}"{tongue.of(town.name)}>{escape(town.name)}</a>'
    )
    order = _("按刊发日期的前后两篇")
    before = _neighbour(along.before, _("前一篇"), "prev", tongue)
    after = _neighbour(along.after, _("后一篇"), "next", tongue)
    return SafeString(
        f'<h2 class="h-sec" id="in-town">{name} <small>{order}</small></h2>\n'
        f'<ul class="list">{before}{after}</ul>'
    )


def print_versions(versions: Iterable[Version]) -> SafeString:
    """Other printings, each with how alike it is and the way to the two side by side."""
    tongue = present_tongue()
    lines = "".join(_version(version, tongue) for version in versions)
    return SafeString(f'<ul class="list versions">{lines}</ul>\n')


def _article(article: Article, tongue: Tongue) -> str:
    title = article.display_title
    phrases = " phrases" if " " in title else ""
    link = f'<a class="title{phrases}" href="{article.get_absolute_url()}"{tongue.of_script(article.script)}>'
    mark = f'<abbr class="unapi-id" title="{article.pk}" hidden></abbr>'  # archive.views.unapi
    return f'<li>{mark}{link}{escape(title)}</a><p class="meta">{_authors(article, tongue)}{_print(article, tongue)}</p></li>'


def _similar(each: Similar, tongue: Tongue) -> str:
    _ = tongue.say
    shared = _("同写：%(names)s") % {"names": "、".join(map(escape, each.shared))}
    return (
        f'<li>{_titled(each.article, "", tongue)}<p class="meta">{_print(each.article, tongue)}</p>'
        f'<p class="hint">{shared}</p></li>'
    )


def _neighbour(article: Article | None, label: str, rel: str, tongue: Tongue) -> str:
    if article is None:
        return ""
    title = _titled(article, f' rel="{rel}"', tongue)
    return (
        f'<li><p class="hint">{label}</p>{title}<p class="meta">{_print(article, tongue)}</p></li>'
    )


def _titled(article: Article, rel: str, tongue: Tongue) -> str:
    title = article.display_title
    url = article.get_absolute_url()
    return f'<a class="title"{rel} href="{url}"{tongue.of(title)}>{escape(title)}</a>'


def _version(version: Version, tongue: Tongue) -> str:
    _, article = tongue.say, version.article
    lang = tongue.of_script(article.script)
    title = f'<a class="title" href="{article.get_absolute_url()}"{lang}>{escape(article.display_title)}</a>'
    told = f"{_print(article, tongue)}{_authors(article, tongue)}"
    alike = _("正文一字不差")
    if not version.same:
        alike = _("%(n)s%% 的文字相同（按较短的一篇算）") % {"n": version.percent}
    side_by_side = _("逐句对照")
    way = f'<a href="{version.url}">{side_by_side}</a>'
    return (
        f'<li>{title}\n<p class="meta">{told}</p>\n'
        f'<p class="meta"><span>{alike}</span>{_length(version, tongue)}{way}</p></li>'
    )


def _length(version: Version, tongue: Tongue) -> str:
    _ = tongue.say
    if version.more > 0:
        said = _("比本篇多 %(n)s 字") % {"n": intcomma(version.more)}
    elif version.fewer > 0:
        said = _("比本篇少 %(n)s 字") % {"n": intcomma(version.fewer)}
    else:
        return ""
    return f"<span>{said}</span>"


def _print(article: Article, tongue: Tongue) -> str:
    """The paper and the date."""
    paper = publication_words(article)
    return (
        f"<span{tongue.of(paper)}>{escape(paper)}</span><span>{escape(date_words(article))}</span>"
    )


def _authors(article: Article, tongue: Tongue) -> str:
    authors = byline_words(article)
    return "".join(f"<span{tongue.of(author)}>{escape(author)}</span>" for author in authors)
