"""What each line of a page is."""

from __future__ import annotations

import re
import tomllib

import pytest

from archive.pipeline.page.blocks import RULES, Kind
from archive.pipeline.page.classify import classify
from archive.pipeline.page.lines import read_lines
from archive.pipeline.values import Container, Decoded

PROSE = (
    "岳村镇坚持党建引领，扎实推进乡村振兴各项工作，全镇集体经济收入稳步增长，群众获得感不断增强。"
)
TABLES = tomllib.loads(RULES.read_text("utf-8"))
MARKS = TABLES["caption_marks"]
FURNITURE = [*TABLES["furniture"], *TABLES["elsewhere"], *TABLES["speech"]]
WHOLE = [*TABLES["offices"], *TABLES["last_captions"]]


def kinds(text: str) -> list[Kind]:
    lines = read_lines(Decoded(text, "utf-8", Container.TEXT, 1.0)).lines
    return [block.kind for block in classify(lines)]


def test_a_report_with_source_line_is_told_apart() -> None:
    text = f"岳村镇党建引领促振兴\n来源：许昌日报 2022-12-20\n{PROSE}\n责任编辑：王二小\n——————\n"

    assert kinds(text) == [Kind.HEADLINE, Kind.STAMP, Kind.PROSE, Kind.CREDIT, Kind.RULE]


def test_a_label_alone_on_its_line_is_no_headline() -> None:
    assert kinds(f"题目\n核心提示\n{PROSE}\n{PROSE}")[1] is Kind.LABEL


def test_an_official_signs_between_headline_and_prose() -> None:
    assert kinds(f"抓住总开关\n中牟县狼城岗镇党委书记 马爱国\n{PROSE}")[1] is Kind.BYLINE


def test_a_post_and_its_holder_may_stand_on_two_lines() -> None:
    found = kinds(f"抓住总开关\n中牟县刘集镇党委常务副书记  \n刘永强\n{PROSE}")

    assert found == [Kind.HEADLINE, Kind.BYLINE, Kind.BYLINE, Kind.PROSE]


def test_two_section_headings_in_a_row_name_nobody() -> None:
    assert kinds(f"{PROSE}\n工作成效\n党建引领\n{PROSE}")[1:3] == [Kind.HEADLINE, Kind.HEADLINE]


def test_a_short_line_apart_on_both_sides_is_a_caption() -> None:
    text = f"题目一行\n\n{PROSE}\n\n{PROSE}\n\n\n\n普法宣传。\n\n\n\n党建引领 乡村振兴\n\n{PROSE}"

    assert kinds(text)[3:5] == [Kind.CAPTION, Kind.HEADLINE]


def test_a_short_closing_paragraph_at_the_usual_distance_is_prose() -> None:
    text = f"题目一行\n\n{PROSE}\n\n{PROSE}\n\n总之,各项工作成效初显。\n\n\n\n图为村民在采摘草莓。"

    assert kinds(text)[3:] == [Kind.PROSE, Kind.CAPTION]


def test_a_headline_set_apart_above_a_byline_is_no_caption() -> None:
    text = f"题目一行\n\n{PROSE}\n\n{PROSE}\n\n\n\n另一个题目\n\n本报记者 王小明\n\n{PROSE}"

    assert kinds(text)[3] is Kind.HEADLINE


@pytest.mark.parametrize("below", ["本报记者 王小明\n", "2022-12-20 人民网\n", "本报讯 "])
def test_a_long_first_line_above_its_byline_is_a_headline(below: str) -> None:
    title = "加强队伍全面建设 锻造坚强战斗堡垒——岳村镇在全县基层党组织建设情况调研座谈会上的经验介绍引起热烈反响"

    assert kinds(f"{title}\n{below}{PROSE}")[0] is Kind.HEADLINE


def test_a_headline_may_end_with_an_exclamation_mark() -> None:
    assert kinds(f"踏上新征程，出发！\n{PROSE}")[0] is Kind.HEADLINE


