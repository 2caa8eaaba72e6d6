"""
The whole way: the bytes of one file in, everything read out of them out.

The only module that knows the order of the steps; the steps do not know each other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from archive.pipeline.checks.find import CheckRules, check_metrics
from archive.pipeline.metrics.find import MetricRules, find_metrics
from archive.pipeline.page.split import split_page
from archive.pipeline.places.find import find_places
from archive.pipeline.places.gazetteer import Gazetteer
from archive.pipeline.programs.find import ProgramLexicon, read_programs
from archive.pipeline.source.containers import open_container
from archive.pipeline.values import ArticleDraft, ArticleReading, Page, Reading


@dataclass(frozen=True, slots=True)
class Resources:
    """Names and rule tables, handed in as values; `ruleset` is their version."""

    gazetteer: Gazetteer
    lexicon: ProgramLexicon
    metric_rules: MetricRules
    check_rules: CheckRules
    ruleset: str


def read_file(
    data: bytes, name: str, resources: Resources, *, encoding: str | None = None
) -> Reading:
    """
    Read one file whole.

    `encoding` is a person's choice where the bytes do not decide. Raises UnreadableSource, with the
    sentence for the person, if the file is no text, its encoding is undecided or it holds no article.
    """
    decoded = open_container(data, name, encoding)
    page = split_page(decoded)
    articles = tuple(_read_article(draft, page, decoded.text, resources) for draft in page.articles)
    return Reading(decoded, page, articles, resources.ruleset)


def ruleset_version(folder: Path) -> str:
    """A short hash of every rule table: facts keep the version of the rules that made them."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _read_article(
    draft: ArticleDraft, page: Page, text: str, resources: Resources
) -> ArticleReading:
    places = find_places(page, draft, text, resources.gazetteer)
    programs = read_programs(draft, text, resources.lexicon)
    metrics = find_metrics(draft, text, places, resources.metric_rules)
    return ArticleReading(
        draft=draft,
        places=places,
        programs=programs.findings,
        metrics=check_metrics(draft, metrics, resources.gazetteer, resources.check_rules),
        set_aside=programs.set_aside,
    )
