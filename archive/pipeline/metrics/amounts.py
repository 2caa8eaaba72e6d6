"""
The number grammar: number × multiplier × hedge × unit. Text and rule tables come in, amounts go out.

Spans are code points into the text given, end excluded. What a number is about is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from archive.pipeline.metrics.hedges import find_hedge
from archive.pipeline.metrics.ratios import Ratio, find_ratios
from archive.pipeline.metrics.rules import ComparatorRule, MetricRules, UnitKind, UnitRule
from archive.pipeline.text.folding import fold_text
from archive.pipeline.text.numerals import MULTIPLIERS, parse_chinese, parse_figures, plain
from archive.pipeline.values import Comparator, Span


@dataclass(frozen=True, slots=True)
class Amount:
    """
    A number as the text prints it and as we keep it: 1.3万平方米 is 13000 m2.

    `number` is the number with its hedge, without the unit; `span` goes on to the unit and the hedge
    behind it. `rules` are the ids of the rows that read it, `weight` the least of their weights.
    """

    value: Decimal
    value_max: Decimal | None
    unit: str
    kind: UnitKind
    comparator: Comparator
    number: Span
    span: Span
    weight: float
    rules: tuple[str, ...]
    is_round: bool = False  # 千亩, 百名: a bare multiplier, said rather than counted


@dataclass(frozen=True, slots=True)
class _Grammar:
    pattern: re.Pattern[str]
    units: dict[str, UnitRule]
    comparators: tuple[ComparatorRule, ...]


@dataclass(frozen=True, slots=True)
class _Number:
    """One number of a match: its value before the unit, and how it was printed."""

    value: Decimal
    multiplier: Decimal
    is_chinese: bool
    is_round: bool
    is_hedged: bool


_FIGURES = (
    r"(?<![0-9A-Za-z.+])(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]{1,15}+)(?:\.[0-9]{1,8}+)?"
)
_CHINESE = (
    r"(?<![壹贰叁肆伍陆柒捌玖拾佰仟一二两三四五六七八九十百千万亿零〇数几第0-9])"
    r"[一二两三四五六七八九十百千万][一二两三四五六七八九十百千万亿零〇]{0,15}+(?:点[零〇一二三四五六七八九]{1,8}+)?"
)
# 3千米 is three kilometres and 5千克 five kilograms, so 千 is no multiplier there.
_MULTIPLIER = r"(?:万亿|千亿|百亿|亿|千万|百万|十万|万|千(?![米克瓦])|百(?!分)|十)?"
_DASH = r"(?:—{1,2}|[–\-~～至到－])"
_RATIO_WEIGHT = 0.85
_CHINESE_WEIGHT = 0.78  # 两名, 三座: often said in passing
_TEN, _LONG_LIST = 10, 100


def find_amounts(text: str, rules: MetricRules) -> Iterator[Amount]:
    """
    Yield each amount in `text`, left to right, without overlap.

    Traditional characters and full-width figures are read as they stand. Ordinals (第三期), 一 with a
    classifier (一个) and vague numbers (数千只, 几十人) are not amounts.
    """
    folded = fold_text(text)
    last: Amount | None = None
    for amount in sorted(_candidates(folded, rules), key=lambda found: found.span):
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
        amount = _read_amount(text, match, grammar)
        if amount is not None:
            yield amount
    for ratio in find_ratios(text):
        yield _build_ratio(text, ratio, rules)


@lru_cache(maxsize=4)
def _grammar(rules: MetricRules) -> _Grammar:
    units = {printed: unit for unit in rules.units for printed in unit.printed}
    longest_first = "|".join(re.escape(name) for name in sorted(units, key=len, reverse=True))
    first, second = _number_pattern(1), _number_pattern(2)
    # a unit printed with the first end of a range is printed again with the second: 5万元至20万元
    pattern = (
        rf"{first}(?:(?P<u1>{longest_first})?{_DASH}{second})?"
        rf"\s?(?P<unit>(?(u1)(?P=u1)|(?:{longest_first})))"
    )
    return _Grammar(re.compile(pattern), units, rules.comparators)


def _number_pattern(part: int) -> str:
    return (
        rf"(?P<f{part}>{_FIGURES}|{_CHINESE})\s?(?P<h{part}>[余多来几])?"
        rf"(?P<m{part}>{_MULTIPLIER})(?P<i{part}>[余多几])?"
    )


def _read_amount(text: str, match: re.Match[str], grammar: _Grammar) -> Amount | None:
    unit = grammar.units[match["unit"]]
    low, high = _read_number(match, 1), _read_number(match, 2)
    if low is None or (match["f2"] and high is None):
        return None
    if not _fits(text, match, unit, high or low):
        return None
    return _build(text, match, grammar, (low, high))


def _read_number(match: re.Match[str], part: int) -> _Number | None:
    printed = match[f"f{part}"]
    if printed is None:
        return None
    is_chinese = not printed[0].isdigit() or printed[0] > "9"
    value = parse_chinese(printed) if is_chinese else parse_figures(printed)
    if value is None:
        return None
    return _Number(
        value=value,
        multiplier=MULTIPLIERS[match[f"m{part}"]],
        is_chinese=is_chinese,
        is_round=is_chinese and printed[0] in "百千万",
        is_hedged=bool(match[f"h{part}"] or match[f"i{part}"]),
    )


def _fits(text: str, match: re.Match[str], unit: UnitRule, number: _Number) -> bool:
    """Whether what stands around number and unit lets them be an amount."""
    if (
        text[max(0, match.start() - 1) : match.start()] in {"第", "前"}
        and number.value < _LONG_LIST
    ):
        return False
    before = text[max(0, match.start() - 12) : match.start()]
    after = text[match.end() : match.end() + 8]
    if unit.needs is not None and not unit.needs.search(before):
        return False
    if unit.bars is not None and unit.bars.match(after):
        return False
    if not number.is_chinese or number.is_hedged or number.multiplier > 1:
        return True
    if number.value == 1 or (match["f1"] == "二" and not unit.kind.is_measure):
        return False  # 一个 is an article, 二期 an ordinal
    return number.value >= _TEN or unit.chinese is None or unit.chinese.match(after) is not None


def _build(
    text: str, match: re.Match[str], grammar: _Grammar, numbers: tuple[_Number, _Number | None]
) -> Amount:
    unit = grammar.units[match["unit"]]
    low, high = _scale(*numbers)
    inside = bool(match["h1"] or match["i1"] or match["h2"] or match["i2"])
    hedge = find_hedge(text, Span(*match.span()), grammar.comparators, inside=inside)
    comparator = hedge.comparator
    is_round = numbers[0].is_round and hedge.span.start == match.start()
    if high is not None:
        comparator = Comparator.RANGE
    elif is_round and comparator is Comparator.EQ:
        comparator = Comparator.APPROX
    fired, weight = (unit.id, *hedge.rules), min(unit.weight, hedge.weight)
    if numbers[0].is_chinese:
        fired, weight = ("number.chinese", *fired), min(weight, _CHINESE_WEIGHT)
    return Amount(
        value=plain(low * unit.factor),
        value_max=None if high is None else plain(high * unit.factor),
        unit=unit.unit or match["unit"],
        kind=unit.kind,
        comparator=comparator,
        number=Span(
            hedge.span.start, match.start("unit") - text[match.start("unit") - 1].isspace()
        ),
        span=hedge.span,
        weight=weight,
        rules=("number.range", *fired) if high is not None else fired,
        is_round=is_round,
    )


def _scale(low: _Number, high: _Number | None) -> tuple[Decimal, Decimal | None]:
    """The two ends; a multiplier printed only after the second governs both if the order allows."""
    first = low.value * low.multiplier
    if high is None:
        return first, None
    second = high.value * high.multiplier
    if low.multiplier == 1 and low.value * high.multiplier < second:
        first = low.value * high.multiplier
    return (first, second) if first < second else (second, None)


def _build_ratio(text: str, ratio: Ratio, rules: MetricRules) -> Amount:
    hedge = find_hedge(text, ratio.span, rules.comparators, inside=False)
    return Amount(
        value=ratio.percent,
        value_max=None,
        unit="percent",
        kind=UnitKind.RATIO,
        comparator=hedge.comparator,
        number=Span(hedge.span.start, ratio.span.end),
        span=hedge.span,
        weight=_RATIO_WEIGHT,
        rules=("number.ratio", *hedge.rules),
    )
