from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.text.numerals import parse_chinese, parse_figures, plain


@pytest.mark.parametrize(
    ("printed", "value"),
    [("四", "4"), ("两", "2"), ("十", "10"), ("十五", "15"), ("三百", "300"), ("一千六百", "1600"),
     ("一千零六", "1006"), ("三万五千", "35000"), ("二亿三千万", "230000000"), ("百", "100"),
     ("七十八点七", "78.7")],
)  # fmt: skip
def test_a_chinese_numeral_has_its_exact_value(printed: str, value: str) -> None:
    assert parse_chinese(printed) == Decimal(value)


@pytest.mark.parametrize("printed", ["三五", "二〇二二", "七十点", "甲"])
def test_what_is_no_single_number_has_no_value(printed: str) -> None:
    assert parse_chinese(printed) is None


@given(st.integers(min_value=1, max_value=9_999))
def test_every_number_below_ten_thousand_is_read_back(number: int) -> None:
    assert parse_chinese(_in_words(number)) == number


def test_a_thousands_comma_is_no_decimal_point() -> None:
    assert parse_figures("2,241.1") == Decimal("2241.1")


@given(st.decimals(min_value=0, max_value=10**12, places=3))
def test_the_plain_form_keeps_the_value_and_has_no_exponent(value: Decimal) -> None:
    assert plain(value) == value
    assert "E" not in str(plain(value))


def _in_words(number: int) -> str:
    words, gap = "", False
    for step, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, step)
        if digit:
            words += ("零" if gap else "") + "零一二三四五六七八九"[digit] + unit
            gap = False
        else:
            gap = bool(words)
    return words
