"""
A stored article as JSON. In: the article's rows. Out: the keys of docs/extraction-format.md plus id,
url and state. What a person corrected stands as corrected, what was rejected is absent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from archive.models import (
    Article,
    Metric,
    PlaceMention,
    ProgramComponent,
    ProgramMention,
    Review,
)
from archive.models.facts import Fact
from archive.reading.article_facts import Facts
from archive.reading.reasons import flag_words, reasons_of

JSON = dict[str, Any]
# The keys of corrected fields, where they are not called as in the row.
FIELD_KEYS = {"phrase": "indicator", "indicator_id": "indicator_key", "place_id": "place"}


def print_stored_article(article: Article, facts: Facts, url: str) -> JSON:
    """Everything public about the article."""
    return {
        "id": article.pk,
        "url": url,
        "state": article.state,
        "source": article.source.name,
        "sha256": article.source.sha256,
        "container": article.source.container,
        "encoding": article.source.encoding,
        "index": article.position,
        "reprint_group": article.reprint_group,
        **_print_head(article),
        **_print_content(article.content),
        "places": _print_places(facts.places),
        "programs": _print_programs(article, facts.programs),
        "metrics": [print_metric(metric) for metric in facts.metrics],
        "set_aside": article.set_aside,
    }


def print_withdrawn(article: Article, url: str) -> JSON:
    """What may still be said of a withdrawn article: that it was here, and why it is gone."""
    return {
        "id": article.pk,
        "url": url,
        "state": article.state,
        "reason": article.withdrawn_reason,
    }


def print_metric(metric: Metric) -> JSON:
    """One figure with its spans, review state and confidence."""
    named = metric.place_name or (metric.place.name if metric.place else "")
    return {
        "value": f"{metric.value.normalize():f}",
        "value_max": None if metric.value_max is None else f"{metric.value_max.normalize():f}",
        "unit": metric.unit,
        "comparator": metric.comparator,
        "status": metric.status,
        "indicator": metric.phrase,
        "indicator_key": metric.indicator.slug if metric.indicator else None,
        "qualifier": metric.qualifier or None,
        "per": metric.per or None,
        "place": {"name": named, "code": metric.place_id} if named else None,
        "place_basis": metric.place_basis,
        "period": metric.period or None,
        "period_scope": _print_period(metric),
        "number": [metric.number_start, metric.number_end],
        "quote": [metric.quote_start, metric.quote_end],
        **print_trust(metric),
        "corrected": {FIELD_KEYS.get(name, name): day for name, day in metric.corrected.items()},
        "links": metric.links,
        "flags": [{**flag, "sentence": flag_words(flag["check"])} for flag in metric.flags],
    }


def print_trust(fact: Fact) -> JSON:
    """How far a fact is believed: the machine's band and reasons, and what a person said of it."""
    reasons = reasons_of(fact)
    return {
        "confidence": fact.confidence,
        "band": fact.band.value,
        "evidence": [reason.rule for reason in reasons],
        "points": [reason.points for reason in reasons],
        "why": [reason.words for reason in reasons],
        "review": fact.review,
        "missed": fact.missed,
        "ruleset": fact.ruleset,
    }


def _print_period(metric: Metric) -> JSON | None:
    if not metric.period:
        return None
    span = None if metric.period_start is None else [metric.period_start, metric.period_end]
    return {
        "span": span,
        "basis": metric.period_basis,
        "first": metric.period_first.isoformat() if metric.period_first else None,
        "last": metric.period_last.isoformat() if metric.period_last else None,
    }


def _print_head(article: Article) -> JSON:
    return {
        "kicker": article.kicker or None,
        "title": article.title or None,
        "subtitle": article.subtitle or None,
        "authors": article.authors,
        "publication": {"name": article.publication, "basis": article.publication_basis}
        if article.publication
        else None,
        "published": {
            "value": article.published or None,
            "precision": article.published_precision,
            "basis": article.published_basis,
            "evidence": article.published_evidence,
            "dateline": article.dateline or None,
            "conflict": article.date_conflict,
        },
        "script": article.script,
    }


def _print_content(content: JSON) -> JSON:
    return {
        "paragraphs": [_print_passage(passage) for passage in content.get("paragraphs", [])],
        "summary": "\n".join(passage["text"] for passage in content.get("summary", [])) or None,
        "headings": [_print_placed(placed) for placed in content.get("headings", [])],
        "captions": [_print_placed(placed) for placed in content.get("captions", [])],
    }


def _print_passage(passage: JSON) -> JSON:
    pieces = passage["pieces"]
    return {"text": passage["text"], "start": pieces[0][1], "end": pieces[-1][2]}


def _print_placed(placed: JSON) -> JSON:
    return {**_print_passage(placed["passage"]), "after": placed["after"]}


def _print_places(mentions: Iterable[PlaceMention]) -> list[JSON]:
    by_place: dict[tuple[str | None, str, str], list[PlaceMention]] = defaultdict(list)
    for mention in mentions:
        by_place[mention.place_id, mention.name, mention.level].append(mention)
    return [
        {
            "name": name,
            "level": level,
            "code": code,
            "county": (group[0].place.county or None) if group[0].place else None,
            "city": (group[0].place.city or None) if group[0].place else None,
            "province": (group[0].place.province or None) if group[0].place else None,
            "basis": group[0].basis,
            "mentions": [[m.start, m.end] for m in group if not m.inferred],
            "inferred": [[m.start, m.end] for m in group if m.inferred],
            "candidates": group[0].candidates,
            **print_trust(max(group, key=_weight)),
        }
        for (code, name, level), group in by_place.items()
    ]


def _print_programs(article: Article, mentions: Iterable[ProgramMention]) -> list[JSON]:
    by_program: dict[int, list[ProgramMention]] = defaultdict(list)
    for mention in mentions:
        by_program[mention.program_id].append(mention)
    aliases: dict[int, list[str]] = defaultdict(list)
    for alias in article.program_aliases.all():
        aliases[alias.program_id].append(alias.name)
    parts: dict[int, list[JSON]] = defaultdict(list)
    for part in article.program_components.all():
        parts[part.program_id].append(print_component(part))
    return [
        {
            "name": group[0].program.name,
            "kind": group[0].program.kind,
            "parent": group[0].program.parent.name if group[0].program.parent else None,
            "mentions": [[m.start, m.end] for m in group],
            "aliases": aliases[pk],
            "components": parts[pk],
            "standing": group[0].program.standing,
            **print_trust(max(group, key=_weight)),
        }
        for pk, group in by_program.items()
    ]


def print_component(part: ProgramComponent) -> JSON:
    """A part of a program, where it is named and where it is explained."""
    explained = None if part.explained_start is None else [part.explained_start, part.explained_end]
    return {"name": part.name, "span": [part.start, part.end], "explained": explained}


def _weight(mention: Fact) -> tuple[bool, float]:
    """A mention a person judged speaks for all; else the surest."""
    return mention.review != Review.MACHINE, mention.confidence
