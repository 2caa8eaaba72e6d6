"""Who wrote it."""

from __future__ import annotations

import pytest

from archive.pipeline.imprint.byline_words import named_medium
from archive.pipeline.imprint.bylines import (
    is_credit,
    is_post,
    parse_byline,
    parse_placed,
    parse_post,
)
from archive.pipeline.imprint.names import parse_names


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        (
            "郑报全媒体记者 张朝晖 中牟时报 梁姗 文/图",
            [("张朝晖", "郑报全媒体记者"), ("梁姗", "中牟时报")],
        ),
        (
            "全媒体记者 王献伟 通讯员 吴承卿 孔德珂 文/图",
            [("王献伟", "全媒体记者"), ("吴承卿", "通讯员"), ("孔德珂", "通讯员")],
        ),
        ("本报记者 胡晨", [("胡晨", "本报记者")]),
        ("本报记者 胡 晨", [("胡晨", "本报记者")]),
        ("□本报记者胡晨", [("胡晨", "本报记者")]),
        ("（记者：张三 通讯员：李四）", [("张三", "记者"), ("李四", "通讯员")]),
        (
            "新华社记者 买买提·艾力、王小明",
            [("买买提·艾力", "新华社记者"), ("王小明", "新华社记者")],
        ),
        ("文/张三丰", [("张三丰", "作者")]),
        ("（中青报·中青网记者 梁璇）", [("梁璇", "中青报·中青网记者")]),
        ("作者：欧阳明月", [("欧阳明月", "作者")]),
        ("本報記者 張小華", [("張小華", "本報記者")]),
        ("本报记者 王一 摄影 李二", [("王一", "本报记者")]),
        ("张三/文 李四/摄", [("张三", "作者")]),
        ("文/张三 图/李四", [("张三", "作者")]),
        ("文/图 张三", [("张三", "作者")]),
        ("文/德清县禹越镇党委副书记　沈良", [("沈良", "德清县禹越镇党委副书记")]),
        ("莫婷 记者 黄艳", [("莫婷", None), ("黄艳", "记者")]),
        ("大江网记者 彭婷 赣州报道", [("彭婷", "大江网记者")]),
    ],
)
def test_names_and_roles_are_read_from_a_byline(text: str, authors: list[tuple[str, str]]) -> None:
    byline = parse_byline(text)

    assert byline is not None
    assert [(author.name, author.role) for author in byline.authors] == authors


@pytest.mark.parametrize(
    "text",
    [
        "记者在现场看到了很多",
        "记者 采访 党员 群众",
        "基层党员记者 采访",
        "襄城县城关镇便民服务中心 胡晨摄",
        "夯实基层基础 创新基层治理",
        "本报记者 胡晨 摄",
        "记者 张三 技术组",
        "",
    ],
)
def test_what_only_holds_the_words_of_a_byline_is_none(text: str) -> None:
    assert parse_byline(text) is None


def test_the_first_named_paper_is_the_affiliation() -> None:
    byline = parse_byline("郑报全媒体记者 张朝晖 中牟时报 梁姗")

    assert byline is not None
    assert byline.affiliation == "郑报全媒体"


@pytest.mark.parametrize("role", ["本报记者", "全媒体记者", "通讯员", "特约记者"])
def test_a_role_that_names_no_paper_gives_none(role: str) -> None:
    assert named_medium(role) is None


def test_an_official_is_named_with_his_post() -> None:
    byline = parse_post("中牟县狼城岗镇党委书记 马爱国")

    assert byline is not None
    assert [(a.name, a.role) for a in byline.authors] == [("马爱国", "中牟县狼城岗镇党委书记")]


@pytest.mark.parametrize(
    "text", ["强化镇党委书记 责任担当", "狼城岗镇党委书记马爱国工作中", "抓好书记 马爱国"]
)
def test_a_headline_about_secretaries_names_no_official(text: str) -> None:
    assert parse_post(text) is None


def test_a_post_may_stand_alone_above_its_holder() -> None:
    assert is_post("中牟县刘集镇党委常务副书记")
    assert not is_post("中牟县狼城岗镇党委书记 马爱国")
    assert parse_names("刘永强") == ("刘永强",)


@pytest.mark.parametrize(
    "text",
    ["改革创新", "围绕发展抓党建", "刘永强说", "见习", "实习", "记者王二小", "特稿·石泉新闻客户端"],
)
def test_words_are_no_names(text: str) -> None:
    assert parse_names(text) == ()


def test_editors_are_credited_and_no_authors() -> None:
    assert is_credit("责任编辑：王小二")
    assert not is_credit("编辑一本好书很不容易")


@pytest.mark.parametrize(
    "text",
    [
        "责任编辑：王二小",
        "编辑 杨柳 二审 徐春燕",
        "校对 盛媛媛",
        "李晓东/摄",
        "摄影：李晓东",
        "李晓东 摄影",
    ],
)
def test_editors_and_photographers_are_no_authors(text: str) -> None:
    assert is_credit(text)
    assert parse_byline(text) is None


@pytest.mark.parametrize(
    "text", ["编辑部里的党支部", "摄影展走进山村", "校对 每一个字都认真核过的人"]
)
def test_words_of_editing_alone_make_no_credit(text: str) -> None:
    assert not is_credit(text)


def test_a_role_behind_a_name_without_a_space_is_no_part_of_it() -> None:
    byline = parse_byline("武陵在线记者 向明通讯员 田华实习生 彭小玉")

    assert byline is not None
    assert [author.name for author in byline.authors] == ["向明", "田华", "彭小玉"]


def test_a_name_behind_its_town_is_a_byline() -> None:
    byline = parse_placed("德保县足荣镇 黄秀莲")

    assert byline is not None
    assert [author.name for author in byline.authors] == ["黄秀莲"]
    assert byline.affiliation == "德保县足荣镇"
    assert parse_placed("德保县足荣镇 党员进茶山") is None
