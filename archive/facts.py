"""
Facts into rows. In: an article and what was read out of it. Out: mention and metric rows.

A row is found again by its span. Machine values are overwritten, verdicts and rows that people
touched are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.db import models

from archive.models import (
    Article,
    Indicator,
    Metric,
    Place,
    PlaceMention,
    Program,
    ProgramMention,
    Review,
)
from archive.pipeline.programs.find import fold_name
from archive.pipeline.values import (
    ArticleReading,
    MetricFinding,
    PlaceFinding,
    ProgramFinding,
)
from archive.slugs import program_slug

# As the column keeps it: what is compared must be what was stored.
STORED = Decimal("0.000001")

Values = dict[str, Any]
Keyed = tuple[tuple[Any, ...], Values]


def sync_facts(article: Article, reading: ArticleReading, ruleset: str) -> bool:
    """Make the article's facts what `reading` says; True if any row changed."""
    places = dict(_place_rows(reading))
    programs = dict(_program_rows(reading))
    metrics = dict(_metric_rows(reading))
    changes = [
        _sync(article, PlaceMention, places, lambda row: (row.start, row.end)),
        _sync(article, ProgramMention, programs, lambda row: (row.start, row.end, row.program_id)),
        _sync(article, Metric, metrics, lambda row: (row.number_start, row.number_end)),
    ]
    for model in (PlaceMention, ProgramMention, Metric):
        model.objects.filter(article=article).exclude(ruleset=ruleset).update(ruleset=ruleset)
    return any(changes)


def _sync(
    article: Article,
    model: type[models.Model],
    wanted: dict[tuple[Any, ...], Values],
    key: Callable[[Any], tuple[Any, ...]],
) -> bool:
    corrected = _corrected_fields(article, model)
    rows: dict[tuple[Any, ...], Any] = {
        key(row): row for row in model._default_manager.filter(article=article)
    }
    fresh: list[models.Model] = []
    changed = False
    for row_key, values in wanted.items():
        row = rows.pop(row_key, None)
        if row is None:
            fresh.append(model(article=article, **values))
            continue
        kept = corrected.get(row_key[:2], set())
        stale = {n: v for n, v in values.items() if n not in kept and getattr(row, n) != v}
        for name, value in stale.items():
            setattr(row, name, value)
        if stale:
            row.save()
            changed = True
    model._default_manager.bulk_create(fresh, batch_size=500)
    for row_key, row in rows.items():
        # Nobody has looked at it and the page no longer gives it.
        if row.review == Review.MACHINE and row_key[:2] not in corrected:
            row.delete()
            changed = True
    return changed or bool(fresh)


def _corrected_fields(
    article: Article, model: type[models.Model]
) -> dict[tuple[int | None, int | None], set[str]]:
    kind = FACT_KINDS[model]
    fields: dict[tuple[int | None, int | None], set[str]] = {}
    for correction in article.corrections.filter(kind=kind):
        fields.setdefault((correction.start, correction.end), set()).add(correction.field)
    return fields


FACT_KINDS: dict[type[models.Model], str] = {
    PlaceMention: "place",
    ProgramMention: "program",
    Metric: "metric",
}


def _place_rows(reading: ArticleReading) -> Iterator[Keyed]:
    codes = {place.code for place in reading.places if place.code}
    known = set(Place.objects.filter(pk__in=codes).values_list("pk", flat=True))
    for place in reading.places:
        values = _place_values(place, place.code if place.code in known else None)
        for spans, inferred in ((place.inferred, True), (place.mentions, False)):
            for span in spans:
                row = {**values, "start": span.start, "end": span.end, "inferred": inferred}
                yield (span.start, span.end), row


def _place_values(place: PlaceFinding, code: str | None) -> Values:
    return {
        "place_id": code,
        "name": place.name[:60],
        "level": place.level.value,
        "basis": place.basis.value,
        "candidates": list(place.candidates),
        "confidence": place.confidence,
        "evidence": [[e.rule, e.points] for e in place.evidence],
    }


def _program_rows(reading: ArticleReading) -> Iterator[Keyed]:
    by_name = {p.name: p for p in reading.programs}
    # In one order for all: two workers that meet new programs must not wait for each other.
    for finding in sorted(reading.programs, key=lambda p: (fold_name(p.name), p.kind.value)):
        program = _program(finding, by_name)
        for span in finding.mentions:
            yield (
                (span.start, span.end, program.pk),
                {
                    "program_id": program.pk,
                    "start": span.start,
                    "end": span.end,
                    "confidence": finding.confidence,
                    "evidence": [[e.rule, e.points] for e in finding.evidence],
                },
            )


def _program(finding: ProgramFinding, by_name: dict[str, ProgramFinding]) -> Program:
    """The program's row, made on first sight, with its parent where the article names one."""
    parent = None
    if finding.parent is not None and finding.parent in by_name and finding.parent != finding.name:
        parent = _program(by_name[finding.parent], {})
    name = finding.name[:120]
    program, _made = Program.objects.get_or_create(
        folded=fold_name(name)[:120],
        kind=finding.kind.value,
        defaults={"name": name, "slug": program_slug(name, finding.kind.value), "parent": parent},
    )
    if parent is not None and program.parent_id is None and parent.pk != program.pk:
        program.parent = parent
        program.save(update_fields=["parent"])
    return program


def _metric_rows(reading: ArticleReading) -> Iterator[Keyed]:
    keys = {m.indicator_key for m in reading.metrics if m.indicator_key}
    indicators = dict(Indicator.objects.filter(slug__in=keys).values_list("slug", "pk"))
    codes = {m.place.code for m in reading.metrics if m.place and m.place.code}
    places = set(Place.objects.filter(pk__in=codes).values_list("pk", flat=True))
    for metric in reading.metrics:
        values = _metric_values(metric)
        values["indicator_id"] = indicators.get(metric.indicator_key or "")
        code = metric.place.code if metric.place else None
        values["place_id"] = code if code in places else None
        yield (metric.number.start, metric.number.end), values


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
        "place_name": metric.place.name[:60] if metric.place else "",
        "period": metric.period.phrase[:60] if metric.period else "",
        "number_start": metric.number.start,
        "number_end": metric.number.end,
        "quote_start": metric.quote.start,
        "quote_end": metric.quote.end,
        "confidence": metric.confidence,
        "evidence": [[e.rule, e.points] for e in metric.evidence],
    }
