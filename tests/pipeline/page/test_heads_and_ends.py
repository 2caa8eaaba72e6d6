"""What papers, sites and accounts print above and below a report, and what is read from it."""

from __future__ import annotations

import pytest

from tests.pipeline.page.printed_pages import (
    PROSE,
    assert_each_character_has_one_place,
    split,
    text_of,
)

TITLE = "党旗飘扬在田间"
END = "明星村党支部组织党员38名，帮助群众抢收小麦260亩，受到群众一致好评。"


@pytest.mark.parametrize(
    ("head", "end", "authors", "date", "publication"),
    [
        (
            "时间：2021-06-27 来源：县委组织部 作者：李春 阅读：1234 次",
            "",
            ["李春"],
            "2021-06-27",
            "县委组织部",
        ),
        ("作 者：李春燕", "", ["李春燕"], None, None),
        ("李春燕", "（作者单位：池河镇党委）", ["李春燕"], None, None),
        ("", "（作者系池河镇党委书记）", [], None, None),
        ("", "本报记者 李春燕", ["李春燕"], None, None),
        ("", "扬江晚报/紫江新闻记者 黄玉琴\n校对 陶善", ["黄玉琴"], None, "扬江晚报"),
        ("", "（记者 李春燕 通讯员 王强）", ["李春燕", "王强"], None, None),
        ("", "供稿：池河镇党建办\n供图：李强\n编辑：王芳", [], None, None),
        ("", "2021年7月1日", [], "2021-07-01", None),
        (
            "原创 池河镇 池河党建 2023-07-01 08:00",
            "阅读 1200\n赞 23 在看 12",
            [],
            "2023-07-01",
            "池河党建",
        ),
        ("池河党建\n2023-07-01 08:00", "微信扫一扫\n关注该公众号", [], "2023-07-01", "池河党建"),
        ("", "来源：石泉党建\n编辑：李敏　责编：王强　审核：赵刚", [], None, "石泉党建"),
        (
            "本报记者 李春燕\n《 人民日报 》（ 2023年08月18日 04 版）",
            "",
            ["李春燕"],
            "2023-08-18",
            "人民日报",
        ),
        (
            "本报记者 李春燕",
            "《 人民日报 》（ 2023年08月18日 04 版）",
            ["李春燕"],
            "2023-08-18",
            "人民日报",
        ),
        ("（2021年7月1日）\n李春燕", "", ["李春燕"], "2021-07-01", None),
        (
            "发布时间:2021-07-01 16:20:35\t来源:池河镇政府\t点击:35次",
            "【打印】【关闭】",
            [],
            "2021-07-01",
            "池河镇政府",
        ),
        (
            "发布日期：2021-07-01 16:20 信息来源：池河镇 浏览量：35 次 字体：[ 大 中 小 ]",
            "",
            [],
            "2021-07-01",
            "池河镇",
        ),
    ],
)
def test_what_stands_above_and_below_a_report_is_read_and_left_out_of_it(
    head: str, end: str, authors: list[str], date: str | None, publication: str | None
) -> None:
    text = "\n".join(filter(None, (TITLE, head, PROSE, END, end)))

    page = split(text)

    [article] = page.articles
    assert (text_of(article.kicker), text_of(article.title)) == (None, TITLE)
    assert [author.name for author in article.authors] == authors
    assert article.published.value == date
    assert (article.publication.name if article.publication else None) == publication
    assert [paragraph.text for paragraph in article.paragraphs] == [PROSE, END]
    assert article.headings == ()
    assert_each_character_has_one_place(text, page)


def test_a_subtitle_without_dash_is_told_by_its_genre() -> None:
    [article] = split(
        f"春风化雨润池河\n池河镇党建引领乡村振兴工作综述\n记者 李春燕\n{PROSE}\n{END}"
    ).articles

    assert text_of(article.title) == "春风化雨润池河"
    assert text_of(article.subtitle) == "池河镇党建引领乡村振兴工作综述"
