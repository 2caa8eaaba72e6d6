"""The query language: what a text asks for, and that no text is an error."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.index.documents import Facet, Field
from search.query.parse import HEADLINE, Query, QueryRefused, make_literal, parse_query
from search.query.terms import Both, Either, Everything, Literal, Named, Node, Run, Without, Years
from search.query.written import write_query


def run(text: str, *fields: Field) -> Run:
    return Run(make_literal(text, fields))


def literal(text: str) -> Literal:
    return make_literal(text)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("支部 积分", Both((run("支部"), run("积分")))),
        ("支部　积分", Both((run("支部"), run("积分")))),
        ('"五星支部"', literal("五星支部")),
        ("“五星 支部” 积分", Both((literal("五星 支部"), run("积分")))),
        ("「五星支部」", literal("五星支部")),
        ("支部 -积分", Both((run("支部"), Without(run("积分"))))),
        ("支部 NOT 积分", Both((run("支部"), Without(run("积分"))))),
        ("支部 AND 积分", Both((run("支部"), run("积分")))),
        ("支部 OR 积分", Either((run("支部"), run("积分")))),
        ("支部|积分", Either((run("支部"), run("积分")))),
        ("支部 或 积分", Either((run("支部"), run("积分")))),
        ("a (b OR c)", Both((run("a"), Either((run("b"), run("c")))))),
        ("a （b 或 c）", Both((run("a"), Either((run("b"), run("c")))))),
        ("-(b c)", Without(Both((run("b"), run("c"))))),
        ("标题:支部", run("支部", *HEADLINE)),
        ("title:支部", run("支部", *HEADLINE)),
        ("作者：张磊", run("张磊", Field.BYLINE)),
        ("镇:岳村", Named(Facet.TOWN, "岳村", "岳村")),
        ("program:“1234”工作法", Named(Facet.PROGRAM, "“1234”工作法", "1234工作法")),
        ("年:2019..2022", Years(2019, 2022)),
        ("year:2021", Years(2021, 2021)),
        ("年:2021年", Years(2021, 2021)),
        ("年:2019年至2022年", Years(2019, 2022)),
        ("标题:(支部 积分)", Both((run("支部", *HEADLINE), run("积分", *HEADLINE)))),
        ("title:（支部 或 积分）", Either((run("支部", *HEADLINE), run("积分", *HEADLINE)))),
        (
            "标题:(a (b c))",
            Both((run("a", *HEADLINE), Both((run("b", *HEADLINE), run("c", *HEADLINE))))),
        ),
        ("标题:(支部 作者:张磊)", Both((run("支部", *HEADLINE), run("张磊", Field.BYLINE)))),
        ("标题:(支部) 积分", Both((run("支部", *HEADLINE), run("积分")))),
        ("-标题:(支部 积分)", Without(Both((run("支部", *HEADLINE), run("积分", *HEADLINE))))),
        ("市:濮阳", Named(Facet.CITY, "濮阳", "濮阳")),
        (
            "市:上海市",
            Either(
                (Named(Facet.CITY, "上海市", "上海市"), Named(Facet.PROVINCE, "上海市", "上海市"))
            ),
        ),
        ("省:上海", Named(Facet.PROVINCE, "上海", "上海")),
        ("年：２０１９—２０２２", Years(2019, 2022)),
        ("", Everything()),
        ("+", run("+")),
        ("支部 ，", run("支部")),
        ("镇:|支部", Either((run("镇:"), run("支部")))),
        ("(标题:) 支部", Both((run("标题:"), run("支部")))),
    ],
)
def test_the_grammar_reads(text: str, node: Node) -> None:
    assert parse_query(text).node == node
    assert not parse_query(text).plain


@pytest.mark.parametrize(
    "text", ["“五星”支部创建", "党建(2021)", "支部“穿针”五星", "五星-支部", "http://a.b/c", "党建+"]
)
def test_marks_inside_a_run_are_text(text: str) -> None:
    assert parse_query(text) == Query(text, run(text))


@pytest.mark.parametrize(
    "text",
    ['"五星 支部', "五星) 支部", "(五星 支部", "OR 支部", "支部 AND", "AND", "( )", "”五星 支部“"],
)
def test_what_does_not_pair_up_is_read_as_plain_words(text: str) -> None:
    query = parse_query(text)

    assert query.plain or isinstance(query.node, Both)
    parts = query.node.parts if isinstance(query.node, Both) else (query.node,)
    assert all(isinstance(part, Run) for part in parts)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("（党建", run("党建")),
        ("(党建", run("党建")),
        ("党建）", run("党建")),
        ("党建 AND", run("党建")),
        ("党建 或", run("党建")),
        ("石泉 OR", run("石泉")),
        ("OR 党建", run("党建")),
        ("石泉 OR ，", run("石泉")),
        ("党建||石泉", Either((run("党建"), run("石泉")))),
        ("（党建 OR 石泉", Either((run("党建"), run("石泉")))),
        ("(党建 -石泉", Both((run("党建"), Without(run("石泉"))))),
        ("标题:(党建", run("党建", *HEADLINE)),
        ("标题：（党建 石泉", Both((run("党建", *HEADLINE), run("石泉")))),
        ("AND", run("AND")),
    ],
)
def test_an_unfinished_query_is_read_without_its_lone_marks_and_says_so(
    text: str, node: Node
) -> None:
    assert parse_query(text) == Query(text, node, plain=True)


@pytest.mark.parametrize(
    ("inside", "folded"),
    [
        ("五星”", "五星"),
        ("”支部“", "支部"),
        ("线” “绣", "线绣"),
        ('五"星', "五星"),
        ('"五星"支部', "五星支部"),
        ('五" 星', "五星"),
        ("-支部", "-支部"),
        ("标题:支部", "标题:支部"),
        ("a|b", "a|b"),
    ],
)
def test_a_pasted_passage_in_quotes_is_one_literal_whatever_it_holds(
    inside: str, folded: str
) -> None:
    node = parse_query(f'"{inside}"').node

    assert isinstance(node, Literal)
    assert node.folded == folded


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("党" * 101, "100"),
        (" ".join("一二三四五六七八九十百千万"), "12"),
        ("((((支部 积分))))", "3"),
        ("----支部 - - NOT NOT NOT NOT 积分", "3"),
        ("“”", "没有可以检索的字"),
        ("\u200b\u200b", "没有可以检索的字"),
    ],
)
def test_past_a_limit_the_refusal_names_it(text: str, limit: str) -> None:
    with pytest.raises(QueryRefused, match=limit):
        parse_query(text)


@given(
    st.text(
        st.one_of(
            st.sampled_from("党建 AND OR NOT或|-+()（）“”\"'：:年镇标题2019.."), st.characters()
        ),
        max_size=120,
    )
)
def test_no_text_is_an_error(text: str) -> None:
    with suppress(QueryRefused):
        assert parse_query(text).text == text.strip()


WORDS = st.sampled_from(["支部", "积分", "岳村镇", "党建+", "abc", "1.3万"])
LEAVES = st.one_of(
    WORDS.map(run),
    WORDS.map(literal),
    WORDS.map(lambda word: run(word, *HEADLINE)),
    WORDS.map(lambda word: Named(Facet.TOWN, word, make_literal(word).folded)),
    st.builds(Years, st.integers(1900, 2000), st.integers(2001, 2100)),
)
GROUPS = st.lists(LEAVES, min_size=2, max_size=3, unique=True).map(tuple)
TREES = st.one_of(
    LEAVES,
    LEAVES.map(Without),
    GROUPS.map(Both),
    GROUPS.map(Either),
    st.tuples(GROUPS.map(Either), LEAVES).map(Both),
    st.tuples(GROUPS.map(Both), LEAVES).map(Either),
)


@given(TREES)
def test_a_tree_written_as_text_is_read_as_the_same_tree(tree: Node) -> None:
    assert parse_query(write_query(tree)).node == tree
