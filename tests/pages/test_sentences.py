"""Sentences of a paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.reading.sentences import sentence_around, shorten, split_sentences


@given(st.text(alphabet="党建。；;！?”’) \n", max_size=60))
def test_the_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentence.text for sentence in split_sentences(text)) == text


def test_a_closing_quotation_mark_belongs_to_the_sentence_it_closes() -> None:
    text = "“怎么抓?抓什么?提供了抓手。”在岳村镇会上,张磊讲道。"

    assert sentence_around(text, text.index("岳村镇"), text.index("岳村镇") + 3) == (
        "在岳村镇会上,张磊讲道。"
    )


def test_a_semicolon_ends_a_clause_but_no_whole_sentence() -> None:
    first, second = split_sentences("召开会议15次;整改70余条。”")

    assert (first.whole, second.whole) == (False, True)


def test_words_across_two_sentences_bring_both() -> None:
    assert sentence_around("甲。乙。丙。", 1, 3) == "甲。乙。"


def test_a_sentence_without_end_is_cut_around_the_figure() -> None:
    text = "岳村镇有党员," * 10_000 + "共602人," + "岳村镇有党员," * 10_000
    start = text.index("602")

    around = sentence_around(text, start, start + 3)

    assert "共602人" in around
    assert around.startswith("…")
    assert around.endswith("…")
    assert len(around) < 1000


def test_a_text_is_shortened_to_so_many_characters_with_the_mark() -> None:
    assert [shorten("甲乙丙丁", most) for most in (5, 4, 3, 1)] == [
        "甲乙丙丁",
        "甲乙丙丁",
        "甲乙…",
        "…",
    ]
