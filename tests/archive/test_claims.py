"""Which stored fact a finding is, when the rules have changed in between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.claims import Claim, number_characters, pair_claims, same_name, same_number
from archive.pipeline.values import Span

TEXT = "发放贷款59笔1,164万元,两千余人受益,10—20万元的村5个。"


def at(words: str, identity: int | None = None) -> Claim:
    start = TEXT.index(words)
    return Claim(Span(start, start + len(words)), identity)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1,164", "1164万", True),
        ("两千", "两千余", True),
        ("１２", "12", True),
        ("10—20", "10", False),
        ("59", "5", False),
        ("余", "余", False),
    ],
)
def test_a_number_is_known_by_its_digits(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert same_number(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“五星”支部", "五星支部", True),
        ("五星支部", "五星支部创建", True),
        ("五星支部", "五星支部创建活动", False),
        ("岳村", "岳村镇", True),
        ("岳村", "柳村", False),
        ("“”", "“”", False),
    ],
)
def test_a_name_may_gain_two_characters(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert same_name(one, other) is same


def test_a_span_that_moved_by_a_character_is_the_same_figure() -> None:
    stored, found = [at("1,164"), at("59")], [at("59"), at("1,164万")]

    assert pair_claims(stored, found, TEXT, same_number) == {0: 1, 1: 0}


def test_a_range_read_as_two_numbers_is_neither_of_them() -> None:
    assert pair_claims([at("10—20")], [at("10"), at("20万")], TEXT, same_number) == {}


def test_the_same_digits_elsewhere_are_another_figure() -> None:
    text = "党员602人,又说党员602人。"
    first, second = Span(2, 5), Span(text.rindex("602"), text.rindex("602") + 3)

    assert pair_claims([Claim(first)], [Claim(second)], text, same_number) == {}


def test_at_one_span_the_same_program_comes_before_another() -> None:
    stored, found = [at("贷款", 1), at("贷款", 2)], [at("贷款", 2), at("贷款", 3)]

    assert pair_claims(stored, found, TEXT, same_name) == {0: 1, 1: 0}


spans = st.builds(
    lambda start, length: Span(start, start + length),
    st.integers(0, len(TEXT) - 6),
    st.integers(1, 6),
)
claims = st.lists(st.builds(Claim, spans, st.integers(0, 2)), max_size=12, unique=True)


@given(claims, claims)
def test_each_fact_and_each_finding_is_paired_once_and_equal_ones_always(
    stored: list[Claim], found: list[Claim]
) -> None:
    pairs = pair_claims(stored, found, TEXT, same_number)

    assert len(set(pairs.values())) == len(pairs)
    for new, claim in enumerate(found):
        if claim in stored:
            assert stored[pairs[new]] == claim
    for new, old in pairs.items():
        printed = [TEXT[c.span.start : c.span.end] for c in (stored[old], found[new])]
        assert stored[old].span.overlaps(found[new].span)
        assert stored[old].span == found[new].span or len({*map(number_characters, printed)}) == 1
