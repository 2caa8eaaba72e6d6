"""
What programs read out of an article's page. In: an article and its address. Out: meta elements and JSON-LD.

Highwire's citation_* and Dublin Core for reference managers, schema.org for search engines. Only what the source
states stands here: a date or paper the archive inferred is told to readers, not to programs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString

from archive.models import Article, Place
from archive.reading.citations import UNSTATED

LANGUAGES = {"hans": "zh-Hans", "hant": "zh-Hant"}
# Zotero's own name of the type. It is overruled by citation_journal_title, which makes all it finds an article of a
# scholarly journal; the paper therefore stands in DC.source, which Zotero takes for the publication.
ZOTERO_TYPE = "newspaperArticle"
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# What could end the element it stands in.
ESCAPES = {ord(mark): f"\\u{ord(mark):04X}" for mark in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Meta:
    """One meta element."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What stands in the head of an article's page."""

    metas: tuple[Meta, ...]
    json_ld: SafeString


def read_metadata(article: Article, url: str, towns: Sequence[Place]) -> Metadata:
    """The metadata of the article as read at `url`; `towns` are those it names."""
    return Metadata(tuple(_metas(article, url)), _script(_schema(article, url, towns)))


def print_metadata(metadata: Metadata) -> SafeString:
    """The elements, in HTML."""
    metas = "".join(
        f'<meta name="{escape(meta.name)}" content="{escape(meta.content)}">\n'
        for meta in metadata.metas
    )
    return SafeString(metas + metadata.json_ld)


def _metas(article: Article, url: str) -> Iterator[Meta]:
    published = stated_date(article)
    pairs: Iterable[tuple[str, str]] = (
        ("citation_title", article.display_title),
        *(("citation_author", name) for name in _authors(article)),
        ("citation_date", published.replace("-", "/")),
        ("citation_language", LANGUAGES.get(article.script, "zh")),
        ("citation_public_url", url),
        ("DC.title", article.display_title),
        *(("DC.creator", name) for name in _authors(article)),
        ("DC.source", stated_publication(article)),
        ("DC.date", published),
        ("DC.language", LANGUAGES.get(article.script, "zh")),
        ("DC.identifier", url),
        ("z:itemType", ZOTERO_TYPE),
    )
    return (Meta(name, content) for name, content in pairs if content)


def _schema(article: Article, url: str, towns: Sequence[Place]) -> dict[str, Any]:
    publication = stated_publication(article)
    fields = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": article.display_title,
        "alternativeHeadline": article.subtitle,
        "author": [{"@type": "Person", "name": name} for name in _authors(article)],
        "datePublished": stated_date(article),
        "isPartOf": {"@type": "Newspaper", "name": publication} if publication else None,
        "inLanguage": LANGUAGES.get(article.script, "zh"),
        "contentLocation": [
            {
                "@type": "AdministrativeArea",
                "name": town.name,
                "identifier": town.code,
                "containedInPlace": f"{town.province}{town.city}{town.county}",
            }
            for town in towns
        ],
    }
    return {name: value for name, value in fields.items() if value}


def stated_date(article: Article) -> str:
    """The day or year of print as the source or a person states it, else nothing."""
    return "" if article.published_basis in UNSTATED else article.published


def stated_publication(article: Article) -> str:
    """The paper as the source or a person states it, else nothing."""
    return "" if article.publication_basis in UNSTATED else article.publication


def _authors(article: Article) -> list[str]:
    return [author["name"] for author in article.authors]


def _script(fields: dict[str, Any]) -> SafeString:
    """A data block: browsers do not run it, so the Content-Security-Policy does not refuse it."""
    text = ENCODER.encode(fields).translate(ESCAPES)
    return SafeString(f'<script type="application/ld+json">{text}</script>')
