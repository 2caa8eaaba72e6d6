"""Snippets: whole clauses in the original script, hits marked on escaped text."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Article, Source
from search.finding.highlight import highlight, mark, mark_literals
from search.finding.hits import find_hits
from search.index.documents import Field
from search.query.parse import make_literal


def article(*paragraphs: str, captions: tuple[str, ...] = ()) -> Article:
    """An article with those paragraphs, not stored."""
    return Article(
        source=Source(name="a.txt"),
        title="题",
        content={
            "paragraphs": [{"text": text, "pieces": []} for text in paragraphs],
            "captions": [
                {"passage": {"text": text, "pieces": []}, "after": 0} for text in captions
            ],
        },
    )


def marked(text: str, *literals: str) -> str:
    return str(mark_literals(text, [make_literal(literal) for literal in literals]))


def test_a_simplified_query_marks_a_traditional_text_in_its_own_script() -> None:
    assert marked("推行四議兩公開工作法", "四议两公开") == "推行<mark>四議兩公開</mark>工作法"
    assert marked("推行四议两公开工作法", "四議兩公開") == "推行<mark>四议两公开</mark>工作法"


def test_a_literal_that_spans_quotation_marks_is_marked_whole() -> None:
    assert marked("“五星”支部创建", "五星支部") == "<mark>“五星”支部</mark>创建"
    assert marked("抓“五星支部”建设", "五星支部") == "抓“<mark>五星支部</mark>”建设"
    assert marked("《创五好、强双基》", "强双基") == "《创五好、<mark>强双基</mark>》"


def test_text_is_escaped_first_and_marked_after() -> None:
    text = '<script>alert("党")</script>&党'

    assert marked(text, "党") == (
        "&lt;script&gt;alert(&quot;<mark>党</mark>&quot;)&lt;/script&gt;&amp;<mark>党</mark>"
    )
    assert marked(text, "script").count("<mark>script</mark>") == 2
    assert "<script" not in marked(text, "<script>")


def test_overlapping_hits_are_one_mark() -> None:
    hits = find_hits("党支部书记", [make_literal("党支部"), make_literal("支部书记")])

    assert str(mark("党支部书记", hits)) == "<mark>党支部书记</mark>"


def test_a_snippet_is_whole_clauses_and_knows_its_paragraph() -> None:
    report = article(
        "第一段没有。",
        "开头一句很长很长很长很长很长很长很长很长很长很长。全镇推行积分制管理，群众积极参与其中，"
        "参与率达到九成以上并且还在提高。结尾另一句。",
    )

    [snippet] = highlight(report, [make_literal("积分制")]).snippets

    assert snippet.anchor == "#p2"
    assert snippet.html == (
        "全镇推行<mark>积分制</mark>管理，群众积极参与其中，参与率达到九成以上并且还在提高。"
    )


def test_a_hit_across_the_end_of_a_clause_is_shown_once_and_whole() -> None:
    text = "各方要共同维护安全，共同维护稳定。" * 40

    snippets = highlight(
        article(text), [make_literal("，共同"), make_literal("共同维护")], 99
    ).snippets

    told = [re.sub("</?mark>|…", "", str(snippet.html)) for snippet in snippets]
    assert "".join(told) == text
    assert all(
        snippet.text in text and snippet.html.count("<mark></mark>") == 0 for snippet in snippets
    )
    assert (
        sum(
            snippet.html.count("，共同</mark>") + snippet.html.count("，共同维护</mark>")
            for snippet in snippets
        )
        == 40
    )


@given(
    text=st.text("党，支部。 \n", max_size=600),
    typed=st.lists(st.text("党，支部。", min_size=1, max_size=4), min_size=1, max_size=3),
)
def test_snippets_quote_the_text_whatever_is_looked_for(text: str, typed: list[str]) -> None:
    shown = article(text)
    literals = [make_literal(one) for one in typed]

    for snippet in highlight(shown, literals, 99).snippets:
        quoted = unescape(re.sub("</?mark>|^…|…$", "", str(snippet.html)))
        assert quoted in text
        assert "<mark></mark>" not in snippet.html


def test_a_clause_without_end_is_cut_around_the_hit() -> None:
    report = article("长" * 300 + "积分" + "短" * 300)

    [snippet] = highlight(report, [make_literal("积分")]).snippets

    assert snippet.html == "…" + "长" * 40 + "<mark>积分</mark>" + "短" * 40 + "…"


def test_a_hit_across_a_paragraph_break_is_shown_with_both_ends() -> None:
    [snippet] = highlight(
        article("前文。激发创建热", "情高涨。后文。"), [make_literal("热情")]
    ).snippets

    assert snippet.anchor == "#p1"
    assert "<mark>热\n情</mark>" in snippet.html


def test_each_literal_is_shown_before_any_is_shown_again() -> None:
    paragraphs = [
        f"第{n}次说到支部的事情，这一句要足够长才不会把邻居带进来一起显示。" for n in "一二三四"
    ]
    report = article(*paragraphs, "最后才有积分。")

    found = highlight(report, [make_literal("支部"), make_literal("积分")])

    assert found.hits == 5
    assert [snippet.number for snippet in found.snippets] == [1, 2, 5]


def test_a_hit_in_a_caption_leads_to_the_caption() -> None:
    report = article("正文。", captions=("城关镇便民服务中心",))

    [snippet] = highlight(report, [make_literal("便民服务")]).snippets

    assert (snippet.field, snippet.anchor) == (Field.CAPTIONS, "#c1")


def test_a_literal_asked_of_the_byline_is_not_marked_in_the_body() -> None:
    report = article("张磊讲道。")

    assert highlight(report, [make_literal("张磊", (Field.BYLINE,))]).hits == 0


@pytest.mark.timeout(60)  # counting anew for each hit would take hours
def test_ten_thousand_hits_are_counted_and_three_shown() -> None:
    report = article("石泉县城关镇推行党建联盟工作法，全镇党员1234名，" * 14000)

    found = highlight(report, [make_literal("党建"), make_literal("不在文中")])

    assert found.hits == 14000
    assert len(found.snippets) == 3
