"""Where a span of the source stands on the page."""

from __future__ import annotations

from archive.reading.body import read_body

#         0         1         2
#         0123456789012345678901234567
SOURCE = "甲题\n开头一句,未完\n接着说完。\n图片说明\n小标题\n末段。"
CONTENT = {
    "summary": [],
    "paragraphs": [
        # The line break at 10 was dropped when the sentence was joined.
        {"text": "开头一句,未完接着说完。", "pieces": [[0, 3, 10], [7, 11, 16]]},
        {"text": "末段。", "pieces": [[0, 26, 29]]},
    ],
    "headings": [{"passage": {"text": "小标题", "pieces": [[0, 22, 25]]}, "after": 1}],
    "captions": [{"passage": {"text": "图片说明", "pieces": [[0, 17, 21]]}, "after": 1}],
}


def test_blocks_come_in_print_order_with_their_anchors() -> None:
    body = read_body(CONTENT)

    assert [block.anchor for block in body.blocks] == ["p1", "c1", "s1", "p2"]


def test_every_character_of_every_block_is_found_at_its_place() -> None:
    body = read_body(CONTENT)

    for block in body.blocks:
        for piece in block.passage.pieces:
            for offset in range(piece.span.start, piece.span.end):
                found = body.locate(offset, offset + 1)
                assert found is not None
                assert found.block is block
                assert found.text == SOURCE[offset]


def test_a_span_over_a_joined_line_reads_without_the_break() -> None:
    found = read_body(CONTENT).locate(8, 13)

    assert found is not None
    assert found.text == "未完接着"


def test_a_span_over_the_end_of_a_paragraph_stops_there() -> None:
    found = read_body(CONTENT).locate(14, 19)

    assert found is not None
    assert (found.block.anchor, found.text) == ("p1", "完。")


def test_a_span_in_the_headline_stands_in_no_block() -> None:
    assert read_body(CONTENT).locate(0, 2) is None


def test_an_article_without_content_has_no_blocks() -> None:
    assert read_body({}).blocks == ()
