from __future__ import annotations

import pytest

from tests.pipeline.named_texts import places_in, towns_in


@pytest.mark.parametrize(
    "text", ["统筹推进县域城乡融合", "丰富全镇群众文化", "家电进乡镇活动", "精简城乡社区事务"]
)
def test_a_name_inside_running_words_is_none(text: str) -> None:
    assert towns_in(f"会议要求{text}。") == {}


def test_a_town_of_an_ordinary_word_stays_one_after_its_county() -> None:
    found = places_in("哈尔滨市香坊区幸福镇抓党建。", "幸福镇修路,幸福镇栽树。")["幸福镇"]

    assert len(found.mentions) == 3


def test_a_town_of_an_ordinary_word_is_one_where_it_acts_as_towns_do() -> None:
    found = places_in("光明街道党工委抓党建。", "光明街道栽树。光明街道修路。")

    assert len(found["光明街道"].mentions) == 3


def test_a_county_stands_without_its_word_but_not_in_an_organisations_name() -> None:
    found = places_in("中牟县抓党建。", "中牟的干部说,中牟时报、中牟大学都看过。")["中牟县"]

    assert len(found.mentions) == 2


def test_a_village_named_like_a_province_is_none() -> None:
    found = places_in("中牟县雁鸣湖镇河北村修路,河北村民都来了。")

    assert len(found["河北省"].mentions) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("阿里平台帮助农户卖苹果", "阿里地区"),
        ("涌现有为新乡贤30名", "新乡市"),
        ("大力推进新乡村建设", "新乡市"),
        ("北京时间8点开会", "北京市"),
        ("引进青岛啤酒节", "青岛市"),
        ("湖南卫视报道", "湖南省"),
        ("1至4月城镇新增就业3万人", "月城镇"),
        ("这个小山村变了,小山村接待游客", "小山村"),
    ],
)
def test_a_word_that_only_looks_like_a_place_is_none(text: str, name: str) -> None:
    assert name not in places_in("中牟县雁鸣湖镇抓党建。", f"{text}。")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("西藏阿里的干部来学习", "阿里地区"),
        ("阿里地区的干部来学习", "阿里地区"),
        ("组织党员到新乡学习", "新乡市"),
        ("北京的专家来指导", "北京市"),
        ("月城镇新增就业300人,月城镇修路", "月城镇"),
    ],
)
def test_the_place_that_word_looks_like_is_still_found(text: str, name: str) -> None:
    assert name in places_in("中牟县雁鸣湖镇抓党建。", f"{text}。")
