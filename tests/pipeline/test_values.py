"""Passages know where each character came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.values import Passage, Piece, Span

GAPS = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 4)), min_size=1, max_size=20)


def make_passage(runs: list[tuple[int, int]]) -> tuple[Passage, str]:
    """A passage of runs of characters with gaps left out between them, and its source."""
    source, text, pieces = "", "", []
    for length, gap in runs:
        words = "".join(chr(0x4E00 + len(source) + i) for i in range(length))
        pieces.append(Piece(len(text), Span(len(source), len(source) + length)))
        source, text = source + words + "\n" * gap, text + words
    return Passage(text, tuple(pieces)), source


@given(GAPS)
def test_every_character_is_where_the_source_has_it_and_back(runs: list[tuple[int, int]]) -> None:
    passage, source = make_passage(runs)

    for at, character in enumerate(passage.text):
        span = passage.to_source(at, at + 1)
        assert source[span.start : span.end] == character
        assert passage.from_source(span.start) == at


@given(GAPS)
def test_a_character_left_out_stands_nowhere_in_the_passage(runs: list[tuple[int, int]]) -> None:
    passage, source = make_passage(runs)

    gaps = [offset for offset, character in enumerate(source) if character == "\n"]

    assert all(passage.from_source(offset) is None for offset in gaps)
    assert passage.from_source(len(source) + 7) is None


def test_a_passage_whose_pieces_do_not_add_up_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="3 characters, 2 of them placed"):
        Passage("一二三", (Piece(0, Span(0, 2)),))
