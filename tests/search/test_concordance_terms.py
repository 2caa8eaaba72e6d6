"""The terms box: plain parting, quotation marks, and what is refused in words."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.concordance.terms import (
    MAX_TERM_CHARACTERS,
    MAX_TERMS,
    MAX_TYPED_CHARACTERS,
    Term,
    read_terms,
)
from search.query.parse import QueryRefused
from search.text.folding import fold


def texts(typed: str) -> list[str]:
    """The terms as typed."""
    return [term.text for term in read_terms(typed).terms]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        ("  　", []),
        ("支部", ["支部"]),
        ("支部 积分　鸭", ["支部", "积分", "鸭"]),
        ("支部、积分，网格;村务；党建", ["支部", "积分", "网格", "村务", "党建"]),
        ("1,000元 3,5,七", ["1,000元", "3,5", "七"]),
        ('"Party building" 党建+', ["Party building", "党建+"]),
        ("“五星 支部” 「四议、两公开」", ["五星 支部", "四议、两公开"]),
        ("“五星”支部", ["“五星”支部"]),
        ('"支部 积分', ['"支部', "积分"]),
        ("标题:支部 -积分 A OR B", ["标题:支部", "-积分", "A", "OR", "B"]),
    ],
)
def test_terms_are_parted_plainly(typed: str, expected: list[str]) -> None:
    assert texts(typed) == expected


def test_two_writings_of_one_term_count_once() -> None:
    terms = read_terms("党建 黨建 ＰＡＲＴＹ party")

    assert [term.text for term in terms.terms] == ["党建", "ＰＡＲＴＹ"]
    assert [term.text for term in terms.merged] == ["黨建", "party"]
    assert terms.named("党建") == Term("党建", "党建")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("一 二 三 四 五 六", f"最多数 {MAX_TERMS} 个"),
        ("支部 ——", "“——”里没有汉字"),
        ("“”", "没有汉字"),
        ("+", "没有汉字"),
        ("字" * (MAX_TERM_CHARACTERS + 1), f"最多 {MAX_TERM_CHARACTERS} 个字"),
        ("字 " * MAX_TYPED_CHARACTERS, f"最多 {MAX_TYPED_CHARACTERS} 个"),
    ],
)
def test_what_cannot_be_counted_is_said(typed: str, said: str) -> None:
    with pytest.raises(QueryRefused, match=said):
        read_terms(typed)


@given(st.text(max_size=60))
def test_any_text_gives_terms_or_a_sentence(typed: str) -> None:
    terms: tuple[Term, ...] = ()
    with suppress(QueryRefused):
        terms = read_terms(typed).terms

    assert all(term.folded == fold(term.text) and term.folded for term in terms)
    assert len({term.folded for term in terms}) == len(terms)
