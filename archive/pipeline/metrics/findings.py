"""
A figure and its marks as the value that leaves the metric step. Spans are those of the source text.
"""

from __future__ import annotations

from collections.abc import Sequence

from archive.pipeline.metrics.figures import Figure
from archive.pipeline.metrics.points import Marks, evidence_of
from archive.pipeline.metrics.rules import MetricRules
from archive.pipeline.metrics.sheets import Sheet
from archive.pipeline.values import (
    Link,
    LinkKind,
    MetricFinding,
    MetricStatus,
    Passage,
    Span,
    confidence_of,
)


def finding_of(
    figure: Figure,
    marks: Marks,
    links: Sequence[tuple[LinkKind, int]],
    sheet: Sheet,
    rules: MetricRules,
) -> MetricFinding:
    """Give the figure as a finding; `links` lead to places in `sheet.figures`."""
    amount, passage = figure.amount, sheet.passage
    evidence = evidence_of(figure, marks, rules)
    return MetricFinding(
        value=amount.value,
        value_max=amount.value_max,
        unit=amount.unit,
        comparator=amount.comparator,
        status=MetricStatus(marks.status.value) if marks.status else MetricStatus.ACHIEVED,
        indicator=marks.phrase.text,
        number=_number(figure, passage),
        quote=_quote(figure, marks, sheet),
        confidence=confidence_of(evidence),
        evidence=evidence,
        qualifier=_qualifier(figure, passage),
        per=marks.per.value if marks.per else None,
        place=marks.located.place if marks.located else None,
        place_basis=marks.place_basis,
        period=marks.period.period if marks.period else None,
        indicator_key=marks.indicator.slug if marks.indicator else None,
        links=tuple(Link(kind, _number(sheet.figures[at], passage)) for kind, at in links),
    )


def _number(figure: Figure, passage: Passage) -> Span:
    return passage.to_source(figure.amount.number.start, figure.amount.number.end)


def _quote(figure: Figure, marks: Marks, sheet: Sheet) -> Span:
    """Phrase, number and unit where they stand side by side; never across a line of the page."""
    passage = sheet.passage
    quote = passage.to_source(marks.phrase.span.start, marks.phrase.span.end)
    if "\n" in sheet.source[quote.start : quote.end]:
        return passage.to_source(figure.amount.span.start, figure.amount.span.end)
    return quote


def _qualifier(figure: Figure, passage: Passage) -> str | None:
    if figure.qualifier is None:
        return None
    return passage.text[figure.qualifier.span.start : figure.qualifier.span.end]
