"""Everything one source file gave."""

from __future__ import annotations

from dataclasses import dataclass

from archive.pipeline.values.articles import ArticleDraft, Page
from archive.pipeline.values.metrics import MetricFinding
from archive.pipeline.values.places import PlaceFinding
from archive.pipeline.values.programs import ProgramFinding, SetAside
from archive.pipeline.values.sources import Decoded


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """An article and everything read out of it."""

    draft: ArticleDraft
    places: tuple[PlaceFinding, ...] = ()
    programs: tuple[ProgramFinding, ...] = ()
    metrics: tuple[MetricFinding, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one source file gave."""

    decoded: Decoded
    page: Page
    articles: tuple[ArticleReading, ...]
    ruleset: str  # version of the rule tables that made it
