"""
What the words around a figure say of it: its status, and what it is counted by.

A figure, its passage and the rule rows come in; the row that decides goes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from archive.pipeline.metrics.figures import Figure, is_threshold
from archive.pipeline.metrics.rules import MarkRule, UnitKind
from archive.pipeline.metrics.sheets import Sheet
from archive.pipeline.text.clauses import Layout

_REACH = 60  # characters of the clause that are read on either side


def statuses_of(
    sheet: Sheet, changes: Mapping[int, int], rules: Sequence[MarkRule]
) -> list[MarkRule | None]:
    """Give the row that tells the status of each figure of the sheet; None: nothing does."""
    baselines = set(changes.values())
    statuses: list[MarkRule | None] = []
    for at, figure in enumerate(sheet.figures):
        status = _status_of(figure, sheet, rules, is_baseline=at in baselines)
        if status is None and at and _is_joined(sheet.figures[at - 1], figure):
            status = statuses[-1]  # 1所10站: one statement in two figures
        statuses.append(status)
    return statuses


def _is_joined(before: Figure, figure: Figure) -> bool:
    return before.amount.span.end == figure.amount.span.start


def _status_of(
    figure: Figure, sheet: Sheet, rules: Iterable[MarkRule], *, is_baseline: bool
) -> MarkRule | None:
    """The first row that says whether the figure is a result, an aim or a rule."""
    stretches = _stretches(figure, sheet.folded, sheet.layout)
    stretches["baseline"] = "" if is_baseline else None
    figure_end = len(stretches["touching"] or "")
    for rule in rules:
        stretch = stretches[rule.where]
        found = None if stretch is None else rule.pattern.search(stretch)
        if found and (rule.where != "touching" or found.end() == figure_end):
            return rule
    return None


def _stretches(figure: Figure, text: str, layout: Layout) -> dict[str, str | None]:
    number, clause = figure.amount.number, figure.clause
    before = text[max(clause.start, number.start - _REACH) : number.start]
    end = min(clause.end, figure.amount.span.end + _REACH)
    after = text[figure.amount.span.end : end]
    following = layout.clause_at(min(clause.end, len(text) - 1))
    next_clause = text[following.start : min(following.end, following.start + _REACH)]
    sentence = layout.sentence_at(number.start).start
    return {
        "sentence": text[max(sentence, number.start - 2 * _REACH) : number.start],
        "threshold": before if is_threshold(figure.amount, text) else None,
        "before": before,
        "touching": before,
        "after": after,
        "next": next_clause if following.start == clause.end else "",
    }


def per_of(figure: Figure, text: str, rules: Iterable[MarkRule]) -> MarkRule | None:
    """Give the row that says what the figure is counted by; a share is counted by nothing."""
    if figure.amount.kind is UnitKind.RATIO:
        return None
    start = figure.amount.number.start
    near = _skip_qualifier(figure, text)
    clause = text[max(figure.clause.start, start - _REACH) : start]
    for rule in rules:
        if rule.pattern.search(near if rule.where == "near" else clause):
            return rule
    return None


def _skip_qualifier(figure: Figure, text: str) -> str:
    """The text between the figure and the one before it, a threshold counted as a figure."""
    start = figure.left.start
    if figure.qualifier is not None:
        start = figure.qualifier.span.end
    end = figure.amount.number.start
    return text[max(start, end - _REACH) : end]
