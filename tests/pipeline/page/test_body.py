"""The body of an article."""

from __future__ import annotations

from archive.pipeline.page.body import Body, read_body
from archive.pipeline.page.classify import classify
from archive.pipeline.page.lines import read_lines
from archive.pipeline.values import Container, Decoded

PROSE = (
    "岳村镇坚持党建引领，扎实推进乡村振兴各项工作，全镇集体经济收入稳步增长，群众获得感不断增强。"
)


def body(text: str) -> Body:
    blocks = classify(read_lines(Decoded(text, "utf-8", Container.TEXT, 1.0)).lines)
    return read_body(blocks, foreign=(), signatures=())


def test_the_paragraph_below_a_label_is_the_summary_and_the_next_is_not() -> None:
    found = body(f"核心提示\n{PROSE}\n近年来，{PROSE}")

    assert [passage.text for passage in found.summary] == [PROSE]
    assert [passage.text for passage in found.paragraphs] == [f"近年来，{PROSE}"]
    assert [passage.text for passage in found.noise] == ["核心提示"]


def test_headings_and_captions_know_how_many_paragraphs_stand_above_them() -> None:
    found = body(f"{PROSE}\n图为村民在采摘草莓。\n抓好队伍建设\n{PROSE}")

    assert [(c.passage.text, c.after) for c in found.captions] == [("图为村民在采摘草莓。", 1)]
    assert [(h.passage.text, h.after) for h in found.headings] == [("抓好队伍建设", 1)]


def test_a_dateline_is_taken_off_the_first_paragraph_only() -> None:
    found = body(f"本报讯（记者 王小明）{PROSE}\n本报讯（记者 李四）{PROSE}")

    assert found.paragraphs[0].text == PROSE
    assert found.paragraphs[1].text.startswith("本报讯")
    assert [author.name for author in found.authors] == ["王小明"]


def test_a_byline_is_taken_off_the_end_of_the_first_and_the_last_paragraph() -> None:
    found = body(f"{PROSE}全媒体记者 王献伟 文/图\n{PROSE}\n{PROSE}（通讯员 李四）")

    assert [passage.text for passage in found.paragraphs] == [PROSE] * 3
    assert [passage.text for passage in found.signed] == [
        "全媒体记者 王献伟 文/图",
        "（通讯员 李四）",
    ]
    assert [author.name for author in found.authors] == ["王献伟", "李四"]


def test_an_author_named_twice_is_one_author_with_the_first_role() -> None:
    found = body(f"本报记者 胡晨\n{PROSE}\n作者：胡晨")

    assert [(author.name, author.role) for author in found.authors] == [("胡晨", "本报记者")]
