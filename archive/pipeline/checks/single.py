"""
Figures that are doubtful by themselves or against one they are tied to. Statements in, doubts out.

Shares above 100 that are no growth, ranges whose end lies before their start, changes that go against
their verb, results dated after the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archive.pipeline.checks.bounds import bounds_of
from archive.pipeline.checks.doubts import Doubt
from archive.pipeline.checks.rules import CheckRules
from archive.pipeline.checks.statements import Statement
from archive.pipeline.text.numerals import MULTIPLIERS, parse_figures
from archive.pipeline.values import Basis, LinkKind, MetricStatus, Published, Span

_WHOLE = 100
_TOLD = {MetricStatus.ACHIEVED, MetricStatus.DESCRIPTIVE}
_LEAD_REACH = 40
_TIMES = set("年月周天日小时分秒")
_YEAR = len("2021")
_AS_OF = "截"


def check_percentage(statement: Statement, rules: CheckRules) -> Iterator[Doubt]:
    """A share of a whole above 100 percent, where its clause tells of no growth and no plan outdone."""
    check = "percent.over_hundred"
    metric = statement.metric
    if metric.unit != "percent" or metric.value <= _WHOLE:
        return
    words, told = rules[check].words, statement.clause + metric.indicator[:_LEAD_REACH]
    if words["share"].search(told) and not words["growth"].search(told):
        yield Doubt(check, statement.at)


def check_range(statement: Statement, rules: CheckRules) -> Iterator[Doubt]:
    """A range printed from the larger value to the smaller: only the second is kept as its value."""
    check = "range.inverted"
    printed = rules[check].words["range"].search(statement.number)
    if printed is None or statement.metric.value_max is not None:
        return
    high = MULTIPLIERS[printed["times"] or ""]
    low = MULTIPLIERS[printed["first_times"]] if printed["first_times"] else high
    if parse_figures(printed["first"]) * low > parse_figures(printed["second"]) * high:
        yield Doubt(check, statement.at)


def check_change(
    statement: Statement, numbers: Mapping[Span, Statement], rules: CheckRules
) -> Iterator[Doubt]:
    """由20个增加到15个: the later value lies on the wrong side of the earlier one."""
    words = rules["change.direction"].words
    for number in statement.linked(LinkKind.BEFORE):
        before = numbers.get(number)
        if (
            before is None
            or before.sheet is not statement.sheet
            or _in_other_time(before, statement)
        ):
            continue
        verb = before.between(statement) if before.start < statement.start else ""
        rises, falls = words["rising"].search(verb), words["falling"].search(verb)
        earlier, later = bounds_of(before.metric), bounds_of(statement.metric)
        if (rises and not falls and later.high < earlier.low) or (
            falls and not rises and later.low > earlier.high
        ):
            yield Doubt("change.direction", statement.at, (before.at,))


def _in_other_time(before: Statement, after: Statement) -> bool:
    """由两天缩短到四小时: 2 and 4 are not of one unit of time."""
    units = {before.after(1), after.after(1)}
    return len(units) > 1 and not units.isdisjoint(_TIMES)


def check_period(statement: Statement, published: Published, rules: CheckRules) -> Iterator[Doubt]:
    """A result whose period begins, or whose reckoning ends, after the report was printed."""
    check = "period.future"
    period = statement.metric.period
    if period is None or published.value is None or published.basis is Basis.NONE:
        return
    words, lead = rules[check].words, statement.before(_LEAD_REACH)
    if statement.metric.status not in _TOLD or words["aimed"].search(lead):
        return
    told = words["told"].search(statement.clause) is not None and words["opens"].search(lead)
    day = period.last if period.phrase.startswith(_AS_OF) else period.first
    if told and day is not None and day[:_YEAR] > published.value[:_YEAR]:
        yield Doubt(check, statement.at)
