"""
References for programs that keep them. In: an article and its address. Out: one BibTeX or RIS entry.

Only what is known is given: a field the source does not state is left out, and what the archive inferred
stands in square brackets, as in the citation line. A report without a title goes by its first words, marked as
on its page: programs that keep references show nothing else of it.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from archive.models import Article
from archive.reading.citations import UNSTATED, bare_subtitle, full_title

# What BibTeX would take for its own. A backslash first, or its escapes would be escaped.
BIBTEX_MARKS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    **{mark: rf"\{mark}" for mark in "%&#_$"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def write_bibtex(article: Article, url: str, today: dt.date) -> str:
    """The article as a BibTeX entry, ended by an empty line."""
    fields = {
        "author": " and ".join(f"{{{_bibtex(name)}}}" for name in _names(article)),
        "title": f"{{{_bibtex(article.display_title)}}}",
        "subtitle": f"{{{_bibtex(subtitle)}}}" if (subtitle := bare_subtitle(article)) else "",
        "journaltitle": _bibtex(_known(article.publication, article.publication_basis)),
        "date": article.published if article.published_basis not in UNSTATED else "",
        "note": _bibtex(_note(article)),
        "keywords": _group(article),
        "url": url,
        "urldate": today.isoformat(),
        "langid": "chinese",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{archive{article.pk},", *lines, "}", "", ""])


def write_ris(article: Article, url: str, today: dt.date) -> str:
    """The article as a RIS entry (TY NEWS), lines ended as RIS asks, by CR LF."""
    stated = article.published if article.published_basis not in UNSTATED else ""
    pairs = [
        ("TY", "NEWS"),
        ("ID", f"archive{article.pk}"),
        *(("AU", name) for name in _names(article)),
        ("TI", full_title(article) or article.display_title),
        ("T2", _known(article.publication, article.publication_basis)),
        ("PY", stated[:4]),
        ("DA", stated.replace("-", "/")),
        ("N1", _note(article)),
        ("KW", _group(article)),
        ("UR", url),
        ("Y2", today.isoformat().replace("-", "/")),
        ("LA", "zh"),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in pairs if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _names(article: Article) -> list[str]:
    return [author["name"] for author in article.authors]


def _known(value: str, basis: str) -> str:
    return f"[{value}]" if value and basis in UNSTATED else value


def _note(article: Article) -> str:
    """A date the archive inferred is no date of the source: it is told, not stated."""
    if article.published and article.published_basis in UNSTATED:
        return f"[{article.published}]"
    return ""


def _group(article: Article) -> str:
    """What printings of one report share."""
    if article.reprint_group is None:
        return ""
    return _("转载组 {number}").format(number=article.reprint_group)


def _bibtex(text: str) -> str:
    return "".join(BIBTEX_MARKS.get(character, character) for character in " ".join(text.split()))
