"""Which script a text is in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.text.script import find_script, simplify
from archive.pipeline.values import Script


def test_simplified_residue_does_not_make_a_traditional_text_simplified() -> None:
    assert (
        find_script("古店鎮黨委堅持黨建引領，解決“抓什么、怎么抓”的問題，干部志愿服務")
        is Script.HANT
    )


def test_mainland_text_is_simplified() -> None:
    assert find_script("古店镇党委坚持党建引领") is Script.HANS


def test_a_text_without_a_telling_character_counts_as_simplified() -> None:
    assert find_script("2022-09-28 Party") is Script.HANS


def test_names_are_given_in_simplified_characters() -> None:
    assert simplify("中新網山西") == "中新网山西"


@given(st.text(max_size=60))
def test_simplifying_never_moves_a_character(text: str) -> None:
    assert len(simplify(text)) == len(text)
