from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.places.division_names import village_stem
from archive.pipeline.places.incomplete import GazetteerIncomplete
from archive.pipeline.places.village_table import VillageTable
from archive.resources import DATA

TABLE = VillageTable(DATA / "villages_2023.zip")
LAKE_TOWN = "410122114"
with zipfile.ZipFile(DATA / "villages_2023.zip") as _archive:
    COUNTIES = [name.removesuffix(".csv") for name in _archive.namelist()]


def test_a_town_has_its_villages_in_the_order_of_their_codes() -> None:
    villages = TABLE.inside(LAKE_TOWN)

    assert len(villages) == 19
    assert [village.code for village in villages] == sorted(village.code for village in villages)
    assert "朱固村" in {village.name for village in villages}


@pytest.mark.parametrize("name", ["杏街", "杏街村", "杏街村委会", "杏街社区"])
def test_a_village_answers_with_and_without_the_word_for_what_it_is(name: str) -> None:
    assert [village.name for village in TABLE.named(LAKE_TOWN, name)] == ["杏街村"]


def test_a_name_of_one_character_keeps_its_village() -> None:
    assert [village.name for village in TABLE.named(LAKE_TOWN, "丁村")] == ["丁村"]
    assert TABLE.named(LAKE_TOWN, "丁") == ()


def test_in_a_county_every_village_of_that_name_is_given() -> None:
    same = TABLE.named("410225", "张庄村")

    assert len({village.code[:9] for village in same}) > 1
    assert {village.name for village in same} == {"张庄村"}


def test_a_county_that_is_not_in_the_table_has_no_villages() -> None:
    assert TABLE.inside("999999100") == ()
    assert TABLE.named("999999", "张庄村") == ()


@given(st.sampled_from(COUNTIES))
def test_every_village_of_a_county_is_found_by_its_name_in_its_town(county: str) -> None:
    for village in TABLE.named(county, "新村") + TABLE.named(county, "东街社区"):
        assert village in TABLE.inside(village.code[:9])
        assert village in TABLE.named(village.code[:9], village.name)
        assert village_stem(village.name) in {"新村", "东街"}


def test_the_country_has_its_villages() -> None:
    with zipfile.ZipFile(DATA / "villages_2023.zip") as archive:
        lines = sum(archive.read(name).count(b"\n") - 1 for name in archive.namelist())

    assert lines == 620_573


def test_a_file_that_is_no_zip_says_its_name(tmp_path: Path) -> None:
    with pytest.raises(GazetteerIncomplete, match=r"gone\.zip"):
        VillageTable(tmp_path / "gone.zip")


def test_a_damaged_county_says_the_name_of_the_file(tmp_path: Path) -> None:
    whole = bytearray((DATA / "villages_2023.zip").read_bytes())
    with zipfile.ZipFile(DATA / "villages_2023.zip") as archive:
        at = archive.getinfo("410122.csv").header_offset
    whole[at + 60 : at + 70] = bytes(10)
    (tmp_path / "cut.zip").write_bytes(whole)

    with pytest.raises(GazetteerIncomplete, match=r"cut\.zip"):
        VillageTable(tmp_path / "cut.zip").inside(LAKE_TOWN)
