from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.text.folding import fold_text


def test_traditional_and_full_width_become_what_the_rules_are_written_in() -> None:
    assert fold_text("著力打造１０％「示範點」") == "着力打造10%“示范点”"


@given(st.text(max_size=200))
def test_folding_never_moves_a_character(text: str) -> None:
    assert len(fold_text(text)) == len(text)
