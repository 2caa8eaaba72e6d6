"""A reading as the JSON of `manage.py extract`: a Reading in, plain dicts out. The shape is frozen."""

from __future__ import annotations

from typing import Any

from archive.pipeline.values import (
    ArticleDraft,
    ArticleReading,
    Evidence,
    MetricFinding,
    Passage,
    Period,
    Placed,
    PlaceFinding,
    ProgramFinding,
    Reading,
    SetAside,
    Span,
    band_of,
    confidence_of,
)

JSON = dict[str, Any]


def print_reading(reading: Reading, *, name: str, sha256: str) -> JSON:
    """Everything read out of one file, in the shape of docs/extraction-format.md."""
    return {
        "source": name,
        "sha256": sha256,
        "container": reading.decoded.container.value,
        "encoding": reading.decoded.encoding,
        "ruleset": reading.ruleset,
        "articles": [print_article(article) for article in reading.articles],
        "noise": [_span(span) for span in reading.page.noise],
        "repairs": [
            {"kind": repair.kind.value, "start": repair.span.start, "end": repair.span.end}
            for repair in reading.page.repairs
        ],
    }


def print_article(reading: ArticleReading) -> JSON:
    """One article and its facts."""
    return {
        **_print_draft(reading.draft),
        "places": [_print_place(place) for place in reading.places],
        "programs": [_print_program(program) for program in reading.programs],
        "metrics": [_print_metric(metric) for metric in reading.metrics],
        "set_aside": [_print_aside(aside) for aside in reading.set_aside],
    }


def _print_draft(draft: ArticleDraft) -> JSON:
    published = draft.published
    return {
        "index": draft.index,
        "kicker": _text(draft.kicker),
        "title": _text(draft.title),
        "subtitle": _text(draft.subtitle),
        "authors": [{"name": author.name, "role": author.role} for author in draft.authors],
        "publication": None
        if draft.publication is None
        else {"name": draft.publication.name, "basis": draft.publication.basis.value},
        "published": {
            "value": published.value,
            "precision": published.precision.value,
            "basis": published.basis.value,
            "evidence": [_span(span) for span in published.evidence],
            "dateline": published.dateline,
            "conflict": published.conflict,
        },
        "script": draft.script.value,
        "paragraphs": [_passage(passage) for passage in draft.paragraphs],
        "summary": "\n".join(p.text for p in draft.summary) or None,
        "headings": [_placed(heading) for heading in draft.headings],
        "captions": [_placed(caption) for caption in draft.captions],
    }


def _print_place(place: PlaceFinding) -> JSON:
    return {
        "name": place.name,
        "level": place.level.value,
        "code": place.code,
        "county": place.county,
        "city": place.city,
        "province": place.province,
        "basis": place.basis.value,
        "mentions": [_span(span) for span in place.mentions],
        "inferred": [_span(span) for span in place.inferred],
        "away": [_span(span) for span in place.away],
        "candidates": list(place.candidates),
        "confidence": place.confidence,
        **_print_evidence(place.evidence),
    }


def _print_program(program: ProgramFinding) -> JSON:
    return {
        "name": program.name,
        "kind": program.kind.value,
        "parent": program.parent,
        "mentions": [_span(span) for span in program.mentions],
        "confidence": program.confidence,
        "aliases": list(program.aliases),
        "components": [
            {
                "name": part.name,
                "span": _span(part.span),
                "explained": None if part.explained is None else _span(part.explained),
            }
            for part in program.components
        ],
        "standing": program.standing,
        **_print_evidence(program.evidence),
    }


def _print_metric(metric: MetricFinding) -> JSON:
    return {
        "value": f"{metric.value.normalize():f}",
        "value_max": None if metric.value_max is None else f"{metric.value_max.normalize():f}",
        "unit": metric.unit,
        "comparator": metric.comparator.value,
        "status": metric.status.value,
        "indicator": metric.indicator,
        "indicator_key": metric.indicator_key,
        "qualifier": metric.qualifier,
        "per": metric.per,
        "place": None
        if metric.place is None
        else {"name": metric.place.name, "code": metric.place.code},
        "place_basis": metric.place_basis.value,
        "period": metric.period.phrase if metric.period else None,
        "period_scope": _print_period(metric.period),
        "number": _span(metric.number),
        "quote": _span(metric.quote),
        "confidence": metric.confidence,
        **_print_evidence(metric.evidence),
        "links": [{"kind": link.kind.value, "number": _span(link.number)} for link in metric.links],
        "flags": [
            {"check": flag.check, "numbers": [_span(span) for span in flag.numbers]}
            for flag in metric.flags
        ],
    }


def _print_period(period: Period | None) -> JSON | None:
    if period is None:
        return None
    return {
        "span": _span(period.span),
        "basis": period.basis.value,
        "first": period.first,
        "last": period.last,
    }


def _print_evidence(evidence: tuple[Evidence, ...]) -> JSON:
    return {
        "band": band_of(confidence_of(evidence)).value,
        "evidence": [each.rule for each in evidence],
        "points": [each.points for each in evidence],
    }


def _print_aside(aside: SetAside) -> JSON:
    return {
        "text": aside.text,
        "reason": aside.reason.value,
        "span": _span(aside.span),
        "rule": aside.rule,
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _text(passage: Passage | None) -> str | None:
    return None if passage is None else passage.text


def _passage(passage: Passage) -> JSON:
    return {"text": passage.text, "start": passage.span.start, "end": passage.span.end}


def _placed(placed: Placed) -> JSON:
    return {**_passage(placed.passage), "after": placed.after}
