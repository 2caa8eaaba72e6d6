"""
What two readings must have in common to be called the same. A reading in, its facts out.

Folding takes off script, width, quotation marks and white space: what a conversion of the file may change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from archive.pipeline.read import read_file
from archive.pipeline.text.folding import fold_marks
from archive.pipeline.values import (
    ArticleReading,
    MetricFinding,
    PlaceLevel,
    ProgramFinding,
    Reading,
    Span,
)
from archive.resources import resources
from tests.laws.sources import REPORTS

DROPPED = re.compile(r"[\s“”‘’\"']+")


class Fact(NamedTuple):
    """One metric, town or program, in a form that can be compared."""

    kind: str
    said: tuple[str | None, ...]


Facts = Counter[Fact]


def read_text(text: str, name: str = "报道.txt") -> Reading:
    """The reading of `text` as a file in UTF-8."""
    return read_file(text.encode(), name, resources())


@cache
def reading_of(name: str) -> Reading:
    """The reading of a report as it stands, read once for all tests."""
    return read_text(REPORTS[name])


def facts_of(reading: Reading) -> list[Facts]:
    """The facts of each article, in page order."""
    return [_facts(article, reading.decoded.text) for article in reading.articles]


def all_facts(reading: Reading) -> Facts:
    """The facts of all articles of a page."""
    return sum(facts_of(reading), Facts())


def spans_of(reading: Reading) -> set[Span]:
    """Every stretch of the source a fact of the reading points to."""
    spans: set[Span] = set()
    for article in reading.articles:
        for metric in article.metrics:
            spans |= {metric.number, metric.quote}
            spans |= {metric.period.span} if metric.period else set()
        for place in article.places:
            spans |= {*place.mentions, *place.inferred}
        for program in article.programs:
            spans |= {*program.mentions, *(part.span for part in program.components)}
    return spans


def share_kept(clean: Iterable[Facts], noisy: Iterable[Facts]) -> float:
    """The share of the facts of the clean readings that the noisy ones give and add nothing to, 0..1."""
    same = either = 0
    for wanted, found in zip(clean, noisy, strict=True):
        same += (wanted & found).total()
        either += max(wanted.total(), found.total())
    return same / either


def fold(text: str | None) -> str | None:
    """`text` without what a conversion may change."""
    return None if text is None else DROPPED.sub("", fold_marks(text))


def slice_of(text: str, span: Span) -> str:
    """What the source prints at `span`, folded."""
    return fold(text[span.start : span.end]) or ""


def _facts(article: ArticleReading, text: str) -> Facts:
    facts = Facts(_metric(metric, text) for metric in article.metrics)
    facts.update(
        Fact("town", (place.name, place.code))
        for place in article.places
        if place.level is PlaceLevel.TOWN
    )
    facts.update(_program(program) for program in article.programs)
    return facts


def _metric(metric: MetricFinding, text: str) -> Fact:
    place = metric.place
    said = (
        str(metric.value),
        str(metric.value_max),
        metric.unit,
        metric.comparator.value,
        metric.status.value,
        fold(metric.indicator),
        metric.indicator_key,
        fold(place.name) if place else None,
        place.code if place else None,
        fold(metric.period.phrase) if metric.period else None,
        slice_of(text, metric.number),
    )
    return Fact("metric", said)


def _program(program: ProgramFinding) -> Fact:
    return Fact("program", (fold(program.name), program.kind.value))
