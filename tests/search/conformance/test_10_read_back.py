"""Point 10: the query is read back in words, and the address holds the whole state."""

from __future__ import annotations

import re

import pytest
from django.http import QueryDict

from tests.search.conformance.asking import Asking, ids_of


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"q": "支部 积分"}, "同时含“支部”和“积分”。"),
        ({"q": "支部 -积分"}, "含“支部”，不含“积分”。"),
        ({"q": "村 (积分 或 鸭)"}, "含“村”，（含“积分”，或含“鸭”）。"),
        ({"q": "党 年:2019..2022"}, "含“党”，2019—2022 年。"),
        ({"q": "标题:党建 镇:岳村 作者:记者"}, "标题里含“党建”，镇名含“岳村”，署名里含“记者”。"),
        (
            {"q": "支部 书记", "year": "2022", "town": "140212101"},
            "同时含“支部”和“书记”，2022 年，新荣区 › 古店镇。",
        ),
        ({}, "全部报道。"),
    ],
)
def test_page_and_json_say_in_words_what_was_asked(
    parameters: dict[str, str], said: str, asking: Asking
) -> None:
    assert said in asking.page(**parameters)
    assert asking.json(**parameters)["query"]["said"] + "。" == said


def test_every_address_on_the_page_carries_the_rest_of_the_state(asking: Asking) -> None:
    state = {"q": "党 -鸭", "script": "hans", "sort": "newest", "size": "2", "page": "2"}
    html = asking.page(**state)

    links = [
        QueryDict(address).dict()
        for address in re.findall(r'href="/search(?:/|\.\w+)\?([^"]*)"', html)
    ]

    assert len(links) > 10
    for link in links:
        # A chip takes one typed condition away, the others stay.
        assert link.get("q") in {state["q"], "党", "-鸭", None}
        changed = {key for key in state if link.get(key) != state[key]}
        assert changed <= {"page", "sort", "size", "script", "q"}
    assert any(
        link == {**state, "page": "1"}
        or link == {key: value for key, value in state.items() if key != "page"}
        for link in links
    )


def test_the_same_address_gives_the_same_answer(asking: Asking) -> None:
    state: dict[str, str | int] = {
        "q": "党",
        "script": "hans",
        "sort": "oldest",
        "size": 3,
        "page": 2,
    }

    assert ids_of(asking.json(**state)) == ids_of(asking.json(**state)) != []
