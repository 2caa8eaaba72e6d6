from __future__ import annotations

from archive.pipeline.metrics.hedges import Hedge, find_hedge, hedge_rules
from archive.pipeline.values import Comparator, Span
from tests.pipeline.metric_texts import RULES


def hedge_of(before: str, number: str, behind: str, *, inside: bool = False) -> Hedge:
    span = Span(len(before), len(before) + len(number))
    return find_hedge(before + number + behind, span, hedge_rules(RULES.comparators), inside=inside)


def test_a_plain_number_is_exact_and_its_span_does_not_grow() -> None:
    assert hedge_of("建成", "3个", "广场") == Hedge(Comparator.EQ, Span(2, 4))


def test_the_longest_hedge_before_the_number_is_read() -> None:
    assert hedge_of("不超过", "3个", "").comparator is Comparator.LE
    assert hedge_of("超过", "3个", "").comparator is Comparator.GT


def test_a_hedge_behind_outweighs_one_inside_and_that_one_before() -> None:
    assert hedge_of("近", "30余人", "", inside=True).comparator is Comparator.GE_APPROX
    assert hedge_of("近", "30余人", "以上", inside=True).comparator is Comparator.GE


def test_the_span_holds_every_hedge() -> None:
    assert hedge_of("近", "30余人", "以上", inside=True).span == Span(0, 7)


def test_a_word_that_ends_like_a_hedge_is_none() -> None:
    assert hedge_of("附近", "30人", "").comparator is Comparator.EQ
