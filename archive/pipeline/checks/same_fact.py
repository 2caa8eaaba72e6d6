"""
The same fact told twice: in the summary box and the body, in a caption, in a later paragraph.

The figures of an article come in, pairs (later, first telling) go out. Figures are looked up by value
and by the pairs of characters of their phrase, so a page of any length is read in one go.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from decimal import Decimal

from archive.pipeline.checks.bounds import bounds_of, step_of
from archive.pipeline.checks.statements import Statement
from archive.pipeline.text.folding import fold_marks
from archive.pipeline.values import Comparator, MetricFinding, Period

_LIKE, _STRICT_LIKE = 0.6, 0.75
_LIKE_AT_HOME = 0.5  # less is asked of two figures of one named place
_SMALL = 10  # a number many things share
_SHORTEST = 3  # characters of a phrase held in another, to count as the same
_MOST_KEPT = 8  # tellings looked at for each pair of characters
_LONGEST = 60  # characters of a phrase that are compared
_MARKS = str.maketrans("", "", " “”‘’《》()、,.;:·-—")
_GENERIC = "个"
_MEASURES = {"元", "m2", "亩", "km", "percent", "人", "人次", "户", "岁"}
_HEDGES = {
    Comparator.EQ: "eq",
    Comparator.APPROX: "approx",
    Comparator.LT_APPROX: "approx",
    Comparator.GE_APPROX: "over",
    Comparator.GE: "over",
    Comparator.GT: "over",
    Comparator.LE: "under",
    Comparator.LT: "under",
    Comparator.RANGE: "range",
}
_TENTH = Decimal("0.05")


def find_retellings(statements: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Yield (later, first) for each figure that tells a fact again, as places in the article."""
    known = _Known()
    for statement in statements:
        sizes = _sizes(statement.metric)
        first = known.first_telling(statement, sizes)
        if first is None:
            known.add(statement, sizes)
        else:
            yield statement.at, first.at


class _Known:
    """The first tellings so far, by their size."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, _OfOneSize] = defaultdict(_OfOneSize)

    def add(self, statement: Statement, sizes: Iterable[Hashable]) -> None:
        for size in sizes:
            self._kept[size].waiting.append(statement)

    def first_telling(self, statement: Statement, sizes: Iterable[Hashable]) -> Statement | None:
        found: dict[int, Statement] = {}
        for size in sizes:
            if size in self._kept:
                for other in self._kept[size].sharing_words(statement):
                    found[other.at] = other
        alike = [other for other in found.values() if _tells_again(statement, other)]
        return min(alike, key=lambda other: other.at, default=None)


class _OfOneSize:
    """Tellings by the pairs of characters of their phrases; most sizes are met once and never asked for."""

    def __init__(self) -> None:
        self.waiting: list[Statement] = []
        self._by_pair: dict[str, list[Statement]] = defaultdict(list)

    def sharing_words(self, statement: Statement) -> Iterator[Statement]:
        for each in self.waiting:
            for pair in _pairs(_plain(each.metric)):
                if len(self._by_pair[pair]) < _MOST_KEPT:
                    self._by_pair[pair].append(each)
        self.waiting.clear()
        for pair in _pairs(_plain(statement.metric)):
            yield from self._by_pair.get(pair, ())


def _sizes(metric: MetricFinding) -> list[Hashable]:
    scale = "counted" if metric.unit not in _MEASURES else metric.unit
    sizes: list[Hashable] = [metric.value]
    if step_of(metric.value) != metric.value:  # 1.3 of 13042, and of 1.3万
        sizes.append(f"e{metric.value.adjusted()}")
    return [(scale, size, metric.per) for size in sizes]


def _tells_again(later: Statement, first: Statement) -> bool:
    if later.sheet_at == first.sheet_at:
        return False
    one, other = later.metric, first.metric
    if not _same_unit(one.unit, other.unit) or one.qualifier != other.qualifier:
        return False
    if not _same_place(one, other) or _apart(one.period, other.period):
        return False
    if not later.owns_phrase and not first.owns_phrase:
        return False
    if one.value == other.value and one.value_max == other.value_max:
        same_hedge = _HEDGES[one.comparator] == _HEDGES[other.comparator]
        return same_hedge and _alike(_plain(one), _plain(other), _floor(one, other))
    return _rounds(one, other) and _alike(_plain(one), _plain(other), _STRICT_LIKE)


def _floor(one: MetricFinding, other: MetricFinding) -> float:
    """How alike the phrases must be: more for a number that many facts share."""
    if one.unit == "percent" or one.value < _SMALL:
        return _STRICT_LIKE
    return _LIKE_AT_HOME if one.place and other.place else _LIKE


def _rounds(one: MetricFinding, other: MetricFinding) -> bool:
    """Whether one number is the other one rounded: 约1.3万 and 13042."""
    if one.value_max is not None or other.value_max is not None or one.unit == "percent":
        return False
    rough, exact = sorted((one, other), key=lambda each: step_of(each.value), reverse=True)
    if step_of(rough.value) == step_of(exact.value) or exact.comparator is not Comparator.EQ:
        return False
    if not rough.value or abs(rough.value - exact.value) > rough.value * _TENTH:
        return False
    if rough.comparator in {Comparator.GE, Comparator.GT, Comparator.GE_APPROX}:
        return rough.value < exact.value <= rough.value + step_of(rough.value)
    return bounds_of(rough).gap(bounds_of(exact)) == 0


def _same_unit(one: str, other: str) -> bool:
    """5支专班 and 专班5个 are one unit: 个 stands for every word that counts things."""
    if one == other:
        return True
    return _GENERIC in {one, other} and not _MEASURES & {one, other}


def _same_place(one: MetricFinding, other: MetricFinding) -> bool:
    if one.place is None or other.place is None:
        return True
    return one.place.name == other.place.name


def _apart(one: Period | None, other: Period | None) -> bool:
    """Whether two periods cannot both be the time of one fact."""
    if one is None or other is None:
        return False
    if one.first and one.last and other.first and other.last:
        return one.last < other.first or other.last < one.first
    return False


def _alike(one: str, other: str, floor: float) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST and short in long:
        return True
    ours, theirs = Counter(_pairs(one)), Counter(_pairs(other))
    both = sum((ours & theirs).values())
    return bool(both) and 2 * both / (sum(ours.values()) + sum(theirs.values())) >= floor


def _plain(metric: MetricFinding) -> str:
    return fold_marks(metric.indicator[:_LONGEST]).translate(_MARKS)


def _pairs(text: str) -> Iterator[str]:
    return (text[at : at + 2] for at in range(max(1, len(text) - 1)))
