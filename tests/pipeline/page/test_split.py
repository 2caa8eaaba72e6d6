"""Step 2: the articles of small pages."""

from __future__ import annotations

import pytest

from archive.pipeline.values import Basis
from tests.pipeline.page.printed_pages import (
    PROSE,
    assert_each_character_has_one_place,
    split,
    text_of,
)


def test_an_ordinary_report_is_read_whole() -> None:
    text = (
        "岳村镇党建引领促振兴\n\n来源：许昌日报 发布时间：2022-12-20 08:17\n\n"
        f"　　本报讯（记者 王小明 通讯员 李四）近日，{PROSE}\n\n一、主要做法\n\n　　{PROSE}\n\n责任编辑：王二小\n"
    )

    [article] = split(text).articles

    assert text_of(article.title) == "岳村镇党建引领促振兴"
    assert [author.name for author in article.authors] == ["王小明", "李四"]
    assert article.publication is not None
    assert article.publication.name == "许昌日报"
    assert article.published.value == "2022-12-20"
    assert [p.text for p in article.paragraphs] == [f"近日，{PROSE}", PROSE]
    assert [h.passage.text for h in article.headings] == ["一、主要做法"]


def test_a_letterhead_signature_with_its_date_is_read_at_the_end() -> None:
    text = f"关于党建工作的情况报告\n{PROSE}\n中共岳村镇委员会\n2021年6月30日\n"

    [article] = split(text).articles

    assert article.published.value == "2021-06-30"
    assert [b.text for b in article.bylines] == ["中共岳村镇委员会", "2021年6月30日"]
    assert article.headings == ()


def test_two_signed_reports_in_one_file_are_two_articles() -> None:
    one = f"岳村镇抓组织\n本报记者 王小明\n{PROSE}\n"
    two = f"\n古店镇抓队伍\n本报记者 李四\n{PROSE}\n"

    page = split(one + two)

    assert [text_of(a.title) for a in page.articles] == ["岳村镇抓组织", "古店镇抓队伍"]
    assert [[x.name for x in a.authors] for a in page.articles] == [["王小明"], ["李四"]]


def test_a_caption_in_the_middle_of_a_sentence_does_not_end_it() -> None:
    text = f"题目一行\n\n{PROSE}\n\n{PROSE[:30]}为群众办事办得更\n\n图为村民在采摘草莓。\n\n好，{PROSE}"

    [article] = split(text).articles

    assert len(article.paragraphs) == 2
    assert article.paragraphs[1].text == f"{PROSE[:30]}为群众办事办得更好，{PROSE}"
    assert [c.after for c in article.captions] == [2]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n　\r\n"])
@pytest.mark.parametrize("mark", ["", "## "])
@pytest.mark.parametrize(
    ("line", "author", "publication"),
    [
        ("记者 张三 2021年6月27日", "张三", None),
        ("2021年6月27日　　通讯员：张三", "张三", None),
        ("2021-06-27 石泉日报 记者 张三", "张三", ("石泉日报", Basis.STATED)),
        ("来源：石泉日报 记者 张三 2021年6月27日", "张三", ("石泉日报", Basis.STATED)),
        ("作者：张三 2021年6月27日 来源：石泉日报", "张三", ("石泉日报", Basis.STATED)),
        (
            "中共石泉县委组织部　记者 张三 2021年6月27日",
            "张三",
            ("中共石泉县委组织部", Basis.INFERRED),
        ),
        ("記者 張三 2021年6月27日", "張三", None),
    ],
)
def test_a_line_of_byline_and_date_is_never_a_title(
    gap: str, mark: str, line: str, author: str, publication: tuple[str, Basis] | None
) -> None:
    text = gap.join(("城关镇党建联盟促振兴", mark + line, "　　本报讯 " + PROSE))

    (article,) = split(text).articles

    assert article.kicker is None
    assert article.title is not None
    assert article.title.text == "城关镇党建联盟促振兴"
    assert [each.name for each in article.authors] == [author]
    assert (article.published.value, article.published.basis) == ("2021-06-27", Basis.STATED)
    found = article.publication
    assert ((found.name, found.basis) if found else None) == publication
    assert_each_character_has_one_place(text, split(text))


def test_a_date_that_cannot_be_is_neither_title_nor_date() -> None:
    (article,) = split(f"城关镇党建联盟促振兴\n3021年6月27日\n{PROSE}").articles

    assert article.title is not None
    assert article.title.text == "城关镇党建联盟促振兴"
    assert article.published.value is None
