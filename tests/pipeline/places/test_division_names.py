from __future__ import annotations

import pytest

from archive.pipeline.places.division_names import (
    autonomous_short_names,
    city_stem,
    county_sibling_names,
    county_stem,
    plain_town_name,
    province_stem,
    split_town_name,
    town_stem,
    village_stem,
)
from archive.pipeline.values import PlaceLevel
from tests.pipeline.named_texts import GAZETTEER


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("雁鸣湖镇", "雁鸣湖"),
        ("西关街道办事处", "西关"),
        ("湛北乡", "湛北"),
        ("沙河林场", None),
        ("镇", None),
    ],
)
def test_a_town_has_a_stem_if_it_ends_in_a_word_for_its_level(name: str, stem: str | None) -> None:
    assert town_stem(name) == stem


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("河南省", "河南"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("北京市", "北京"),
    ],
)
def test_a_province_is_called_by_its_stem(name: str, stem: str) -> None:
    assert province_stem(name) == stem


def test_a_stem_is_never_shorter_than_two_characters() -> None:
    for division in GAZETTEER.divisions():
        match division.level:
            case PlaceLevel.PROVINCE:
                assert len(province_stem(division.name)) > 1
            case PlaceLevel.CITY if not division.is_pseudo:
                assert len(city_stem(division.name)) > 1
            case PlaceLevel.COUNTY:
                assert len(county_stem(division.name)) > 1
            case _:
                pass


def test_nationalities_are_no_part_of_a_stem() -> None:
    assert city_stem("延边朝鲜族自治州") == "延边"
    assert county_stem("双江拉祜族佤族布朗族傣族自治县") == "双江"
    assert autonomous_short_names("长阳土家族自治县") == ("长阳县", "长阳自治县")
    assert autonomous_short_names("中牟县") == ()


def test_a_county_rises_in_rank() -> None:
    assert county_sibling_names("双城区") == ("双城市", "双城县")
    assert county_sibling_names("大城县") == ()


@pytest.mark.parametrize(
    "printed", ["西关街道", "西关街道办事处", "西关街道办", "西关街办", "西关办事处"]
)
def test_the_office_is_no_part_of_the_name(printed: str) -> None:
    assert plain_town_name(printed) == "西关街道"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("褚河镇", ("褚河", "镇")),
        ("西关街道办", ("西关", "街道")),
        ("西关办事处", ("西关", "街道")),
        ("办事处", None),
        ("沙河林场", None),
    ],
)
def test_a_town_is_a_stem_and_the_word_for_its_level(
    name: str, parts: tuple[str, str] | None
) -> None:
    assert split_town_name(name) == parts


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("吴湾社区居委会", "吴湾"),
        ("后聂村委会", "后聂"),
        ("新村村民委员会", "新村"),
        ("哈达嘎查", "哈达"),
        ("丁村委会", "丁村"),
        ("岳村集村", "岳村集"),
        ("东村", "东村"),
    ],
)
def test_a_village_has_a_stem_of_two_characters_or_more(name: str, stem: str) -> None:
    assert village_stem(name) == stem
