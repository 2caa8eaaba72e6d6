from __future__ import annotations

import pytest

from archive.pipeline.values import PlaceBasis
from tests.pipeline.named_texts import places_in, towns_in


def test_a_town_no_table_has_is_one_right_behind_its_county() -> None:
    found = places_in("中牟县凤栖坝镇党委抓党建。", "凤栖坝镇的干部说,凤栖坝镇变了。")["凤栖坝镇"]

    assert found.code is None
    assert found.basis is PlaceBasis.LOOKS
    assert found.county == "中牟县"
    assert len(found.mentions) == 3


def test_without_a_county_before_it_such_a_name_is_none() -> None:
    assert towns_in("来到凤栖坝镇学习。") == {}


@pytest.mark.parametrize(
    "text",
    ["中牟县示范镇", "中牟县各镇", "中牟县重点镇", "中牟县特色小镇", "中牟县3个镇", "中牟县乡镇",
     "中牟县城镇", "中牟县的乡镇", "中牟县委组织部到镇", "中牟县美丽乡村", "中牟县中心镇"],
)  # fmt: skip
def test_words_for_towns_behind_a_county_are_none(text: str) -> None:
    assert towns_in(text + "建设。") == {}


def test_a_name_that_opens_clauses_with_a_towns_organ_is_a_town() -> None:
    found = places_in(
        "凤栖坝镇党委抓党建。", "凤栖坝镇修路,凤栖坝镇栽树。", "凤栖坝镇石嘴村建成大棚。"
    )

    assert found["凤栖坝镇"].basis is PlaceBasis.LOOKS
    assert len(found["凤栖坝镇"].mentions) == 4
    assert found["石嘴村"].code is None


@pytest.mark.parametrize("name", ["五家满族乡", "腰站台子满族乡"])
def test_an_ethnic_township_no_table_has_may_have_a_long_name(name: str) -> None:
    assert list(towns_in(f"中牟县{name}党委抓党建。")) == [name]


def test_an_ethnic_township_needs_fewer_clauses() -> None:
    found = places_in("五家满族乡大岗村建大棚。", "五家满族乡党委抓党建。")

    assert len(found["五家满族乡"].mentions) == 2
    assert "大岗村" in found
