"""
A stored article as JSON. In: the article's rows. Out: the keys of docs/extraction-format.md plus id,
url and state. What a person corrected stands as corrected, what was rejected is absent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from archive.models import Article, Metric, PlaceMention, ProgramMention
from archive.reading.annotation import Facts

JSON = dict[str, Any]


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
        **_print_head(article),
        **_print_content(article.content),
        "places": _print_places(facts.places),
        "programs": _print_programs(facts.programs),
        "metrics": [print_metric(metric) for metric in facts.metrics],
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
        "period": metric.period or None,
        "number": [metric.number_start, metric.number_end],
        "quote": [metric.quote_start, metric.quote_end],
        "confidence": metric.confidence,
        "evidence": [rule for rule, _ in metric.evidence],
        "review": metric.review,
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
            "confidence": max(m.confidence for m in group),
        }
        for (code, name, level), group in by_place.items()
    ]


def _print_programs(mentions: Iterable[ProgramMention]) -> list[JSON]:
    by_program: dict[int, list[ProgramMention]] = defaultdict(list)
    for mention in mentions:
        by_program[mention.program_id].append(mention)
    return [
        {
            "name": group[0].program.name,
            "kind": group[0].program.kind,
            "parent": group[0].program.parent.name if group[0].program.parent else None,
            "mentions": [[m.start, m.end] for m in group],
            "confidence": max(m.confidence for m in group),
        }
        for group in by_program.values()
    ]
