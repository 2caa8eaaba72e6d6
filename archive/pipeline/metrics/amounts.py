"""
The number grammar: number × multiplier × hedge × unit. Folded text and rule tables in, amounts out.

Spans are code points into the text given, end excluded. What a number is about is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from archive.pipeline.metrics.changes import START, STARTS, TURN
from archive.pipeline.metrics.hedges import Hedge, HedgeRules, find_hedge, hedge_rules
from archive.pipeline.metrics.numbers import Number, number_pattern, read_number
from archive.pipeline.metrics.ratios import Ratio, find_ratios
from archive.pipeline.metrics.rules import MetricRules, UnitKind, UnitRule
from archive.pipeline.text.numerals import plain
from archive.pipeline.values import Comparator, Span


@dataclass(frozen=True, slots=True)
class Amount:
    """
    A number as the text prints it and as we keep it: 1.3万平方米 is 13000 m2.

    `number` is the number with its hedge, without the unit; `span` goes on to the unit and the hedge
    behind it. `rules` are the ids of the rows that read it. `rate` is what is printed as the unit's
    denominator: 亩 in 800元/亩.
    """

    value: Decimal
    value_max: Decimal | None
    unit: str
    kind: UnitKind
    comparator: Comparator
    number: Span
    span: Span
    rules: tuple[str, ...]
    is_round: bool = False  # 千亩, 百名: a bare multiplier, said rather than counted
    rate: str | None = None


@dataclass(frozen=True, slots=True)
class _Grammar:
    pattern: re.Pattern[str]
    units: dict[str, tuple[UnitRule, ...]]
    hedges: HedgeRules


@dataclass(frozen=True, slots=True)
class _Read:
    """A match that is an amount: its numbers, its unit and the offsets of both."""

    low: Number
    high: Number | None
    unit: UnitRule
    printed: str
    numbers: Span
    span: Span
    rate: str | None


_DASH = r"(?:—{1,2}|[–\-~～至到－])"
_RATE = (
    r"(?:[/／](?P<rate>人|户|亩|月|年|天|日|公斤|斤|吨|次|平方米|股|村|只|头|度)(?!均)"
    r"|(?<=元)每(?P<rate_word>亩|公斤|斤|吨|平方米|股|人|户|月|年)(?=[,，。;；、的）)]|$))?"
)
# a unit may be left out: 销售额有6000万, 1.1万群众
_LEFT_OUT = r"(?<=[万亿余多])(?=[,，。;；、）)\s”\u4e00-\u9fff]|$)"
_ANY = re.compile(r"[0-9一二两三四五六七八九十百千万半]")
# 由28增加到52家: the value before is printed without its unit
_BEFORE = re.compile(rf"{START}(?P<before>{number_pattern(1)})(?P<turn>{TURN})$")
_BEFORE_REACH = 30
_NO_KIND = re.compile(r"制(?![定作造度止成品])|级(?!别)|版(?!面)|比例尺")  # 八人制, 20万吨级
_TEN, _LONG_LIST = 10, 100


def find_amounts(text: str, rules: MetricRules) -> Iterator[Amount]:
    """
    Yield each amount in folded `text`, left to right, without overlap.

    Ordinals (第三期), 一 with a classifier (一个) and vague numbers (数千只, 几十人) are not amounts.
    """
    if _ANY.search(text) is None:
        return
    last: Amount | None = None
    for amount in sorted(_candidates(text, rules), key=lambda found: found.span):
        if last is None:
            last = amount
        elif _bounds(last, amount):
            last = _joined(last, amount)
        elif amount.span.start >= last.span.end:
            yield last
            last = amount
    if last is not None:
        yield last


def _bounds(low: Amount, high: Amount) -> bool:
    """Whether two amounts are the ends of one range: 1万元以上3万元以下."""
    return (
        low.comparator is Comparator.GE
        and high.comparator is Comparator.LE
        and low.unit == high.unit
        and low.value < high.value
        and low.span.end == high.span.start
    )


def _joined(low: Amount, high: Amount) -> Amount:
    return replace(
        low,
        value_max=high.value,
        comparator=Comparator.RANGE,
        number=Span(low.number.start, high.number.end),
        span=Span(low.span.start, high.span.end),
        rules=("number.range", *low.rules, high.rules[-1]),
    )


def _candidates(text: str, rules: MetricRules) -> Iterator[Amount]:
    grammar = _grammar(rules)
    for match in grammar.pattern.finditer(text):
        for read in _readings(text, match, grammar):
            amount = _build(text, read, grammar)
            yield amount
            before = _value_before(text, amount)
            if before is not None:
                yield before
    for ratio in find_ratios(text):
        yield _build_ratio(text, ratio, grammar)


@lru_cache(maxsize=4)
def _grammar(rules: MetricRules) -> _Grammar:
    units: dict[str, tuple[UnitRule, ...]] = {}
    for unit in rules.units:
        for printed in unit.printed:
            units[printed] = (*units.get(printed, ()), unit)
    names = "|".join(re.escape(name) for name in sorted(units, key=len, reverse=True) if name)
    first, second = number_pattern(1), number_pattern(2)
    # a unit printed with the first end of a range is printed again with the second: 5万元至20万元
    pattern = (
        rf"{first}(?:(?P<u1>{names})?{_DASH}{second})?"
        rf"\s?(?P<unit>(?(u1)(?P=u1)|(?:{names}|{_LEFT_OUT}))){_RATE}"
    )
    return _Grammar(re.compile(pattern), units, hedge_rules(rules.comparators))


def _readings(text: str, match: re.Match[str], grammar: _Grammar) -> Iterator[_Read]:
    """The amount of a match; two where its ends are a value before and one after: 由30%到90%."""
    low, high = read_number(match, 1), read_number(match, 2)
    if low is None or (match["f2"] and high is None):
        return
    unit = _unit_of(text, match, grammar, high or low)
    if unit is None:
        return
    start = match.start()
    number_end = match.start("unit") - text[match.start("unit") - 1].isspace()
    rate = match["rate"] or match["rate_word"]
    printed = match["unit"]
    if high is not None and STARTS.search(text, max(0, start - _BEFORE_REACH), start):
        first_end = match.start("u1") if match["u1"] else match.end("i1")
        first_end = first_end if first_end >= 0 else match.end("r1")
        first = Span(start, first_end)
        whole = Span(start, match.end("u1") if match["u1"] else first_end)
        yield _Read(low, None, unit, printed, first, whole, None)
        start, low, high = match.start("f2"), high, None
    yield _Read(low, high, unit, printed, Span(start, number_end), Span(start, match.end()), rate)


def _unit_of(text: str, match: re.Match[str], grammar: _Grammar, number: Number) -> UnitRule | None:
    """The first row of the printed unit that what stands around number and unit allows."""
    if text[max(0, match.start() - 1) : match.start()] in {"第", "前"} and number.low < _LONG_LIST:
        return None
    before = text[max(0, match.start() - 12) : match.start()]
    end = match.end("unit")
    after = text[end : end + 12]
    if _NO_KIND.match(after):
        return None
    for unit in grammar.units[match["unit"]]:
        if unit.fits(before, after) and _is_counted(match["f1"], number, unit, after):
            return unit
    return None


def _is_counted(printed: str, number: Number, unit: UnitRule, after: str) -> bool:
    """Whether a number in characters is one that was counted: 三百户, 两期, but not 一个, 三位."""
    if unit.is_scaled and not number.is_scaled:
        return False
    if not number.is_chinese or number.is_hedged or number.is_scaled:
        return True
    if number.low == 1 and unit.kind is not UnitKind.RATIO:
        return False
    if printed == "二" and not unit.kind.is_measure:
        return False  # 二期 is an ordinal
    return number.low >= _TEN or unit.chinese is None or unit.chinese.match(after) is not None


def _build(text: str, read: _Read, grammar: _Grammar) -> Amount:
    low, high = _scale(read)
    inside = read.low.is_hedged or (read.high is not None and read.high.is_hedged)
    hedge = find_hedge(text, read.span, grammar.hedges, inside=inside)
    is_round = read.low.is_round and hedge.span.start == read.span.start
    if high is None and is_round and hedge.comparator is Comparator.EQ:
        hedge = replace(hedge, comparator=Comparator.APPROX)
    return Amount(
        value=plain(low * read.unit.factor),
        value_max=None if high is None else plain(high * read.unit.factor),
        unit=read.unit.unit or read.printed,
        kind=read.unit.kind,
        comparator=hedge.comparator if high is None else Comparator.RANGE,
        number=Span(hedge.span.start, read.numbers.end),
        span=hedge.span,
        rules=_fired(read, high, hedge),
        is_round=is_round,
        rate=read.rate,
    )


def _fired(read: _Read, high: Decimal | None, hedge: Hedge) -> tuple[str, ...]:
    kind = "number.chinese" if read.low.is_chinese else "number.figures"
    span = ("number.range",) if high is not None else ()
    return (*span, kind, read.unit.id, *hedge.rules)


def _scale(read: _Read) -> tuple[Decimal, Decimal | None]:
    """The two ends; a multiplier printed only after the second governs both if the order allows."""
    low, high = read.low, read.high
    if high is None:
        return low.low, low.high
    first, second = low.low, high.top
    if not low.is_scaled and high.is_scaled and high.multiplier * first < second:
        first = first * high.multiplier
    return (first, second) if first < second else (second, None)


def _value_before(text: str, amount: Amount) -> Amount | None:
    """The value a change starts from, where only the value it ends with has a unit."""
    start = amount.number.start
    found = _BEFORE.search(text, max(0, start - _BEFORE_REACH), start)
    number = read_number(found, 1) if found else None
    if found is None or number is None or number.high is not None:
        return None
    span = Span(*found.span("before"))
    return replace(
        amount,
        value=plain(number.low),
        value_max=None,
        comparator=Comparator.GE_APPROX if number.is_hedged else Comparator.EQ,
        number=span,
        span=span,
        rules=("number.before", *amount.rules[:2]),
        is_round=False,
        rate=None,
    )


def _build_ratio(text: str, ratio: Ratio, grammar: _Grammar) -> Amount:
    hedge = find_hedge(text, ratio.span, grammar.hedges, inside=False)
    return Amount(
        value=ratio.value,
        value_max=None,
        unit=ratio.unit,
        kind=UnitKind.RATIO,
        comparator=hedge.comparator,
        number=Span(hedge.span.start, ratio.span.end),
        span=hedge.span,
        rules=("number.ratio", *hedge.rules),
    )
