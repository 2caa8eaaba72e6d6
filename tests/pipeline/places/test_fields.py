from __future__ import annotations

from archive.pipeline.places.fields import Part, article_fields
from archive.pipeline.values import ArticleDraft, Passage, Piece, Placed, Span


def passage(text: str, start: int) -> Passage:
    return Passage(text, (Piece(0, Span(start, start + len(text))),))


def test_the_headline_is_read_first_and_the_rest_as_printed() -> None:
    draft = ArticleDraft(
        index=0,
        paragraphs=(passage("正文", 0), passage("再文", 30)),
        title=passage("标题", 10),
        bylines=(passage("记者", 20),),
        captions=(Placed(passage("图片", 25), 1),),
    )

    fields = article_fields(draft)

    assert [(field.part, field.text) for field in fields] == [
        (Part.HEAD, "标题"),
        (Part.BYLINE, "记者"),
        (Part.BODY, "正文"),
        (Part.CAPTION, "图片"),
        (Part.BODY, "再文"),
    ]
    assert [field.index for field in fields] == list(range(5))


def test_ascii_and_full_width_marks_end_a_clause_alike() -> None:
    [field] = article_fields(ArticleDraft(0, (passage("甲,乙，丙。丁", 0),)))

    assert [field.clause_at(offset) for offset in (0, 2, 4, 6)] == [0, 1, 2, 3]
    assert [field.sentence_at(offset) for offset in (0, 2, 4, 6)] == [0, 0, 0, 1]


def test_a_field_counts_in_the_source() -> None:
    [field] = article_fields(ArticleDraft(0, (passage("古店鎮黨委", 7),)))

    assert field.text == "古店镇党委"
    assert field.source(0, 3) == Span(7, 10)
