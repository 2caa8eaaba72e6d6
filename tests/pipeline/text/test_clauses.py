from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.text.clauses import lay_out
from archive.pipeline.values import Span


def test_ascii_and_full_width_commas_end_a_clause_but_not_inside_a_number() -> None:
    text = "投入1,164万元,建成，3个"

    layout = lay_out(text)

    assert text[slice(*_ends(layout.clause_at(3)))] == "投入1,164万元,"
    assert text[slice(*_ends(layout.clause_at(11)))] == "建成，"


def test_a_closing_quote_belongs_to_the_sentence_it_closes() -> None:
    text = "他说：“好。”后来"

    assert lay_out(text).sentence_at(3) == Span(0, 7)


def test_a_semicolon_ends_a_group_and_not_the_sentence() -> None:
    text = "甲村建成;乙村投产。"

    layout = lay_out(text)

    assert layout.group_at(6) == Span(5, 10)
    assert layout.sentence_at(6) == Span(0, 10)


@given(st.text(alphabet="甲1,，;；。!”“ ", min_size=1, max_size=60))
def test_every_offset_lies_in_its_clause_its_group_and_its_sentence(text: str) -> None:
    layout = lay_out(text)

    for offset in range(len(text)):
        for span in (layout.clause_at(offset), layout.group_at(offset), layout.sentence_at(offset)):
            assert span.start <= offset < span.end


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def test_no_comma_that_parts_thousands_ends_a_clause() -> None:
    for number in ("65，000", "65,000", "65, 000"):
        text = f"发放物资{number}件，建成"

        assert _ends(lay_out(text).clause_at(0)) == (0, text.index("建"))


def test_a_full_width_comma_before_fewer_or_more_figures_ends_a_clause() -> None:
    text = "门牌12，2000人到场"

    assert _ends(lay_out(text).clause_at(0)) == (0, 5)


def test_what_numbers_the_members_of_a_list_is_in_no_clause_of_theirs() -> None:
    for text in ("1.发展党员。2.培训", "（一）发展党员；（二）培训", "一、发展党员，二、培训"):
        for word in ("发展", "培训"):
            assert lay_out(text).clause_start(text.index(word)) == text.index(word)


def test_a_number_in_a_circle_begins_a_clause() -> None:
    text = "①建成5家②带动300户"

    assert lay_out(text).clause_start(text.index("带动")) == text.index("带动")


def test_a_number_with_a_point_or_listed_figures_number_no_list() -> None:
    for text in ("1.5万元到位", "3、5日开会", "一、二、三产业"):
        assert lay_out(text).clause_at(len(text) - 1).end > 0
        assert lay_out(text).clause_start(len(text) - 1) == 0
