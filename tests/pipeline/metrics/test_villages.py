from __future__ import annotations

import pytest

from archive.pipeline.metrics.place_mentions import RANK, PlaceMention
from archive.pipeline.metrics.villages import find_villages, village_mentions
from archive.pipeline.text.clauses import lay_out
from archive.pipeline.values import PlaceLevel
from tests.pipeline.metric_texts import RULES


def villages(text: str, town: str = "") -> frozenset[str]:
    known = []
    if town:
        start = text.index(town)
        known = [PlaceMention(start, start + len(town), town, "1", RANK[PlaceLevel.TOWN])]
    return find_villages([(text, lay_out(text), known)], RULES)


@pytest.mark.parametrize(
    ("text", "town", "name"),
    [
        ("走进湛北乡后聂村扶贫车间", "湛北乡", "后聂村"),
        ("瓦岗村成功创建", "", "瓦岗村"),
        ("推进付李庄社区建设", "", "付李庄社区"),
    ],
)
def test_a_village_is_known_by_where_it_stands_and_how_its_name_ends(
    text: str, town: str, name: str
) -> None:
    assert villages(text, town) == {name}


@pytest.mark.parametrize(
    "text",
    ["全镇19个行政村", "轮训村两委干部", "扶持村集体经济", "法治治村,聚力", "结合镇村实际",
     "10万元以上的村", "去年村党支部", "各村开展", "岳村镇投入"],
)  # fmt: skip
def test_a_run_of_words_that_ends_in_village_is_none(text: str) -> None:
    assert villages(text) == frozenset()


def test_an_unusual_name_counts_once_it_is_printed_twice() -> None:
    assert villages("大猛村投产。") == frozenset()
    assert villages("大猛村投产。大猛村分红。") == {"大猛村"}


def test_a_known_name_is_found_wherever_it_stands() -> None:
    found = list(village_mentions("其中高庄村项目和高庄村箱包厂", frozenset({"高庄村"})))

    assert [mention.start for mention in found] == [2, 8]
