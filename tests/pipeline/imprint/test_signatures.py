"""What is signed inside a paragraph."""

from __future__ import annotations

import pytest

from archive.pipeline.imprint.signatures import (
    glued_byline,
    glued_source,
    parse_sender,
    read_signatures,
    signed_from,
)


def test_a_byline_is_found_after_the_last_sentence() -> None:
    text = "实现了高质量。郑报全媒体记者 张朝晖 文/图"

    start = signed_from(text)

    assert start == text.index("郑报")


def test_a_bracketed_byline_is_found_at_the_end() -> None:
    text = "实现了高质量。（记者 张朝晖 通讯员 李四）"

    assert signed_from(text) == text.index("（")


@pytest.mark.parametrize(
    "text", ["实现了高质量。", "实现了高质量", "“记者 张三”说。", "（来源 高里街道办事处）"]
)
def test_a_paragraph_without_a_byline_keeps_its_end(text: str) -> None:
    assert signed_from(text) is None


@pytest.mark.parametrize(
    ("tail", "names"),
    [
        ("（张三 李四）", ["张三", "李四"]),
        ("(秦友维、龙强)", ["秦友维", "龙强"]),
        ("（周溪镇 曹子杰）", ["曹子杰"]),
        ("（供稿：南驿镇党委 徐慧）", ["徐慧"]),
        ("（新华每日电讯记者李云平）", ["李云平"]),
        ("通讯员 张三 编辑 李四 校对 王五", ["张三"]),
        ("扬江晚报记者 黄玉琴校对 盛媛媛", ["黄玉琴"]),
        ("（李勇 赵雪敏）来源：石泉晚报", ["李勇", "赵雪敏"]),
        ("（陈立新）（完）", ["陈立新"]),
    ],
)
def test_those_who_sign_behind_the_last_sentence_are_named(tail: str, names: list[str]) -> None:
    text = "水清了、岸绿了。" + tail

    signatures = read_signatures(text)

    assert signatures[0].start == len("水清了、岸绿了。")
    found = [a.name for each in signatures if each.byline for a in each.byline.authors]
    assert found == names


@pytest.mark.parametrize(
    "text",
    [
        "水清了、岸绿了。（有增加）",
        "发展党员（张三）",
        "水清了、岸绿了（党员）。",
        "他叫张三。",
        "“党员（张三）带头。”",
        "（张三）",
    ],
)
def test_what_is_no_signature_stays(text: str) -> None:
    assert read_signatures(text) == ()


@pytest.mark.parametrize("mark", ["（完）", "(完)", "（全文完）"])
def test_an_end_mark_names_nobody(mark: str) -> None:
    [signature] = read_signatures(f"共富路。”{mark}")

    assert signature.is_mark
    assert signature.byline is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("湖北新报记者 夏中 通讯员 李君亮8月1日下午，", ["夏中", "李君亮"]),
        ("大江网记者 李文静 青岛报道近日，崂山区", ["李文静"]),
        ("中原日报客户端记者 姬姣 通讯员 路洁“我们把", ["姬姣", "路洁"]),
    ],
)
def test_a_byline_glued_to_its_sentence_is_told_from_it(text: str, names: list[str]) -> None:
    found = glued_byline(text)

    assert found is not None
    assert [author.name for author in found[1].authors] == names


@pytest.mark.parametrize(
    "text", ["记者8月1日从县委组织部获悉，", "近日，记者走访了3个村。", "记者采访2名党员时，"]
)
def test_a_sentence_about_a_reporter_opens_with_no_byline(text: str) -> None:
    assert glued_byline(text) is None


@pytest.mark.parametrize(
    ("text", "names"), [("（张三）", ["张三"]), ("供稿：南驿镇党委 徐慧", ["徐慧"])]
)
def test_a_sender_signs_on_a_line_of_his_own(text: str, names: list[str]) -> None:
    byline = parse_sender(text)

    assert byline is not None
    assert [author.name for author in byline.authors] == names


@pytest.mark.parametrize(
    ("text", "medium", "rest"),
    [
        ("来源：人民网－湖南频道自今年春天起，", "人民网－湖南频道", "自今年"),
        ("来源：洛川县委组织部 发布时间：2022-05-06 龙门镇有党员", "洛川县委组织部", "龙门镇"),
    ],
)
def test_a_source_line_glued_to_its_report_is_told_apart(text: str, medium: str, rest: str) -> None:
    found = glued_source(text)

    assert found is not None
    assert found[1].medium == medium
    assert text[found[0] :].startswith(rest)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("【铜仁日报讯　记者 杨秀芳　通讯员 周仁贵】“今天", ["杨秀芳", "周仁贵"]),
        ("（通讯员 李明）全镇新建茶园", ["李明"]),
        ("武陵在线记者 向明武陵在线记者5月6日获悉", ["向明"]),
    ],
)
def test_names_before_the_first_sentence_are_a_byline(text: str, names: list[str]) -> None:
    found = glued_byline(text)

    assert found is not None
    assert [author.name for author in found[1].authors] == names
