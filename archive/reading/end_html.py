"""
The end of an article's page as HTML. In: its citation, where it comes from, the articles beside it. Out: sections.

Text is escaped here, where it is put into HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString

from archive.models import Article
from archive.reading.beside import Beside
from archive.reading.citations import Citation
from archive.reading.list_html import print_along, print_articles, print_similar, print_versions
from archive.reading.provenance import print_provenance, read_provenance
from archive.reading.tongue import Tongue, present_tongue


@dataclass(frozen=True, slots=True)
class TakeAway:
    """Addresses of what a reader may take along, and of the other forms of the text."""

    citation: str
    bibtex: str
    ris: str
    original: str
    json: str
    raw: str
    both: str


@dataclass(frozen=True, slots=True)
class End:
    """What stands below the text."""

    article: Article
    citation: Citation
    take_away: TakeAway
    beside: Beside


def print_end(end: End) -> SafeString:
    """Citation and downloads, provenance, then what leads on, as far as there is any."""
    tongue = present_tongue()
    sections = (_cite(end, tongue), _provenance(end, tongue), *_beside(end.beside, tongue))
    inside = "\n".join(sections)
    return SafeString(f'<div class="endmatter">\n{inside}\n</div>')


def _cite(end: End, tongue: Tongue) -> str:
    _, line, ways = tongue.say, end.citation.line, end.take_away
    title, entry = _("引用与下载"), _("题录")
    return (
        f'<section aria-labelledby="cite"><h2 class="h-sec" id="cite">{title}</h2>\n<div class="stack">\n'
        f'<p class="citation"{tongue.of(line)}>{escape(line)}</p>\n'
        f'<p class="meta no-print"><span>{entry}</span><a href="{ways.citation}">GB/T 7714</a>'
        f'<a href="{ways.bibtex}">BibTeX</a><a href="{ways.ris}">RIS</a></p>\n'
        f'<p class="hint">GB/T 7714—2015{_standard(end.citation, tongue)}</p>\n'
        f'<p class="row no-print">{_downloads(end, tongue)}</p>\n</div></section>'
    )


def _standard(citation: Citation, tongue: Tongue) -> str:
    """What the line lacks, and what its brackets mean."""
    _ = tongue.say
    said = _("。")
    if citation.missing:
        missing = _("、").join(map(escape, citation.missing))
        said += _("原件没有%(missing)s，故列缺项；补录后引文自动更新。") % {"missing": missing}
    return said + _("方括号里的日期或报名是推断的。引用到段，请点段末的“引”。")


def _downloads(end: End, tongue: Tongue) -> str:
    _, ways = tongue.say, end.take_away
    size = escape(filesizeformat(end.article.source.size))
    links = (
        (ways.original, _("下载原件（%(size)s）") % {"size": size}),
        (ways.json, _("全部数据 JSON")),
        (escape(ways.raw), _("看原貌")),
    )
    return "".join(f'<a class="btn small" href="{url}">{label}</a>' for url, label in links)


def _provenance(end: End, tongue: Tongue) -> str:
    _ = tongue.say
    title, repairs = _("来历"), _("看每一处修复")
    lines = print_provenance(read_provenance(end.article))
    return (
        f'<section aria-labelledby="provenance"><h2 class="h-sec" id="provenance">{title}</h2>\n'
        f'<dl class="dl">{lines}</dl>\n'
        f'<p class="more no-print"><a href="{escape(end.take_away.both)}">{repairs}</a></p></section>'
    )


def _beside(beside: Beside, tongue: Tongue) -> Iterator[str]:
    """One line for each kind of article beside it, empty where there is none."""
    yield _versions(beside, tongue) if beside.versions else ""
    yield _alike(beside, tongue) if beside.alike else ""
    yield _similar(beside, tongue) if beside.similar else ""
    yield (
        f'<nav class="no-print" aria-labelledby="in-town">{print_along(beside.along)}</nav>'
        if beside.along
        else ""
    )
    yield _siblings(beside, tongue) if beside.siblings else ""


def _versions(beside: Beside, tongue: Tongue) -> str:
    _ = tongue.say
    count = _("%(n)s 篇，各自保留、各自计数") % {"n": len(beside.versions)}
    return _section("versions", _("同一报道的其他版本"), count, print_versions(beside.versions))


def _alike(beside: Beside, tongue: Tongue) -> str:
    _ = tongue.say
    count = _("%(n)s 篇") % {"n": len(beside.alike)}
    listed = (
        f'<details class="fold"><summary>{count}</summary>{print_versions(beside.alike)}</details>'
    )
    return _section("alike", _("相近文本"), _("写法相同，地方、人名或数字不同，不算转载"), listed)


def _similar(beside: Beside, tongue: Tongue) -> str:
    _ = tongue.say
    listed = print_similar(beside.similar)
    return _section("similar", _("相近报道"), _("写到相同的做法、地方"), listed, on_paper=False)


def _siblings(beside: Beside, tongue: Tongue) -> str:
    _ = tongue.say
    return _section("same", _("同一来源的报道"), "", print_articles(beside.siblings))


def _section(key: str, title: str, meaning: str, listed: str, *, on_paper: bool = True) -> str:
    """A list under its title and what that means."""
    kind = "" if on_paper else 'class="no-print" '
    small = f" <small>{meaning}</small>" if meaning else ""
    return (
        f'<section {kind}aria-labelledby="{key}">'
        f'<h2 class="h-sec" id="{key}">{title}{small}</h2>\n{listed}</section>'
    )
