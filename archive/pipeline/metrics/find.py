"""
Step 4c: the figures an article prints. Draft, text, places and rules come in, metrics go out.

Spans are code points into the decoded source text; phrases are as printed, in the text's own script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.pipeline.metrics.figures import Figure, find_figures
from archive.pipeline.metrics.indicators import Indicator, find_indicator
from archive.pipeline.metrics.marks import per_of, status_of
from archive.pipeline.metrics.periods.scope import (
    FoundPeriod,
    PassagePeriods,
    period_of,
    place_periods,
)
from archive.pipeline.metrics.phrase_trims import LONGEST
from archive.pipeline.metrics.phrases import Phrase, name_figure
from archive.pipeline.metrics.places import (
    Located,
    PassagePlaces,
    gather_places,
    locate,
    place_passage,
)
from archive.pipeline.metrics.rules import MarkRule, MetricRules, UnitKind, load_metric_rules
from archive.pipeline.text.clauses import Layout, lay_out
from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import (
    ArticleDraft,
    Evidence,
    MetricFinding,
    MetricStatus,
    Passage,
    PlaceFinding,
    ScopeBasis,
    Span,
    confidence_of,
)

__all__ = ["MetricRules", "find_metrics", "load_metric_rules"]

_SURE, _NO_PHRASE, _NO_PLACE = 0.98, 0.7, 0.85


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A passage laid open: as printed, as folded, its clauses, its places and its periods."""

    passage: Passage
    folded: str
    layout: Layout
    places: PassagePlaces
    periods: PassagePeriods

    @property
    def texts(self) -> tuple[str, str]:
        """The passage as folded and as printed."""
        return self.folded, self.passage.text


@dataclass(frozen=True, slots=True)
class _Marks:
    """Everything the rules say of one figure."""

    phrase: Phrase
    indicator: Indicator | None
    status: MarkRule | None
    per: MarkRule | None
    period: FoundPeriod | None
    located: Located | None


def find_metrics(
    draft: ArticleDraft, text: str, places: tuple[PlaceFinding, ...], rules: MetricRules
) -> tuple[MetricFinding, ...]:
    """Give the figures of `draft` in the order `text` prints them; `places` are those it names."""
    found = [
        metric
        for sheet in _sheets(draft, places, rules)
        for metric in _read_sheet(sheet, text, rules)
    ]
    return tuple(sorted(found, key=lambda metric: metric.number))


def _sheets(
    draft: ArticleDraft, places: Sequence[PlaceFinding], rules: MetricRules
) -> Iterator[_Sheet]:
    captions = (placed.passage for placed in draft.captions)
    passages = [
        (passage, folded, lay_out(folded))
        for passage in (*draft.summary, *draft.paragraphs, *captions)
        for folded in (fold_text(passage.text),)
    ]
    known = gather_places(draft, places, passages, rules)
    for passage, folded, layout in passages:
        yield _Sheet(
            passage=passage,
            folded=folded,
            layout=layout,
            places=place_passage(passage, folded, layout, known, rules),
            periods=place_periods(passage, folded, layout, rules.periods, draft.published),
        )


def _read_sheet(sheet: _Sheet, text: str, rules: MetricRules) -> Iterator[MetricFinding]:
    figures = find_figures(sheet.folded, sheet.layout, rules)
    phrases = _phrases(figures, sheet, rules)
    before: tuple[Figure, MarkRule | None] | None = None
    for figure, phrase in zip(figures, phrases, strict=True):
        number = figure.amount.number
        status = status_of(figure, sheet.folded, sheet.layout, rules.statuses)
        if status is None and before and before[0].amount.span.end == figure.amount.span.start:
            status = before[1]  # 1所10站: one statement in two figures
        before = figure, status
        marks = _Marks(
            phrase=phrase,
            indicator=find_indicator(phrase.text, figure.amount.unit, rules.indicators),
            status=status,
            per=per_of(figure, sheet.folded, rules.pers),
            period=period_of(number.start, sheet.periods, carried=not _describes(status)),
            located=locate(number, figure.amount.span.end, sheet.places),
        )
        yield _finding(figure, sheet, marks, text)


