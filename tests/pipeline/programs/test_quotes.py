from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.programs.quotes import (
    LONGEST,
    counts_twice,
    find_quotations,
    is_formula,
    is_label,
    is_listing,
    is_pun,
    names_years,
)


def labels(text: str) -> list[str]:
    return [quotation.label for quotation in find_quotations(text)]


def test_nested_marks_are_paired_from_the_inside() -> None:
    assert labels("“推进‘五星’支部和“双绑”机制”") == [
        "推进‘五星’支部和“双绑”机制",
        "五星",
        "双绑",
    ]


def test_an_unclosed_mark_takes_nothing_with_it() -> None:
    assert labels("突出“一、三产业融合发展。推广“双绑”机制") == ["双绑"]
    assert labels("多了一个”的“先锋贷”") == ["先锋贷"]


def test_straight_marks_pair_within_a_sentence() -> None:
    assert labels('实施"头雁"工程。他说"好') == ["头雁"]


def test_two_marks_of_one_kind_make_a_crooked_pair_only_where_neither_is_paired() -> None:
    found = find_quotations("“板凳“工作法,“五查”,”屋场”会")

    pairs = [(each.label, each.crooked) for each in found if is_label(each.label)]
    assert pairs == [("板凳", True), ("五查", False), ("屋场", True)]


def test_a_straight_mark_after_a_full_stop_closes_the_speech_it_ends() -> None:
    assert labels('"看支部。"他说"头雁"工程') == ["头雁"]


def test_one_character_is_a_play_on_words_and_no_label() -> None:
    assert is_pun("新")
    assert not is_pun("N")
    assert not is_label("新")


@given(st.text(alphabet='“”‘’"甲乙。\n', max_size=60))
def test_a_quotation_holds_its_label_between_two_marks(text: str) -> None:
    for quotation in find_quotations(text):
        assert text[quotation.start + 1 : quotation.end - 1] == quotation.label
        assert 0 < len(quotation.label) <= LONGEST


@pytest.mark.parametrize(
    "label", ["三会一课", "1234", "1+N", "五查", "一有七中心", "双报到、双报告、双服务"]
)
def test_a_formula_counts(label: str) -> None:
    assert is_formula(label)
    assert is_listing(label)


@pytest.mark.parametrize("label", ["四类案件", "五项", "先锋贷", "农业、文化", "三家"])
def test_counting_things_is_no_formula(label: str) -> None:
    assert not is_formula(label)


def test_a_listing_has_short_parts() -> None:
    assert is_listing("党建领、党建抓、党建促")
    assert not is_listing("抓好党建是最大政绩")


def test_two_numbers_make_a_formula_that_stands_alone() -> None:
    assert counts_twice("两覆盖四互动一志愿")
    assert not counts_twice("五查")


def test_years_are_told_from_other_numbers() -> None:
    assert names_years("三年强村")
    assert not names_years("三零")


@pytest.mark.parametrize(
    "label", ["没事了就到社区打打球。", "甲", "这里写了很长很长很长很长的一句没有停顿的话"]
)
def test_speech_is_no_label(label: str) -> None:
    assert not is_label(label)
