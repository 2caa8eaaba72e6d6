"""
What of a fact outlives a new reading. In: an article, a type of fact and the values just read. Out: its rows.

A row nobody looked at becomes what the reading says, or goes. A row with a verdict keeps what was
judged; where the reading no longer finds it, it stays, marked `missed`. The rule: docs/adr/0011.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from archive.claims import Claim, SameWords, pair_claims, same_name, same_number
from archive.figure_fields import FOLLOWING
from archive.models import (
    Article,
    Correction,
    Metric,
    PlaceMention,
    ProgramMention,
    Review,
    Source,
)
from archive.pipeline.values import Span

Values = dict[str, Any]
FactModel = type[Metric] | type[PlaceMention] | type[ProgramMention]
AnyFact = Metric | PlaceMention | ProgramMention

# Spans that move stand out of the way until all are moved: each is unique within its article.
PARKED = 1_000_000_000


@dataclass(frozen=True, slots=True)
class FactType:
    """One type of fact: its rows, its name in corrections, its span, and what a verdict is about."""

    model: FactModel
    kind: str
    start: str
    end: str
    spans: tuple[str, ...]  # every field that counts characters of the source
    judged: frozenset[str]  # what a verdict holds on to
    same_words: SameWords
    identity: str = ""


PLACES = FactType(
    model=PlaceMention,
    kind="place",
    start="start",
    end="end",
    spans=("start", "end"),
    judged=frozenset({"place_id", "name", "level", "basis", "candidates", "inferred"}),
    same_words=same_name,
)
PROGRAMS = FactType(
    model=ProgramMention,
    kind="program",
    start="start",
    end="end",
    spans=("start", "end"),
    judged=frozenset({"program_id"}),
    same_words=same_name,
    identity="program_id",
)
METRICS = FactType(
    model=Metric,
    kind="metric",
    start="number_start",
    end="number_end",
    spans=("number_start", "number_end", "quote_start", "quote_end"),
    judged=frozenset(
        {
            "phrase",
            "indicator_id",
            "value",
            "value_max",
            "unit",
            "comparator",
            "status",
            "qualifier",
            "per",
            "place_id",
            "place_name",
            "place_basis",
            "period",
            "period_basis",
            "period_first",
            "period_last",
            "period_start",
            "period_end",
        }
    ),
    same_words=same_number,
)
FACT_TYPES = (PLACES, PROGRAMS, METRICS)


def sync_rows(article: Article, kind: FactType, found: Sequence[Values], ruleset: str) -> bool:
    """Make the article's rows of that type what was found; True if a row changed, came or went."""
    rows: list[Any] = list(kind.model._default_manager.filter(article=article))
    corrected = _corrected_fields(article, kind)
    pairs = pair_claims(
        [_claim(kind, vars(row)) for row in rows],
        [_claim(kind, values) for values in found],
        article.source.text,
        kind.same_words,
    )
    paired = set(pairs.values())
    left = [row for at, row in enumerate(rows) if at not in paired]
    kept = [row for row in left if _is_touched(row, kind, corrected)]
    gone = {row.pk for row in left} - {row.pk for row in kept}
    kind.model._default_manager.filter(pk__in=gone).delete()
    changed = _update(
        article, kind, [(rows[old], found[at]) for at, old in pairs.items()], corrected
    )
    fresh = [
        kind.model(article=article, ruleset=ruleset, **values)
        for at, values in enumerate(found)
        if at not in pairs and not _is_held(kind, values, kept)
    ]
    kind.model._default_manager.bulk_create(fresh, batch_size=500)  # type: ignore[arg-type]
    read = kind.model._default_manager.filter(article=article).exclude(
        pk__in=[row.pk for row in kept]
    )
    read.exclude(ruleset=ruleset).update(ruleset=ruleset)
    marked = _mark_missed(kind, rows, kept)
    return changed or marked or bool(gone or fresh)


def make_rows(article: Article, kind: FactType, found: Sequence[Values], ruleset: str) -> None:
    """Store what was found in an article that has no facts yet: what most readings do."""
    fresh = [kind.model(article=article, ruleset=ruleset, **values) for values in found]
    kind.model._default_manager.bulk_create(fresh, batch_size=500)  # type: ignore[arg-type]