def _phrases(figures: Sequence[Figure], sheet: _Sheet, rules: MetricRules) -> list[Phrase]:
    """What each figure counts; one that does not say takes the words of its neighbour."""
    named = [
        name_figure(figure, sheet.texts, sheet.places.mentions_in(_beside(figure)), rules)
        for figure in figures
    ]
    phrases: list[Phrase] = []
    for at, figure in enumerate(figures):
        phrase = named[at]
        if phrase is None or (phrase.rule == "phrase.before" and not phrase.is_whole):
            previous = phrases[at - 1] if at and _follows(figures[at - 1], figure, sheet) else None
            phrase = _completed(figure, phrase, previous, named[at + 1 : at + 2])
        phrases.append(phrase)
    return phrases


def _beside(figure: Figure) -> Span:
    """Where places can stand in the phrase of a figure."""
    return Span(max(figure.left.start, figure.left.end - LONGEST), figure.left.end)


def _follows(before: Figure, figure: Figure, sheet: _Sheet) -> bool:
    sentence = sheet.layout.sentence_at(figure.amount.span.start)
    return before.amount.span.start >= sentence.start


def _completed(
    figure: Figure,
    phrase: Phrase | None,
    previous: Phrase | None,
    following: Sequence[Phrase | None],
) -> Phrase:
    """A phrase for a figure that has none of its own, or only a change or a verb."""
    amount = figure.amount
    if phrase is not None:
        if previous is not None and amount.kind is UnitKind.RATIO:
            return replace(phrase, text=previous.text + phrase.text, rule="phrase.change")
        return phrase
    if previous is not None:
        return Phrase(previous.text, amount.span, "phrase.previous")
    if following and following[0] is not None:
        return Phrase(following[0].text, amount.span, "phrase.following")
    return Phrase(amount.unit, amount.span, "phrase.none")


def _finding(figure: Figure, sheet: _Sheet, marks: _Marks, text: str) -> MetricFinding:
    amount, passage = figure.amount, sheet.passage
    quote = passage.to_source(marks.phrase.span.start, marks.phrase.span.end)
    if "\n" in text[quote.start : quote.end]:  # a quotation never crosses a line of the page
        quote = passage.to_source(amount.span.start, amount.span.end)
    evidence = _evidence(figure, marks)
    return MetricFinding(
        value=amount.value,
        value_max=amount.value_max,
        unit=amount.unit,
        comparator=amount.comparator,
        status=MetricStatus(marks.status.value) if marks.status else MetricStatus.ACHIEVED,
        indicator=marks.phrase.text,
        number=passage.to_source(amount.number.start, amount.number.end),
        quote=quote,
        confidence=confidence_of(evidence),
        evidence=evidence,
        qualifier=_qualifier(figure, passage),
        per=marks.per.value if marks.per else None,
        place=marks.located.place if marks.located else None,
        place_basis=ScopeBasis.STATED if marks.located else ScopeBasis.NONE,
        period=marks.period.period if marks.period else None,
        indicator_key=marks.indicator.slug if marks.indicator else None,
    )


def _qualifier(figure: Figure, passage: Passage) -> str | None:
    if figure.qualifier is None:
        return None
    return passage.text[figure.qualifier.span.start : figure.qualifier.span.end]


def _describes(status: MarkRule | None) -> bool:
    return status is not None and status.value == MetricStatus.DESCRIPTIVE


def _confidence(figure: Figure, marks: _Marks) -> float:
    """The trust of the weakest link, lowered where phrase or place had to be borrowed."""
    trust = min(_SURE, figure.amount.weight)
    if marks.phrase.rule in {"phrase.none", "phrase.previous", "phrase.following"}:
        trust *= _NO_PHRASE
    if marks.located is None:
        trust *= _NO_PLACE
    if marks.status:
        trust = min(trust, 0.5 + marks.status.weight / 2)
    return round(trust, 2)


def _evidence(figure: Figure, marks: _Marks) -> tuple[Evidence, ...]:
    fired = [*figure.amount.rules, marks.phrase.rule]
    for mark in (marks.status, marks.per):
        fired += [mark.id] if mark else []
    for found in (marks.period, marks.located):
        fired += [found.rule] if found else []
    fired += [f"indicator.{marks.indicator.slug}"] if marks.indicator else []
    points = round(_confidence(figure, marks) * 100)
    return tuple(Evidence(rule, 0 if at else points) for at, rule in enumerate(fired))
