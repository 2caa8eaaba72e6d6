"""What a query came to: runs decided, and the sentence that says so."""

from __future__ import annotations

import pytest

from search.finding.reading import cut_runs, resolve, say
from search.query.parse import make_literal, parse_query
from search.query.terms import Both, Literal, Without, Words


def test_a_run_that_occurs_stays_whole() -> None:
    node = resolve(parse_query("雁鸣湖镇").node, lambda _literal: True)

    assert node == make_literal("雁鸣湖镇")


def test_a_run_that_occurs_nowhere_is_cut_into_words() -> None:
    node = resolve(parse_query("支部积分").node, lambda literal: literal.folded in "支部 积分")

    assert node == Words(make_literal("支部积分"), (make_literal("支部"), make_literal("积分")))
    assert list(cut_runs(node)) == [node]


def test_a_pasted_sentence_falls_apart_at_its_punctuation_first() -> None:
    node = resolve(
        parse_query("五星支部，人居环境整治").node,
        lambda literal: literal.folded in ("五星支部", "人居环境整治"),
    )

    assert isinstance(node, Words)
    assert [word.text for word in node.words] == ["五星支部", "人居环境整治"]


def test_a_literal_in_quotes_is_never_cut() -> None:
    node = resolve(parse_query("“支部积分”").node, lambda _literal: False)

    assert isinstance(node, Literal)


def test_an_excluded_run_is_never_cut() -> None:
    node = resolve(parse_query("党建 -支部积分").node, lambda literal: literal.folded == "党建")

    assert node == Both((make_literal("党建"), Without(make_literal("支部积分"))))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("支部 积分", "同时含“支部”和“积分”"),
        ("支部 积分 岳村", "同时含“支部”、“积分”和“岳村”"),
        ("支部 -积分", "含“支部”，不含“积分”"),
        ("一约四会 OR 一约五会", "含“一约四会”，或含“一约五会”"),
        ("党建 (积分 或 先锋贷)", "含“党建”，（含“积分”，或含“先锋贷”）"),
        ("支部 年:2021..2023", "含“支部”，2021—2023 年"),
        ("年:2021", "2021 年"),
        ("年:2021..", "2021 年及以后"),
        ("标题:支部 作者:张磊 镇:岳村", "标题里含“支部”，署名里含“张磊”，镇名含“岳村”"),
        ("“五星”支部", "含“‘五星’支部”"),
        ("", "全部报道"),
    ],
)
def test_the_query_is_read_back_in_words(text: str, sentence: str) -> None:
    assert say(resolve(parse_query(text).node, lambda _literal: True)) == sentence
