from __future__ import annotations

import pytest

from archive.pipeline.page.split import split_page
from archive.pipeline.places.find import find_places
from archive.pipeline.source.containers import open_container
from archive.pipeline.values import PlaceFinding
from tests.pipeline.named_texts import GAZETTEER, places_in


def places_on(text: str) -> dict[str, PlaceFinding]:
    """The places of the first article of a page, by name."""
    page = split_page(open_container(text.encode(), "page.txt", None))
    found = find_places(page, page.articles[0], text, GAZETTEER)
    return {place.name: place for place in found}


def test_a_county_without_its_word_decides_between_its_towns_and_others() -> None:
    found = places_in("中牟的经验很好。", "刘集镇开展培训。")["刘集镇"]

    assert found.county == "中牟县"
    assert "place.bare_county" in {each.rule for each in found.evidence}


def test_the_county_that_holds_most_of_the_towns_decides() -> None:
    found = places_in("雁鸣湖镇修路,刘集镇栽树,姚家镇办夜校。")

    assert {place.county for place in found.values()} == {"中牟县"}
    assert "place.neighbours" in {each.rule for each in found["刘集镇"].evidence}


def test_the_whole_county_is_that_of_its_towns_though_named_nowhere() -> None:
    found = places_in("雁鸣湖镇修路,刘集镇栽树。", "全县培训党员。")["中牟县"]

    assert (found.code, found.mentions, len(found.inferred)) == ("410122", (), 1)


@pytest.mark.parametrize(
    "furniture", ["版权所有:中牟县融媒体中心", "主办:中牟县委组织部", "中牟县人民政府门户网站"]
)
def test_who_publishes_a_page_tells_where_its_towns_lie(furniture: str) -> None:
    body = "\n\n".join(
        [
            "党建引领聚合力",
            "刘集镇干部走村入户,收集群众意见230条,逐条办理。",
            "刘集镇调解纠纷75起。",
        ]
    )

    assert places_on(f"{body}\n\n{furniture}\n")["刘集镇"].county == "中牟县"
