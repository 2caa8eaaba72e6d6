"""Where names stand in a list from A to Z."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pinyin import PLACES, sort_key


def test_names_stand_by_number_then_syllable_by_syllable() -> None:
    names = [
        "县域治理",
        "12345热线",
        "西安品牌",
        "“1234”工作法",
        "AI+党建",
        "一岗双责",
        "“重阳节”活动",
    ]

    in_order = sorted(names, key=sort_key)

    assert in_order == [
        "“1234”工作法",
        "12345热线",
        "AI+党建",
        "“重阳节”活动",
        "西安品牌",
        "县域治理",
        "一岗双责",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("“五星”支部", "五星支部"), ("黨建引領", "党建引领"), ("Ｖ型", "v型"), ("1 + 1", "“1+1”")],
)
def test_quotes_script_and_width_do_not_part_names(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


def test_names_of_places_are_read_as_people_there_read_them() -> None:
    rows = [line.split(",") for line in PLACES.read_text(encoding="utf-8").splitlines()[1:]]

    for name, reading in rows:
        assert sort_key(name) == "".join(f"{syllable}0" for syllable in reading.split()), name


@given(st.text(max_size=40))
def test_a_key_is_ascii_whatever_the_name(name: str) -> None:
    key = sort_key(name)

    assert key.isascii()
    assert not key or key.isalnum()