def rehome_facts(source: Source, homes: Mapping[int, tuple[int, int]]) -> set[int]:
    """
    Move what people judged to the article that now covers it; gives the articles that changed by it.

    `homes` gives for each article of the reading the stretch of the source it covers, end excluded.
    A fact its own article still covers stays, and so does one that no article covers.
    """
    changed: set[int] = set()
    for kind in FACT_TYPES:
        manager = kind.model._default_manager
        judged = manager.filter(article__source=source).exclude(review=Review.MACHINE)
        for row in judged.order_by("pk"):
            home = _home(homes, row.article_id, getattr(row, kind.start))
            if home is not None and home != row.article_id and _make_room(kind, row, home):
                Correction.objects.filter(
                    article_id=row.article_id, kind=kind.kind, **_correction_span(kind, row)
                ).update(article_id=home)
                manager.filter(pk=row.pk).update(article_id=home)
                changed |= {row.article_id, home}
    return changed


def _home(homes: Mapping[int, tuple[int, int]], own: int, at: int) -> int | None:
    covering = [pk for pk, (start, end) in homes.items() if start <= at < end]
    return own if own in covering or not covering else covering[0]


def _make_room(kind: FactType, row: Any, home: int) -> bool:
    """Whether the row may move: what the machine left at its span goes, what a person left stays."""
    span = {kind.start: getattr(row, kind.start), kind.end: getattr(row, kind.end)}
    there = kind.model._default_manager.filter(article_id=home, **span)
    if there.exclude(review=Review.MACHINE).exists():
        return False
    there.delete()
    return True


def _claim(kind: FactType, values: Mapping[str, Any]) -> Claim:
    identity = values[kind.identity] if kind.identity else None
    return Claim(Span(values[kind.start], values[kind.end]), identity)


def _corrected_fields(
    article: Article, kind: FactType
) -> dict[tuple[int | None, int | None], set[str]]:
    fields: dict[tuple[int | None, int | None], set[str]] = {}
    for correction in article.corrections.filter(kind=kind.kind):
        fields.setdefault((correction.start, correction.end), set()).add(correction.field)
    return fields


def _is_touched(
    row: Any, kind: FactType, corrected: Mapping[tuple[int | None, int | None], set[str]]
) -> bool:
    span = getattr(row, kind.start), getattr(row, kind.end)
    return row.review != Review.MACHINE or bool(corrected.get(span, set()) - {""})


def _is_held(kind: FactType, values: Values, kept: Sequence[Any]) -> bool:
    """Whether a person has confirmed another reading of these characters: no two figures share a number."""
    if kind is not METRICS:
        return False
    span = Span(values[kind.start], values[kind.end])
    return any(
        row.review == Review.CONFIRMED and span.overlaps(_claim(kind, vars(row)).span)
        for row in kept
    )


def _update(
    article: Article,
    kind: FactType,
    pairs: Sequence[tuple[Any, Values]],
    corrected: Mapping[tuple[int | None, int | None], set[str]],
) -> bool:
    stale: list[tuple[Any, Values]] = []
    for row, values in pairs:
        held = set(corrected.get((getattr(row, kind.start), getattr(row, kind.end)), set()))
        held = held.union(*(FOLLOWING.get(field, ()) for field in held))
        if row.review != Review.MACHINE:
            held |= kind.judged
        changes = {n: v for n, v in values.items() if n not in held and getattr(row, n) != v}
        if changes:
            stale.append((row, changes))
    moved = {row.pk for row, changes in stale if changes.keys() & {kind.start, kind.end}}
    _park(kind, moved)
    for row, changes in stale:
        if row.pk in moved:
            _move_corrections(article, kind, row, changes)
        for name, value in changes.items():
            setattr(row, name, value)
        row.save()
    return bool(stale)


def _park(kind: FactType, ids: Collection[int]) -> None:
    if ids:
        away = {field: F(field) + PARKED for field in kind.spans}
        kind.model._default_manager.filter(pk__in=ids).update(**away)


def _move_corrections(article: Article, kind: FactType, row: AnyFact, changes: Values) -> None:
    span = _correction_span(kind, row)
    moved = {
        "start": changes.get(kind.start, span["start"]),
        "end": changes.get(kind.end, span["end"]),
    }
    article.corrections.filter(kind=kind.kind, **span).update(**moved)


def _correction_span(kind: FactType, row: AnyFact) -> dict[str, int]:
    return {"start": getattr(row, kind.start), "end": getattr(row, kind.end)}


def _mark_missed(kind: FactType, rows: Sequence[Any], kept: Sequence[Any]) -> bool:
    missed = {row.pk for row in kept}
    stale = {
        state: [row.pk for row in rows if row.missed is not state and (row.pk in missed) is state]
        for state in (True, False)
    }
    for state, ids in stale.items():
        if ids:
            kind.model._default_manager.filter(pk__in=ids).update(missed=state)
    return any(stale.values())
