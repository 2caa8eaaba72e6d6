"""However it is written: folding makes writings of one thing equal and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.folding import fold, fold_with_places, folding_table

# Mostly what reports print, some of everything else.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("党黨建+＋ＡAa１1“”\"'‘’《》·　 \n，,。著着瞭薴\u200b五星支部"),
        st.characters(),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    "written",
    [
        "五星支部",
        "“五星”支部",
        '"五星 支部"',
        "五星　支部",
        "《五星》支部",
        "五·星支部",
        "五星\n支部",
    ],
)
def test_quotes_titles_dots_and_spaces_do_not_count(written: str) -> None:
    assert fold(written) == "五星支部"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("四議兩公開", "四议两公开"),
        ("著力提升", "着力提升"),
        ("覈酸檢測", "核酸检测"),
        ("岳村鎭", "岳村镇"),
        ("ＡＢＣ１２３％", "abc123%"),
        ("党建＋", "党建+"),
        ("乡村，振兴", "乡村,振兴"),
        ("⼈⼤", "人大"),
    ],
)
def test_scripts_widths_and_cases_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("党建+", "党建"), ("77%", "77"), ("一约四会", "一约五会"), ("1.3万", "13万")],
)
def test_what_differs_in_meaning_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(TEXTS, TEXTS)
def test_folding_a_part_gives_a_part_of_the_fold(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_each_folded_character_knows_its_place(text: str) -> None:
    folded = fold_with_places(text)

    assert folded.text == fold(text)
    places = [folded.place(at) for at in range(len(folded.text))]
    assert places == sorted(set(places))
    for character, place in zip(folded.text, places, strict=True):
        assert fold(text[place]) == character


def test_a_range_of_the_fold_covers_what_it_was_folded_from() -> None:
    folded = fold_with_places("创建“五星”支部")

    start, end = folded.original(folded.text.index("五"), len(folded.text))

    assert "创建“五星”支部"[start:end] == "五星”支部"


def test_what_is_left_out_is_known_for_every_character() -> None:
    ignored = {code for code, folded in folding_table().items() if folded is None}

    for code in range(0x110000):
        left_out = fold_with_places(chr(code)).left_out
        assert bool(left_out) == (code in ignored), hex(code)
