from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.metrics.amounts import find_amounts
from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import Comparator
from tests.pipeline.metric_texts import RULES

DIGITS = "零一二三四五六七八九"
STEPS = ("", "十", "百", "千")


def ends(text: str) -> tuple[Decimal, Decimal | None]:
    """The value and upper value of the only amount in `text`."""
    [amount] = find_amounts(fold_text(text), RULES)
    return amount.value, amount.value_max


def chinese(number: int) -> str:
    """`number` below ten thousand as Chinese writes it: 1203 is 一千二百零三."""
    printed, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(printed)
            continue
        printed += ("零" if gap else "") + DIGITS[digit] + STEPS[place]
        gap = False
    return printed


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("三四百人", 300, 400), ("二三十户", 20, 30), ("十七八人", 17, 18), ("两三万元", 20000, 30000),
     ("三五百株", 300, 500), ("七八十场", 70, 80)],
)  # fmt: skip
def test_two_digits_side_by_side_are_one_or_the_other(text: str, low: int, high: int) -> None:
    assert ends(text) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "value"),
    [("3万5千元", 35000), ("1亿2000万元", 120000000), ("1万2000元", 12000), ("2亿5百万元", 205000000),
     ("1 200人", 1200), ("1,164.5万元", 11645000), ("12 345 678元", 12345678), ("３，２００人", 200)],
)  # fmt: skip
def test_what_stands_behind_a_multiplier_and_between_thousands_is_read(
    text: str, value: int
) -> None:
    assert ends(text) == (Decimal(value), None)


@pytest.mark.parametrize("text", ["三四个人", "五六人", "九一个", "3万5万元户"])
def test_small_guesses_and_nonsense_are_no_numbers(text: str) -> None:
    assert all(amount.value >= 10 for amount in find_amounts(fold_text(text), RULES))


@given(st.integers(min_value=20, max_value=9999))
def test_a_number_written_in_five_ways_is_read_back(number: int) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    ways = [str(number), f"{number:,}", f"{number:,}".replace(",", " "), wide, chinese(number)]

    for way in ways:
        assert ends(f"植树{way}株") == (Decimal(number), None), way


@given(
    st.decimals(min_value="0.01", max_value="9999", places=2),
    st.sampled_from([("万", 10**4), ("亿", 10**8), ("百万", 10**6)]),
)
def test_a_decimal_times_its_multiplier_is_exact(
    number: Decimal, multiplier: tuple[str, int]
) -> None:
    printed, times = multiplier

    assert ends(f"投入{number}{printed}元") == (number * times, None)


@given(
    st.integers(min_value=2, max_value=9998),
    st.sampled_from(
        [
            ("近{}", "lt_approx"),
            ("约{}", "approx"),
            ("超{}", "gt"),
            ("不少于{}", "ge"),
            ("不足{}", "lt"),
        ]
    ),
)
def test_every_hedge_is_read_with_every_number(number: int, hedge: tuple[str, str]) -> None:
    form, comparator = hedge

    [amount] = find_amounts(f"覆盖{form.format(number)}户", RULES)

    assert amount.value == number
    assert amount.comparator is Comparator(comparator)


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=1, max_value=999))
def test_a_range_is_read_whatever_joins_its_ends(low: int, width: int) -> None:
    for dash in "—–-~至到":
        assert ends(f"补贴{low}{dash}{low + width}元") == (Decimal(low), Decimal(low + width))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("发放物资65，000件", 65_000),
        ("发放物资12, 000件", 12_000),
        ("投入1，000，000元", 1_000_000),
    ],
)
def test_a_full_width_comma_or_one_with_a_space_parts_full_thousands(text: str, value: int) -> None:
    assert ends(text) == (Decimal(value), None)


def test_figures_listed_with_full_width_commas_are_no_number_of_thousands() -> None:
    [amount] = find_amounts("奖金为100，200，300元", RULES)

    assert amount.value == 300


def test_no_figure_begins_with_noughts() -> None:
    assert list(find_amounts("编为1234，000件", RULES)) == []