def test_a_piece_of_a_sentence_between_two_breaks_is_prose() -> None:
    text = f"题目一行\n\n{PROSE}\n\n{PROSE[:-1]}，共有\n\n大小企业9家,其中新建\n\n的有3家。"

    assert kinds(text)[3] is Kind.PROSE


@pytest.mark.parametrize("row", MARKS, ids=lambda row: row["finds"][:8])
def test_a_caption_mark_finds_its_example_and_spares_the_other(row: dict[str, str]) -> None:
    mark = re.compile(row["pattern"])

    assert mark.search(row["finds"])
    assert not mark.search(row["spares"])


@pytest.mark.parametrize("row", FURNITURE, ids=lambda row: row["finds"][:8])
def test_furniture_is_told_by_its_example_and_spares_the_other(row: dict[str, str]) -> None:
    mark = re.compile(row["pattern"])

    assert mark.match(row["finds"])
    assert not mark.match(row["spares"])


@pytest.mark.parametrize("row", WHOLE, ids=lambda row: row["finds"][:8])
def test_a_whole_line_is_told_by_its_example_and_spares_the_other(row: dict[str, str]) -> None:
    mark = re.compile(row["pattern"])

    assert mark.fullmatch(row["finds"])
    assert not mark.fullmatch(row["spares"])


@pytest.mark.parametrize(
    "line",
    [
        "记者：村里的账怎么公开？",
        "问：下一步有什么打算",
        "答：再建加工厂2座。",
        "记者：您怎么看这件事",
    ],
)
def test_what_is_asked_and_answered_in_an_interview_is_prose(line: str) -> None:
    assert kinds(f"支部书记说账本\n\n{PROSE}\n\n{line}\n\n{PROSE}")[2] is Kind.PROSE


@pytest.mark.parametrize("line", ["记者：张平 通讯员：李明", "记者：王二小"])
def test_the_label_of_who_writes_is_still_a_byline(line: str) -> None:
    assert kinds(f"支部书记说账本\n{line}\n{PROSE}")[1] in {Kind.BYLINE, Kind.STAMP}


def test_a_line_without_credit_beside_the_last_caption_is_a_caption_if_it_only_tells_a_deed() -> (
    None
):
    last = "岳村镇党员在路口指路。（张平摄）"

    assert kinds(f"{PROSE}\n岳村镇党员在村口清扫路面。\n{last}")[1] is Kind.CAPTION
    assert kinds(f"{PROSE}\n路修好了，大家都说好。\n{last}")[1] is Kind.PROSE


def test_an_office_below_the_headline_sends_and_above_prose_alone_is_a_headline() -> None:
    assert kinds(f"岳村镇修路记\n岳村镇人民政府办公室\n{PROSE}")[1] is Kind.STAMP
    assert kinds(f"岳村镇人民政府办公室\n{PROSE}")[0] is Kind.HEADLINE


@pytest.mark.parametrize(
    "row",
    ["1\t兴隆村\t68\t57", "序号\t村名\t收入（万元）", "1 兴隆村 68 57", "| 兴隆村 | 68 | 57 |"],
)
def test_a_row_of_a_table_is_known(row: str) -> None:
    assert kinds(f"{PROSE}\n{row}\n{PROSE}")[1] is Kind.ROW


@pytest.mark.parametrize(
    "line", ["党建引领 振兴乡村 惠及百姓", "2021年6月27日 星期日 第03版", "记者 张三 李四 王五"]
)
def test_words_set_apart_are_no_row_of_a_table(line: str) -> None:
    assert kinds(f"{line}\n{PROSE}")[0] is not Kind.ROW


@pytest.mark.parametrize(
    "line",
    [
        # Tabs a web page left behind the last sentence, before the editor, and between two clauses.
        "岳村镇党委召开推进会。全镇17个村参加。 《石泉日报》（2023年8月7日 4版）\t\t\t[\t责编：向明 ]",
        "岳村镇党委召开推进会。\t全镇17个村参加，会后分组走访。当天走访32户，收到意见17条，当场答复9条，其余的由管区领回去办",
    ],
)
def test_a_paragraph_with_tabs_in_it_is_no_row_of_a_table(line: str) -> None:
    assert kinds(line) == [Kind.PROSE]
