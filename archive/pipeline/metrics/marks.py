"""
What the words around a figure say of it: its status, and what it is counted by.

A figure, its passage and the rule rows come in; the row that decides goes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from archive.pipeline.metrics.figures import Figure, is_threshold
from archive.pipeline.metrics.phrases import Phrase
from archive.pipeline.metrics.rules import MarkRule, UnitKind
from archive.pipeline.metrics.sheets import Sheet
from archive.pipeline.text.clauses import Layout
from archive.pipeline.values import MetricStatus

_REACH = 60  # characters of the clause that are read on either side
_ELIGIBLE = {UnitKind.AGE, UnitKind.MONEY}
_AIMS = {MetricStatus.TARGET, MetricStatus.PLANNED}
_TURNED = re.compile(
    "已|实际(?:投|支|花|用|使用|完成|建|发放|到位|为|达)|目前|截至|截止|累计|现有|现在|实现了|完成了|建成了"
    "|[!！?？]|去年|上半年"
)


def statuses_of(
    sheet: Sheet, phrases: Sequence[Phrase], changes: Mapping[int, int]
) -> list[MarkRule | None]:
    """Give the row that tells the status of each figure of the sheet; None: nothing does."""
    baselines = set(changes.values())
    statuses: list[MarkRule | None] = []
    for at, figure in enumerate(sheet.figures):
        stretches = _stretches(figure, sheet.folded, sheet.layout)
        stretches["baseline"] = "" if at in baselines else None
        stretches["size"] = "" if _is_size(phrases[at : at + 2]) else None
        status = _first_match(stretches, sheet.possible.statuses)
        if _is_share_of_plan(sheet, at, status):
            status = None
        elif status is None and at:
            status = _carried(sheet, at, statuses[-1])
        statuses.append(status)
    return statuses


def _is_size(phrases: Sequence[Phrase]) -> bool:
    """Whether the figure, or the one it is listed with, is the size of a place: 13个自然湾,558户."""
    if phrases[0].rule == "phrase.population":
        return True
    return len(phrases) > 1 and phrases[1].rule == "phrase.population"


def _is_share_of_plan(sheet: Sheet, at: int, status: MarkRule | None) -> bool:
    """Whether the figure tells what was reached of a plan: 占计划投资3亿元的69%."""
    if status is not None and status.value != MetricStatus.PLANNED:
        return False
    figure = sheet.figures[at]
    start = figure.amount.number.start
    if figure.amount.kind is not UnitKind.RATIO or not at or sheet.folded[start - 1] != "的":
        return False
    before = sheet.figures[at - 1].amount
    opened = sheet.folded[figure.clause.start : before.number.start]
    return before.span.end == start - 1 and opened.startswith("占")


def _carried(sheet: Sheet, at: int, status: MarkRule | None) -> MarkRule | None:
    """The status of the figure before, where one statement or one plan holds both."""
    before, amount = sheet.figures[at - 1].amount, sheet.figures[at].amount
    if before.span.end == amount.span.start:
        return status  # 1所10站: one statement in two figures
    if status is None or status.value not in _AIMS:
        return None
    if before.span.start < sheet.layout.sentence_start(amount.span.start):
        return None
    between = sheet.folded[before.span.end : amount.span.start]
    return None if _TURNED.search(between) else status


def _first_match(stretches: Mapping[str, str | None], rules: Iterable[MarkRule]) -> MarkRule | None:
    touching = len(stretches["touching"] or "")
    for rule in rules:
        stretch = stretches[rule.where]
        found = None if stretch is None else rule.pattern.search(stretch)
        if found and (rule.where != "touching" or found.end() == touching):
            return rule
    return None


def _stretches(figure: Figure, text: str, layout: Layout) -> dict[str, str | None]:
    number, clause = figure.amount.number, figure.clause
    before = text[max(clause.start, number.start - _REACH) : number.start]
    end = min(clause.end, figure.amount.span.end + _REACH)
    following = layout.clause_at(min(clause.end, len(text) - 1))
    next_clause = text[following.start : min(following.end, following.start + _REACH)]
    sentence = layout.sentence_start(number.start)
    return {
        "sentence": text[max(sentence, number.start - 2 * _REACH) : number.start],
        "threshold": before if _is_eligibility(figure, text) else None,
        "before": before,
        "touching": before,
        "hedge": text[number.start : number.end],
        "amount": text[max(clause.start, number.start - _REACH) : figure.amount.span.end],
        "after": text[figure.amount.span.end : end],
        "next": next_clause if following.start == clause.end else "",
    }


def _is_eligibility(figure: Figure, text: str) -> bool:
    """Whether the amount bounds who is meant (70岁以上老人); a share or a size (95%以上的村) does not."""
    return figure.amount.kind in _ELIGIBLE and is_threshold(figure.amount, text)


def pers_of(sheet: Sheet, changes: Mapping[int, int]) -> list[MarkRule | None]:
    """Give the row that tells what each figure of the sheet is counted by; None: by nothing."""
    pers = [_per_of(figure, sheet.folded, sheet.possible.pers) for figure in sheet.figures]
    for after, before in changes.items():
        pers[after] = pers[after] or pers[before]
    return pers


def _per_of(figure: Figure, text: str, rules: Sequence[MarkRule]) -> MarkRule | None:
    """The row that fits nearest to the figure, then the first; a share is counted by nothing."""
    if figure.amount.kind is UnitKind.RATIO or not rules:
        return None
    start = figure.amount.number.start
    near = _skip_qualifier(figure, text)
    clause = text[max(figure.clause.start, start - _REACH) : start]
    stretches = {"near": near, "clause": clause, "rate": figure.amount.rate or ""}
    nearest, best = -_REACH - 1, None
    for rule in rules:
        found = _last(rule.pattern, stretches[rule.where])
        if found is not None and (rule.where == "rate" or found > nearest):
            nearest, best = found, rule
    return best


def _last(pattern: re.Pattern[str], stretch: str) -> int | None:
    """Where the last match of `pattern` ends, counted to the end of `stretch`: 0 or less; None: no match."""
    ends = [match.end() - len(stretch) for match in pattern.finditer(stretch)]
    return ends[-1] if ends else None


def _skip_qualifier(figure: Figure, text: str) -> str:
    """The text between the figure and the one before it, a threshold counted as a figure."""
    start = figure.left.start
    if figure.qualifier is not None:
        start = figure.qualifier.span.end
    end = figure.amount.number.start
    return text[max(start, end - _REACH) : end]
