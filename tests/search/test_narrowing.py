"""Fewer and more results: a condition added by 在结果中检索, one taken back by its chip, a year by its bar."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from archive.models import Article
from archive.models.article import DATED
from search.finding.reading import resolve
from search.index.documents import Facet
from search.pages.narrowing import join_conditions, typed_chips
from search.pages.parameters import DEEPEST, Asked
from search.pages.views import turns
from search.query.parse import MAX_CHARACTERS, QueryRefused, parse_query
from search.query.terms import Both, Everything, Node, Valued
from search.upkeep.worker import IndexWorker

TYPED = st.text(
    st.sampled_from('党建村 ORAND或|-()“”"「」:年镇标题2019.·《》'), min_size=1, max_size=20
)


def parts(node: Node) -> tuple[Node, ...]:
    """What `node` asks for; blanks ask for nothing."""
    if isinstance(node, Everything):
        return ()
    return node.parts if isinstance(node, Both) else (node,)


def literally(node: Node) -> Node:
    """`node` with its runs in quotation marks: some must be to stand beside others."""
    return resolve(node, lambda _literal: True)


@given(TYPED, TYPED)
@example(" ", "年或或")
@example("党建", "　")
def test_both_conditions_together_mean_what_they_meant_apart(before: str, more: str) -> None:
    try:
        apart = [parse_query(before).node, parse_query(more).node]
        together = parse_query(join_conditions(before, more)).node
    except QueryRefused:
        return

    wanted = [literally(part) for node in apart for part in parts(node)]
    assert [literally(part) for part in parts(together)] == wanted


@pytest.mark.parametrize(
    ("before", "more", "text"),
    [
        ("党建", "积分", "党建 积分"),
        ("甲 OR 乙", "丙", "(甲 OR 乙) 丙"),
        ("甲|乙", "丙 或 丁", "(甲|乙) (丙 或 丁)"),
        ("“五星", "支部”", "五星 支部"),
        ("积分先锋贷", "-党建", "积分先锋贷 -党建"),
    ],
)
def test_what_was_typed_is_kept_where_it_means_the_same(before: str, more: str, text: str) -> None:
    assert join_conditions(before, more) == text


def test_each_typed_condition_is_a_chip_that_takes_only_itself_back() -> None:
    asked = Asked(text="支部 (甲 OR 乙) -丙 年:2019..2021", page=3)

    chips = list(typed_chips(parse_query(asked.text), asked))

    assert [chip.name for chip in chips] == [
        "含“支部”",
        "含“甲”，或含“乙”",
        "不含“丙”",
        "2019—2021 年",
    ]
    for nth, chip in enumerate(chips):
        rest = parts(parse_query(asked.text).node)
        assert parts(parse_query(chip.asked.text).node) == rest[:nth] + rest[nth + 1 :]
        assert chip.asked.page == 1


def test_a_single_word_is_no_chip_until_something_else_narrows() -> None:
    asked = Asked(text="支部")
    narrowed = Asked(text="支部", chosen=(Valued(Facet.YEAR, "2021"),))

    assert list(typed_chips(parse_query("支部"), asked)) == []
    [chip] = typed_chips(parse_query("支部"), narrowed)
    assert (chip.asked.text, chip.asked.chosen) == ("", narrowed.chosen)


def said_count(html: str) -> int:
    found = re.search(r"<strong>([\d,]+)</strong>", html)
    assert found
    return int(found[1].replace(",", ""))


def test_within_and_chips_and_bars_give_what_they_say(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    for before in ("积分先锋贷", "五星支部 OR 一约四会", "村"):
        wide = {one["id"] for one in client.get("/search.json", {"q": before}).json()["results"]}
        other = {one["id"] for one in client.get("/search.json", {"q": "党员"}).json()["results"]}
        answer = client.get("/search/", {"q": "党员", "was": before, "within": "1"}, follow=True)
        asked = QueryDict(answer.request["QUERY_STRING"])
        both = {one["id"] for one in client.get("/search.json", asked.dict()).json()["results"]}
        assert both == wide & other
        html = unescape(answer.content.decode())
        back = re.findall(r'<a href="([^"]+)" aria-label="去掉条件', html)
        assert len(back) == 2
        assert said_count(client.get(back[1]).content.decode()) == len(wide)

    html = unescape(client.get("/search/", {"q": "村"}).content.decode())
    bars = re.findall(
        r'<a href="(/search/\?[^"]+)" rel="nofollow" aria-label="(\d+) 年 (\d+) 篇(|，年份全为推断)"',
        html,
    )
    printed = Article.objects.filter(published_basis__in=DATED)
    years = {str(day.year) for day in printed.values_list("published_on", flat=True) if day}
    assert [year for _href, year, *_rest in bars] == ["2019", "2021", "2022"]
    assert {year for _href, year, _count, said in bars if not said} == years
    for href, _year, count, _said in bars:
        assert said_count(client.get(href).content.decode()) == int(count)
    undated = re.search(r'href="(/search/\?[^"]+)" rel="nofollow">另有 (\d+) 篇年份不详', html)
    assert undated
    assert int(undated[2]) == Article.objects.undated().count()
    assert said_count(client.get(undated[1]).content.decode()) == int(undated[2])
    assert sum(int(count) for _href, _year, count, _said in bars) + int(undated[2]) == 8


def test_an_added_condition_past_a_limit_is_refused_in_words(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    long = "党" * (MAX_CHARACTERS - 5)

    answer = client.get("/search/", {"q": "村民村民村民", "was": long, "within": "1"}, follow=True)

    assert answer.status_code == 400
    assert f"最多 {MAX_CHARACTERS} 个" in answer.content.decode()


def test_no_page_leads_to_one_that_is_refused() -> None:
    last = turns(Asked(text="的", page=50), 930)
    before = turns(Asked(text="的", page=49), 930)
    whole = turns(Asked(text="的", page=50), 50)

    assert DEEPEST == 50 * 20
    assert set(last["turn"]) == {"previous", "cut"}
    assert last["turn"]["cut"]
    assert "page=50" in before["turn"]["following"]
    assert not before["turn"]["cut"]
    assert not whole["turn"]["cut"]
