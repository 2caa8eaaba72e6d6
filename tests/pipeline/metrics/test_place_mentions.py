from __future__ import annotations

from archive.pipeline.metrics.place_mentions import RANK, PlaceMention, join_mentions
from archive.pipeline.values import PlaceLevel


def mention(name: str, text: str, level: PlaceLevel) -> PlaceMention:
    start = text.index(name)
    return PlaceMention(start, start + len(name), name, None, RANK[level])


def test_a_chain_of_places_is_its_smallest() -> None:
    text = "襄城县湛北乡后聂村扶贫车间"
    chain = [
        mention("后聂村", text, PlaceLevel.VILLAGE),
        mention("襄城县", text, PlaceLevel.COUNTY),
        mention("湛北乡", text, PlaceLevel.TOWN),
    ]

    [joined] = join_mentions(chain, text)

    assert (joined.name, joined.start, joined.end) == ("后聂村", 0, 9)


def test_villages_in_one_list_are_one_place_as_printed() -> None:
    text = "硬化石佛店村、韩庄村等村的道路"
    villages = [mention(name, text, PlaceLevel.VILLAGE) for name in ("石佛店村", "韩庄村")]

    assert [place.name for place in join_mentions(villages, text)] == ["石佛店村、韩庄村等村"]


def test_of_two_mentions_that_overlap_the_longer_stays() -> None:
    text = "岳村镇"
    both = [mention("岳村", text, PlaceLevel.VILLAGE), mention("岳村镇", text, PlaceLevel.TOWN)]

    assert [place.name for place in join_mentions(both, text)] == ["岳村镇"]


def test_the_first_villages_of_a_list_behind_their_town_are_the_town() -> None:
    text = "湛北乡后聂村、坡刘村等村修路9公里"
    named = [
        mention("湛北乡", text, PlaceLevel.TOWN),
        mention("后聂村", text, PlaceLevel.VILLAGE),
        mention("坡刘村", text, PlaceLevel.VILLAGE),
    ]

    [joined] = join_mentions(named, text)

    assert (joined.name, joined.end) == ("湛北乡", 10)
