"""
Step 4c: the figures an article prints. Draft, text, places and rules come in, metrics go out.

Spans are code points into the decoded source text; phrases are as printed, in the text's own script.
Only the order of the steps is told here: amounts, phrases, changes, marks, links, findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archive.pipeline.metrics.completion import name_figures
from archive.pipeline.metrics.figures import Figure
from archive.pipeline.metrics.findings import finding_of
from archive.pipeline.metrics.indicators import Indicator, find_indicator
from archive.pipeline.metrics.links import find_changes, link_figures
from archive.pipeline.metrics.marks import pers_of, statuses_of
from archive.pipeline.metrics.periods.scope import FoundPeriod, period_from, period_of
from archive.pipeline.metrics.phrases import Phrase
from archive.pipeline.metrics.places import Located, locate, located_in
from archive.pipeline.metrics.points import Marks
from archive.pipeline.metrics.respective import NO_SHARE, Share, Shares, share_out
from archive.pipeline.metrics.rules import MarkRule, MetricRules, load_metric_rules
from archive.pipeline.metrics.sheets import Sheet, lay_open
from archive.pipeline.values import (
    ArticleDraft,
    MetricFinding,
    MetricStatus,
    PlaceFinding,
    ScopeBasis,
)

__all__ = ["MetricRules", "find_metrics", "load_metric_rules"]


def find_metrics(
    draft: ArticleDraft, text: str, places: tuple[PlaceFinding, ...], rules: MetricRules
) -> tuple[MetricFinding, ...]:
    """Give the figures of `draft` in the order `text` prints them; `places` are those it names."""
    found = [
        metric
        for sheet in lay_open(draft, text, places, rules)
        for metric in _read_sheet(sheet, rules)
    ]
    return tuple(sorted(found, key=lambda metric: metric.number))


def _read_sheet(sheet: Sheet, rules: MetricRules) -> Iterator[MetricFinding]:
    shares = share_out(sheet)
    phrases = name_figures(sheet, shares, rules)
    changes = find_changes(sheet.figures, sheet.folded, sheet.layout)
    links = link_figures(sheet.figures, phrases, changes, sheet.folded, sheet.layout)
    for at, marks in enumerate(_marks(sheet, shares, phrases, changes, rules)):
        yield finding_of(sheet.figures[at], marks, links.get(at, ()), sheet, rules)


def _marks(
    sheet: Sheet,
    shares: Shares,
    phrases: Sequence[Phrase],
    changes: Mapping[int, int],
    rules: MetricRules,
) -> Iterator[Marks]:
    statuses = statuses_of(sheet, phrases, changes)
    pers = pers_of(sheet, changes)
    for at, figure in enumerate(sheet.figures):
        phrase, status = phrases[at], statuses[at]
        share = shares.get(at, NO_SHARE)
        located = _located(figure, share, sheet)
        yield Marks(
            phrase=phrase,
            indicator=_indicator_of(phrase, figure.amount.unit, status, rules),
            status=status,
            per=pers[at],
            period=_period_of(figure, share, status, sheet),
            located=located,
            place_basis=located.basis if located else ScopeBasis.NONE,
            is_unpaired=share.is_unpaired,
        )


def _located(figure: Figure, share: Share, sheet: Sheet) -> Located | None:
    if share.place is not None:
        return located_in(share.place)
    if share.place_told:
        return None
    located = locate(figure.amount.number, figure.amount.span.end, sheet.places)
    is_others = sheet.is_placed and located is not None and located.rule != "place.clause"
    return None if is_others else located


def _period_of(
    figure: Figure, share: Share, status: MarkRule | None, sheet: Sheet
) -> FoundPeriod | None:
    if share.period is not None:
        return period_from(share.period, sheet.periods)
    if share.period_told:
        return None
    start = figure.amount.number.start
    return period_of(start, sheet.periods, carried=not _describes(status))


def _indicator_of(
    phrase: Phrase, unit: str, status: MarkRule | None, rules: MetricRules
) -> Indicator | None:
    found = find_indicator(phrase.text, unit, rules.indicators)
    told = status.value if status is not None else MetricStatus.ACHIEVED
    return found if found is None or found.status in {None, told} else None


def _describes(status: MarkRule | None) -> bool:
    return status is not None and status.value == MetricStatus.DESCRIPTIVE
