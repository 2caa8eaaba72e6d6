"""Lines that are byline and source line at once."""

from __future__ import annotations

import pytest

from archive.pipeline.imprint.signed_lines import parse_signed_line

DAY = "2021-06-27"


@pytest.mark.parametrize(
    ("text", "names", "medium", "day"),
    [
        ("记者 张三 2021年6月27日", ["张三"], None, DAY),
        ("2021年6月27日 记者 张三", ["张三"], None, DAY),
        ("记者张三2021年6月27日", ["张三"], None, DAY),
        ("（记者 张三 通讯员 李四 2021年6月27日）", ["张三", "李四"], None, DAY),
        ("2021-06-27 石泉日报 记者 张三", ["张三"], "石泉日报", DAY),
        ("石泉日报　记者　张三　2021年6月27日　星期日　第03版", ["张三"], "石泉日报", DAY),
        ("中共石泉县委组织部　记者 张三 2021年6月27日", ["张三"], None, DAY),
        ("記者 張三 2021年6月27日", ["張三"], None, DAY),
        ("通訊員 閻三 二〇二一年六月二十七日", ["閻三"], None, DAY),
        ("作者：张三 李四 2021.6.27", ["张三", "李四"], None, DAY),
        ("文/张三 2021年6月27日", ["张三"], None, DAY),
        ("文 张三 2021年6月27日", ["张三"], None, DAY),
        ("石泉日报 文/张三 2021年6月27日", ["张三"], "石泉日报", DAY),
        ("来源：石泉日报 记者 张三 2021年6月27日", ["张三"], "石泉日报", DAY),
        ("记者 张三 2021-06-27 08:17 来源：石泉日报 浏览次数：12", ["张三"], "石泉日报", DAY),
        ("来源：石泉日报，作者：张三，2021年6月27日", ["张三"], "石泉日报", DAY),
        ("来源：石泉日报 作者：张三", ["张三"], "石泉日报", None),
        ("张三 2021年6月27日", ["张三"], None, DAY),
        ("记者 张三 3021年6月27日", ["张三"], None, None),
    ],
)
def test_authors_day_and_publication_are_read_from_one_line(
    text: str, names: list[str], medium: str | None, day: str | None
) -> None:
    signed = parse_signed_line(text)

    assert signed is not None
    assert signed.stamp is not None
    assert [author.name for author in signed.byline.authors] == names
    assert signed.stamp.medium == medium
    assert (signed.stamp.day.value if signed.stamp.day else None) == day


def test_an_office_before_the_reporter_is_the_affiliation() -> None:
    signed = parse_signed_line("中共石泉县委组织部　记者 张三")

    assert signed is not None
    assert signed.stamp is None
    assert signed.byline.affiliation == "中共石泉县委组织部"


def test_an_official_with_his_post_and_a_date_is_the_author() -> None:
    signed = parse_signed_line("中牟县刘集镇党委书记 马爱国 2021年6月27日")

    assert signed is not None
    assert [(a.name, a.role) for a in signed.byline.authors] == [("马爱国", "中牟县刘集镇党委书记")]


@pytest.mark.parametrize(
    "text",
    [
        "2022年9月28日 全县召开观摩大会",
        "中牟县狼城岗镇党委书记 马爱国",
        "2021年6月27日 记者节",
        "2022年我市记者走基层活动启动",
        "城关镇 党建联盟促振兴",
        "来源：许昌日报 2019-12-26 08:17",
        "2023-07-24 08:17 红网时刻",
        "记者" * 100,
    ],
)
def test_a_headline_or_bare_source_line_is_signed_by_no_one(text: str) -> None:
    assert parse_signed_line(text) is None
