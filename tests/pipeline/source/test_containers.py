"""Step 1b: files to text."""

from __future__ import annotations

import pytest

from archive.pipeline.errors import NoArticle, NotText, UnreadableSource
from archive.pipeline.page.split import split_page
from archive.pipeline.source.containers import open_container
from archive.pipeline.values import Container

PROSE = "岳村镇坚持党建引领，扎实推进乡村振兴各项工作，全镇集体经济收入达到1200万元，群众获得感不断增强。"
PAGE = f"""<!DOCTYPE html>
<html><head><meta charset="CHARSET"><title>岳村镇党建引领促振兴_许昌网</title>
<script>var a = "<p>脚本里的假正文。</p>";</script><style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">首页</a></li><li><a href="/x">新闻中心</a></li></ul></nav>
<div class="main"><h1>岳村镇党建引领促振兴</h1>
<div class="info"><span>来源：许昌日报</span> <span>发布时间：2022-12-20 08:17</span></div>
<div class="content"><p>　　{PROSE}</p><p>　　去年，{PROSE}</p><h2>建强组织堡垒</h2><p>　　今年，{PROSE}</p></div></div>
<div class="related"><h3>相关新闻</h3><ul><li><a href="1">我市召开工作会议</a></li></ul></div>
<div class="footer">版权所有 许昌网 豫ICP备0000001号</div></body></html>
"""


def page(declared: str, codec: str) -> bytes:
    return PAGE.replace("CHARSET", declared).encode(codec)


@pytest.mark.parametrize(
    ("declared", "codec", "encoding"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb2312", "gb18030", "gb18030"),
        ("gb2312", "utf-8", "utf-8"),
        ("utf-8", "gb18030", "gb18030"),
    ],
)
def test_a_web_page_becomes_headline_source_line_and_paragraphs(
    declared: str, codec: str, encoding: str
) -> None:
    decoded = open_container(page(declared, codec), "a.html")

    [article] = split_page(decoded).articles
    assert decoded.encoding == encoding
    assert decoded.container is Container.HTML
    assert article.title is not None
    assert article.title.text == "岳村镇党建引领促振兴"
    assert article.publication is not None
    assert article.publication.name == "许昌日报"
    assert article.published.value == "2022-12-20"
    assert [p.text[:3] for p in article.paragraphs] == ["岳村镇", "去年，", "今年，"]
    assert [h.passage.text for h in article.headings] == ["建强组织堡垒"]


@pytest.mark.parametrize("word", ["脚本", "color", "新闻中心", "相关新闻", "ICP"])
def test_scripts_styles_and_navigation_leave_no_trace(word: str) -> None:
    assert word not in open_container(page("utf-8", "utf-8"), "a.html").text


def test_a_web_page_is_known_by_its_content_whatever_its_name() -> None:
    assert open_container(page("utf-8", "utf-8"), "报道.txt").container is Container.HTML


@pytest.mark.parametrize(
    ("name", "container"),
    [
        ("a.txt", Container.TEXT),
        ("a.md", Container.MARKDOWN),
        ("A.MARKDOWN", Container.MARKDOWN),
        ("无扩展名", Container.TEXT),
        ("../../a.txt", Container.TEXT),
        ("长" * 300 + ".md", Container.MARKDOWN),
    ],
)
def test_the_extension_tells_text_from_markdown(name: str, container: Container) -> None:
    assert open_container(PROSE.encode(), name).container is container


def test_a_persons_choice_of_encoding_reaches_the_decoder() -> None:
    assert open_container("黨建引領".encode("big5"), "a.txt", "big5").text == "黨建引領"


def test_a_word_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(NotText) as caught:
        open_container(b"PK\x03\x04rest", "报告.docx")

    assert "另存为" in caught.value.sentence


@pytest.mark.parametrize(
    "body",
    [
        "<script>var x = 1;</script>" * 2000,
        "",
        "<div></div>" * 500,
        "<!--" * 50_000,
        "<a href=" * 50_000,
    ],
    ids=["scripts", "nothing", "empty boxes", "comments", "cut links"],
)
def test_a_page_without_an_article_is_refused(body: str) -> None:
    with pytest.raises(NoArticle):
        open_container(f"<html><body>{body}</body></html>".encode(), "a.html")


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<table><tr><td>"])
def test_a_page_nested_without_end_is_refused(tag: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        open_container(f"<html><body>{tag * 50_000}{PROSE}".encode(), "a.html")

    assert "嵌套" in caught.value.sentence


def test_scripts_around_an_article_are_survived() -> None:
    body = "<script>alert('。');</script>" * 1000 + f"<p>{PROSE}</p><p>今年，{PROSE}</p>"

    decoded = open_container(f"<html><body>{body}</body></html>".encode(), "a.html")

    assert "alert" not in decoded.text
    assert PROSE in decoded.text
