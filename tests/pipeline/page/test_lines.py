"""Lines of the page: markup off, wrapped text unwrapped, wide spaces cut."""

from __future__ import annotations

import pytest

from archive.pipeline.page.lines import read_lines
from archive.pipeline.page.printed_line import is_closed
from archive.pipeline.page.wraps import find_wrap
from archive.pipeline.values import Container, Decoded, RepairKind

PARAGRAPH = (
    "近年来，岳村镇以提升基层组织的战斗力和凝聚力为落脚点，聚焦制度落实、作风建设、典型引领三个方面，"
    "因地制宜、对标对表，不断加强基层组织规范化建设，为辖区经济社会高质量发展提供坚强的组织保证。"
)


def decoded(text: str, container: Container = Container.TEXT) -> Decoded:
    return Decoded(text, "utf-8", container, 1.0)


def wrapped(paragraph: str, width: int) -> str:
    return "\n".join(paragraph[i : i + width] for i in range(0, len(paragraph), width))


def test_a_line_knows_the_blank_lines_above_it() -> None:
    lines = read_lines(decoded("一\n\n \n二\r\n三\n")).lines

    assert [(line.text, line.gap) for line in lines] == [("一", 0), ("二", 2), ("三", 0)]


def test_white_space_around_a_line_is_left_out_and_the_indent_noted() -> None:
    [line] = read_lines(decoded("　　岳村镇召开会议。  \n")).lines

    assert line.text == "岳村镇召开会议。"
    assert line.indented
    assert line.passage.span.start == 2


def test_heading_marks_are_taken_off_and_recorded() -> None:
    found = read_lines(decoded("# 创新党建促发展\n\n## 抓住总开关\n"))

    assert [(line.text, line.level) for line in found.lines] == [
        ("创新党建促发展", 1),
        ("抓住总开关", 2),
    ]
    assert {repair.kind for repair in found.repairs} == {RepairKind.DROPPED_MARKUP}


def test_bold_links_and_bullets_of_a_markdown_file_are_taken_off() -> None:
    text = "- **岳村镇**召开[推进会](http://example.org/a)。\n> 引用一句。\n"

    lines = read_lines(decoded(text, Container.MARKDOWN)).lines

    assert [line.text for line in lines] == ["岳村镇召开推进会。", "引用一句。"]


def test_stars_in_a_plain_text_stay() -> None:
    [line] = read_lines(decoded("评为**级支部。")).lines

    assert line.text == "评为**级支部。"


@pytest.mark.parametrize("width", [18, 20, 35])
def test_text_wrapped_at_a_width_is_read_as_its_paragraphs(width: int) -> None:
    text = wrapped(PARAGRAPH, width) + "\n　　" + wrapped(PARAGRAPH, width)

    lines = read_lines(decoded(text)).lines

    assert [line.text for line in lines] == [PARAGRAPH, PARAGRAPH]


def test_text_wrapped_at_a_number_of_columns_is_unwrapped_too() -> None:
    paragraph = (
        PARAGRAPH
        + "2021年,全镇10个村中收入10—20万元的村5个,20—50万元的村2个,建站12345个,投入678.90万元。"
        * 2
    )
    text, column = "", 0
    for character in paragraph:
        width = 2 if character > "\u2e7f" else 1
        if column + width > 40:
            text, column = text + "\n", 0
        text, column = text + character, column + width

    lines = read_lines(decoded(text)).lines

    assert [line.text for line in lines] == [paragraph]


def test_a_short_headline_above_wrapped_text_stays_a_line_of_its_own() -> None:
    lines = read_lines(decoded("岳村镇抓实党建\n" + wrapped(PARAGRAPH, 20))).lines

    assert [line.text for line in lines] == ["岳村镇抓实党建", PARAGRAPH]


def test_every_unwrapped_line_break_is_recorded() -> None:
    text = wrapped(PARAGRAPH * 2, 20)

    found = read_lines(decoded(text))

    assert len(found.repairs) == text.count("\n")


def test_lines_of_many_lengths_are_not_taken_for_wrapped() -> None:
    assert find_wrap([PARAGRAPH[:n] for n in (5, 90, 30, 12, 60, 44, 20)]) is None


def test_paragraphs_squeezed_into_one_line_are_cut_at_wide_spaces() -> None:
    lines = read_lines(decoded("第一段讲制度。　　第二段讲人。 仍是第二段。")).lines

    assert [line.text for line in lines] == ["第一段讲制度。", "第二段讲人。 仍是第二段。"]


@pytest.mark.parametrize("text", ["提升。", "提升！”", "如下：", "……", "发展。（完）", "It ends."])
def test_a_sentence_end_closes_a_line(text: str) -> None:
    assert is_closed(text)


@pytest.mark.parametrize(
    "text", ["课程讲", "让群众“上访”", "研究谋划党建工作,", "投资500万元(含税)", "增长3."]
)
def test_a_quotation_mark_or_comma_alone_closes_nothing(text: str) -> None:
    assert not is_closed(text)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_cut_after_every_so_many_characters_is_put_together(end: str) -> None:
    whole = f"支部领航富百姓\n石泉日报记者 周建平\n\n{PARAGRAPH}\n\n{PARAGRAPH}"
    cut = end.join(whole[at : at + 19] for at in range(0, len(whole), 19)).replace("\n", end)

    found = read_lines(decoded(cut.replace("\r\r", "\r")))

    assert [line.text for line in found.lines] == whole.replace("\n\n", "\n").split("\n")


def test_lines_of_one_length_that_are_sentences_are_not_put_together() -> None:
    lines = [f"第{n}支部组织党员学习文件。" for n in "一二三四五六七八"]

    found = read_lines(decoded("\n".join(lines)))

    assert [line.text for line in found.lines] == lines


def test_paragraphs_filled_to_about_a_width_are_put_together() -> None:
    lengths = (30, 28, 31, 29)
    lines, at = [], 0
    for length in lengths:
        lines.append(PARAGRAPH[at : at + length])
        at += length
    filled = "\n".join(lines) + "。"
    text = "支部领航\n\n" + "".join(f"　　{filled}\n" for _ in range(2))

    found = read_lines(decoded(text))

    whole = PARAGRAPH[:at] + "。"
    assert [line.text for line in found.lines] == ["支部领航", whole, whole]
    assert len(found.repairs) == 2 * (len(lengths) - 1)


def test_headlines_listed_one_below_another_are_not_put_together() -> None:
    lines = [
        "林口镇召开党建工作推进会议",
        "云山镇党员进山护林二十天",
        "河湾镇支部办起共享农机站",
    ] * 2

    found = read_lines(decoded("\n".join(lines)))

    assert [line.text for line in found.lines] == lines


def test_a_headline_broken_between_its_words_is_one() -> None:
    assert [
        line.text for line in read_lines(decoded(f"党旗飘扬\n在田间\n\n{PARAGRAPH}")).lines
    ] == [
        "党旗飘扬在田间",
        PARAGRAPH,
    ]
