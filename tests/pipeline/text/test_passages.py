"""Passages keep the place of each character through every cut."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.text.passages import cut, glue, part, strip, without
from archive.pipeline.values import Passage, Span

SOURCE = "\n\n　岳村镇坚持党建引领，\n\n扎实推进乡村振兴。 "
TWO_LINES = cut(SOURCE, Span(3, 13), Span(15, 24))


def reads(passage: Passage, source: str) -> bool:
    return passage.text == "".join(source[p.span.start : p.span.end] for p in passage.pieces)


def test_a_cut_leaves_out_what_stands_between_its_spans() -> None:
    assert TWO_LINES.text == "岳村镇坚持党建引领，扎实推进乡村振兴。"


@given(st.data())
def test_a_part_reads_as_its_slice_and_stands_where_it_stood(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TWO_LINES.text)))
    end = data.draw(st.integers(start, len(TWO_LINES.text)))

    piece = part(TWO_LINES, start, end)

    assert piece.text == TWO_LINES.text[start:end]
    assert reads(piece, SOURCE)


def test_stripping_moves_the_span_with_the_text() -> None:
    bare = strip(cut(SOURCE, Span(0, 14)))

    assert bare.text[0] == "岳"
    assert bare.span.start == 3


@given(st.integers(0, 19), st.integers(0, 19))
def test_gluing_the_parts_gives_the_whole_back(one: int, two: int) -> None:
    low, high = sorted((min(one, len(TWO_LINES.text)), min(two, len(TWO_LINES.text))))
    ends = [0, low, high, len(TWO_LINES.text)]

    again = glue(part(TWO_LINES, a, b) for a, b in pairwise(ends))

    assert again.text == TWO_LINES.text
    assert reads(again, SOURCE)


def test_dropped_ranges_leave_the_rest_in_place() -> None:
    kept = without(TWO_LINES, [(2, 5), (7, 8)])

    assert kept.text == "岳村党建领，" + TWO_LINES.text[10:]
    assert reads(kept, SOURCE)
