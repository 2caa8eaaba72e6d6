from __future__ import annotations

import pytest

from archive.pipeline.places.division_names import (
    autonomous_short_names,
    city_stem,
    county_sibling_names,
    county_stem,
    plain_town_name,
    province_stem,
    sibling_names,
    town_stem,
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


def test_a_town_changes_its_level_and_a_county_rises_in_rank() -> None:
    assert sibling_names("褚河街道") == ("褚河镇", "褚河乡")
    assert sibling_names("张镇") == ()
    assert county_sibling_names("双城区") == ("双城市", "双城县")
    assert county_sibling_names("大城县") == ()


@pytest.mark.parametrize("printed", ["西关街道", "西关街道办事处", "西关街道办", "西关街办"])
def test_the_office_is_no_part_of_the_name(printed: str) -> None:
    assert plain_town_name(printed) == "西关街道"
