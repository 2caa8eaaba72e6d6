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


def test_about_counts_with_a_verb_between_it_and_the_number() -> None:
    for before in ("约占", "约占总数的", "约有", "约合", "大约达到", "大约在", "大概有"):
        assert hedge_of(before, "20%", "") == Hedge(
            Comparator.APPROX, Span(len(before), len(before) + 3), ("comparator.about_far",)
        )


def test_what_was_agreed_on_is_not_about_a_number() -> None:
    for before in ("签约有", "公约在", "预约达到", "约请专家培训"):
        assert hedge_of(before, "20户", "").comparator is Comparator.EQ


def test_around_an_amount_is_about_it() -> None:
    assert hedge_of("在", "1万元", "前后,").comparator is Comparator.APPROX
    assert hedge_of("在", "3人", "前后夹击").comparator is Comparator.EQ


def test_a_share_and_a_little_more_is_more_than_the_share() -> None:
    assert hedge_of("占", "1/4", "强。").comparator is Comparator.GT
    assert hedge_of("占", "1/4", "强村").comparator is Comparator.EQ
