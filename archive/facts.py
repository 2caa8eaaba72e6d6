"""
Facts into rows. In: an article and what was read out of it. Out: mention, component and metric rows.

A row is found again by its span and type (archive.claims). What a person judged or corrected is kept,
also where the new reading no longer finds it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence, Set
from decimal import Decimal
from typing import Any

from archive.figure_days import count_days, is_dated_apart
from archive.figure_places import read_overruled
from archive.kept_facts import (
    METRICS,
    PLACES,
    PROGRAMS,
    FactType,
    Values,
    make_rows,
    sync_rows,
)
from archive.models import Article, Indicator
from archive.pipeline.values import (
    ArticleReading,
    Evidence,
    MetricFinding,
    Period,
    PlaceFinding,
    Reading,
    ScopeBasis,
    Span,
)
from archive.programs import (
    Named,
    make_programs,
    named_programs,
    sync_aliases,
    sync_components,
)
from archive.villages import known_places, make_villages

# As the column keeps it: what is compared must be what was stored.
STORED = Decimal("0.000001")


def make_shared_rows(reading: Reading) -> None:
    """
    Make the programs and villages first named here, before the facts of any article.

    In one order for all: two workers that meet the same new ones must not wait for each other.
    """
    make_programs(reading.articles)
    make_villages(reading.articles)


def sync_facts(article: Article, reading: ArticleReading, ruleset: str) -> bool:
    """Make the article's facts what `reading` says; True if any row changed."""
    programs = named_programs(reading)
    changes = [
        *(
            sync_rows(article, kind, _settled(article, kind, rows), ruleset)
            for kind, rows in _rows(article, reading, programs)
        ),
        sync_aliases(article, programs),
        sync_components(article, programs),
    ]
    return any(changes)


def _settled(article: Article, kind: FactType, rows: list[Values]) -> list[Values]:
    """Figures at the places people say; of the mentions they rest on the verdicts are known by then."""
    overruled = read_overruled(article) if kind is METRICS and rows else None
    return [overruled.settle(values) for values in rows] if overruled else rows


def make_facts(article: Article, reading: ArticleReading, ruleset: str) -> None:
    """Store what `reading` says of an article that has no facts yet."""
    programs = named_programs(reading)
    for kind, rows in _rows(article, reading, programs):
        make_rows(article, kind, rows, ruleset)
    if any(finding.aliases for finding in reading.programs):
        sync_aliases(article, programs)
    if any(finding.components for finding in reading.programs):
        sync_components(article, programs)


def _rows(
    article: Article, reading: ArticleReading, programs: Named
) -> Iterator[tuple[FactType, list[Values]]]:
    known = known_places(reading)
    yield PLACES, list(_place_rows(reading, known))
    yield PROGRAMS, list(_program_rows(programs))
    yield METRICS, list(_dated(article, reading, _metric_rows(reading, known)))


def _place_rows(reading: ArticleReading, known: Set[str]) -> Iterator[Values]:
    rows: dict[Span, Values] = {}
    for place in reading.places:
        values = _place_values(place, place.code if place.code in known else None)
        for spans, inferred in ((place.inferred, True), (place.mentions, False)):
            for span in spans:
                rows[span] = {**values, "start": span.start, "end": span.end, "inferred": inferred}
    yield from rows.values()


def _place_values(place: PlaceFinding, code: str | None) -> Values:
    return {
        "place_id": code,
        "name": place.name[:60],
        "level": place.level.value,
        "basis": place.basis.value,
        "candidates": list(place.candidates),
        "confidence": place.confidence,
        "evidence": _print_evidence(place.evidence),
    }


def _program_rows(programs: Named) -> Iterator[Values]:
    rows: dict[tuple[Span, int], Values] = {}
    for finding, program in programs:
        for span in finding.mentions:
            rows[span, program.pk] = {
                "program_id": program.pk,
                "start": span.start,
                "end": span.end,
                "confidence": finding.confidence,
                "evidence": _print_evidence(finding.evidence),
            }
    yield from rows.values()


def _metric_rows(reading: ArticleReading, known: Set[str]) -> Iterator[Values]:
    keys = {m.indicator_key for m in reading.metrics if m.indicator_key}
    asked = Indicator.objects.filter(slug__in=keys).values_list("slug", "pk") if keys else ()
    indicators = dict(asked)
    for metric in reading.metrics:
        code = metric.place.code if metric.place else None
        yield {
            **_metric_values(metric),
            **_metric_scope(metric),
            "indicator_id": indicators.get(metric.indicator_key or ""),
            "place_id": code if code in known else None,
        }


def _dated(article: Article, reading: ArticleReading, rows: Iterable[Values]) -> Iterable[Values]:
    """Figures with their days counted from the date a person gave the article, if one did."""
    if not is_dated_apart(article, reading.draft.published):
        return rows
    return ({**values, **count_days(values, article)} for values in rows)


def _metric_values(metric: MetricFinding) -> Values:
    return {
        "phrase": metric.indicator,
        "value": metric.value.quantize(STORED),
        "value_max": None if metric.value_max is None else metric.value_max.quantize(STORED),
        "unit": metric.unit[:16],
        "comparator": metric.comparator.value,
        "status": metric.status.value,
        "qualifier": metric.qualifier or "",
        "per": metric.per or "",
        "number_start": metric.number.start,
        "number_end": metric.number.end,
        "quote_start": metric.quote.start,
        "quote_end": metric.quote.end,
        "confidence": metric.confidence,
        "evidence": _print_evidence(metric.evidence),
        "links": [
            {"kind": link.kind.value, "number": _print_span(link.number)} for link in metric.links
        ],
        "flags": [
            {"check": flag.check, "numbers": [_print_span(span) for span in flag.numbers]}
            for flag in metric.flags
        ],
    }


def _metric_scope(metric: MetricFinding) -> Values:
    """Place and period; a period without days that can be told keeps its phrase alone."""
    period = metric.period
    return {
        "place_name": metric.place.name[:60] if metric.place else "",
        "place_basis": metric.place_basis.value,
        "period": period.phrase[:60] if period else "",
        "period_basis": (period.basis if period else ScopeBasis.NONE).value,
        "period_first": _day(period, "first"),
        "period_last": _day(period, "last"),
        "period_start": period.span.start if period else None,
        "period_end": period.span.end if period else None,
    }


def _day(period: Period | None, end: str) -> dt.date | None:
    written = getattr(period, end, None)
    return dt.date.fromisoformat(written) if written else None


def _print_evidence(evidence: Sequence[Evidence]) -> list[Any]:
    return [[each.rule, each.points] for each in evidence]


def _print_span(span: Span) -> list[int]:
    return [span.start, span.end]
