"""Small drafts for the tests of the metric step. Paragraphs in, a draft and its text out."""

from __future__ import annotations

from pathlib import Path

from archive.pipeline.metrics.find import find_metrics
from archive.pipeline.metrics.rules import load_metric_rules
from archive.pipeline.values import (
    ArticleDraft,
    MetricFinding,
    Passage,
    Piece,
    PlaceBasis,
    PlaceFinding,
    PlaceLevel,
    Span,
)

PROJECT = Path(__file__).parent.parent.parent
RULES_FOLDER = PROJECT / "archive" / "pipeline" / "rules"
RULES = load_metric_rules(RULES_FOLDER)


def passage(text: str, start: int = 0) -> Passage:
    """`text` as it stands in the source from `start` on."""
    return Passage(text, (Piece(0, Span(start, start + len(text))),))


def draft_of(*paragraphs: str) -> tuple[ArticleDraft, str]:
    """A draft of `paragraphs`, one a line, and its source text."""
    passages = []
    at = 0
    for paragraph in paragraphs:
        passages.append(passage(paragraph, at))
        at += len(paragraph) + 1
    return ArticleDraft(index=0, paragraphs=tuple(passages)), "\n".join(paragraphs)


def place(name: str, text: str, level: PlaceLevel, *, said: str = "") -> PlaceFinding:
    """`name` at each of its mentions in `text`; `said` is a word like 全镇 that stands for it."""
    return PlaceFinding(
        name=name,
        level=level,
        code=f"code of {name}",
        county=None,
        city=None,
        province=None,
        basis=PlaceBasis.STATED,
        mentions=_spans(name, text),
        confidence=0.9,
        inferred=_spans(said, text) if said else (),
    )


def metrics_of(*paragraphs: str, towns: tuple[str, ...] = ()) -> tuple[MetricFinding, ...]:
    """The figures of `paragraphs`; `towns` are known places."""
    draft, text = draft_of(*paragraphs)
    places = tuple(place(town, text, PlaceLevel.TOWN) for town in towns)
    return find_metrics(draft, text, places, RULES)


def _spans(name: str, text: str) -> tuple[Span, ...]:
    found = []
    at = text.find(name)
    while at >= 0:
        found.append(Span(at, at + len(name)))
        at = text.find(name, at + 1)
    return tuple(found)
