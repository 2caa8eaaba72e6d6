from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.pipeline.places.gazetteer import (
    CODE_LENGTHS,
    Division,
    NameKind,
    level_of,
)
from archive.pipeline.places.gazetteer_files import load_gazetteer
from archive.pipeline.places.incomplete import GazetteerIncomplete
from archive.pipeline.values import PlaceAlias, PlaceLevel
from archive.resources import DATA
from tests.pipeline.named_texts import GAZETTEER


def test_every_division_of_the_files_is_there_with_its_parent_before_it() -> None:
    seen: set[str] = set()
    levels: dict[PlaceLevel, int] = dict.fromkeys(PlaceLevel, 0)

    for division in GAZETTEER.divisions():
        assert division.parent_code is None or division.parent_code in seen
        assert level_of(division.code) is division.level
        seen.add(division.code)
        levels[division.level] += 1

    assert levels[PlaceLevel.PROVINCE] == 31
    assert levels[PlaceLevel.COUNTY] == 2978
    assert levels[PlaceLevel.TOWN] == 41352


def test_a_code_begins_with_the_code_of_the_division_above() -> None:
    assert all(d.code.startswith(d.parent_code or "") for d in GAZETTEER.divisions())


def test_a_town_names_all_it_lies_in() -> None:
    assert GAZETTEER.division("410122114") == Division(
        "410122114", "雁鸣湖镇", PlaceLevel.TOWN, "410122", "中牟县", "郑州市", "河南省"
    )


@pytest.mark.parametrize("code", ["1101", "5002", "4190"])
def test_a_city_of_the_codes_alone_stays_in_the_tree_but_names_no_one(code: str) -> None:
    city = GAZETTEER.division(code)

    assert city is not None
    assert city.is_pseudo
    assert city.city is None
    assert GAZETTEER.namings(city.name) == ()


def test_a_name_of_many_towns_gives_them_all() -> None:
    official = [n for n in GAZETTEER.towns_named("城关镇") if n.kind is NameKind.OFFICIAL]

    assert len(official) == 88


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("河南", "41", NameKind.STEM),
        ("内蒙古", "15", NameKind.STEM),
        ("大同", "1402", NameKind.STEM),
        ("延边州", "2224", NameKind.ALIAS),
        ("长阳县", "420528", NameKind.ALIAS),
        ("文明乡", "431026217", NameKind.ALIAS),
        ("轵城镇", "419001102", NameKind.ALIAS),
        ("西关街道办事处", "411002003", NameKind.OFFICIAL),
        ("龙南县", "360783", NameKind.FORMER),
        ("褚河镇", "411081005", NameKind.SIBLING),
    ],
)
def test_a_division_answers_to_its_other_names(name: str, code: str, kind: NameKind) -> None:
    assert (code, kind) in {(naming.code, naming.kind) for naming in GAZETTEER.namings(name)}


def test_what_a_name_surely_stands_for_comes_first() -> None:
    kinds = [naming.kind for naming in GAZETTEER.towns_named("城关镇")]

    assert kinds == sorted(kinds)


def test_a_city_that_fills_one_county_code_is_named_once() -> None:
    assert [naming.code for naming in GAZETTEER.uppers_named("东莞市")] == ["4419"]


def test_the_longest_name_wins_where_several_begin() -> None:
    assert [hit.name for hit in GAZETTEER.scan("魏都区西关街道办事处许烟社区")] == [
        "魏都区",
        "西关街道办事处",
    ]


def _alias_in(printed: str | None) -> list[str]:
    alias = PlaceAlias("老雁镇", "410122114", valid_from="2010-01-01", valid_to="2019-06-29")
    gazetteer = load_gazetteer(DATA, (alias,))
    return [naming.code for naming in gazetteer.towns_named("老雁镇", printed)]


@pytest.mark.parametrize("printed", [None, "2018", "2019", "2019-06", "2019-06-29", "2010-01-01"])
def test_an_alias_counts_for_articles_printed_in_its_time(printed: str | None) -> None:
    assert _alias_in(printed) == ["410122114"]


@pytest.mark.parametrize("printed", ["2019-06-30", "2019-07", "2020", "2009-12"])
def test_an_alias_means_nothing_outside_its_time(printed: str) -> None:
    assert _alias_in(printed) == []


def test_an_alias_is_found_in_a_text() -> None:
    gazetteer = load_gazetteer(DATA, (PlaceAlias("老雁镇", "410122114"),))

    assert [hit.name for hit in gazetteer.scan("来到老雁镇")] == ["老雁镇"]


def test_an_alias_stands_beside_what_the_name_means_already() -> None:
    gazetteer = load_gazetteer(DATA, (PlaceAlias("狼城岗镇", "410122114"),))

    assert [n.code for n in gazetteer.towns_named("狼城岗镇")] == ["410122103", "410122114"]


@settings(deadline=None)  # the automaton is built on the first call
@given(st.text(alphabet="中牟县雁鸣湖镇襄城关许昌市的,", max_size=40))
def test_what_is_found_stands_there_and_never_overlaps(text: str) -> None:
    end = 0

    for hit in GAZETTEER.scan(text):
        assert hit.start >= end
        assert text[hit.start : hit.end] == hit.name
        assert GAZETTEER.namings(hit.name)
        end = hit.end


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerIncomplete, match=r"counties_2023\.csv\.gz.*恢复"):
        load_gazetteer(tmp_path)


def test_a_damaged_file_is_named_too(tmp_path: Path) -> None:
    folder = tmp_path / "gazetteer"
    shutil.copytree(DATA, folder)
    whole = (folder / "towns_2023.csv.gz").read_bytes()
    (folder / "towns_2023.csv.gz").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(GazetteerIncomplete, match=r"towns_2023\.csv\.gz"):
        load_gazetteer(folder)


def test_a_file_without_its_columns_is_named_too(tmp_path: Path) -> None:
    folder = tmp_path / "gazetteer"
    shutil.copytree(DATA, folder)
    with gzip.open(folder / "towns_2023.csv.gz", "wt", encoding="utf-8") as file:
        file.write("code;name\n410122114;雁鸣湖镇\n")

    with pytest.raises(GazetteerIncomplete, match="行政区划数据"):
        load_gazetteer(folder)


def test_an_empty_file_is_named_too(tmp_path: Path) -> None:
    folder = tmp_path / "gazetteer"
    shutil.copytree(DATA, folder)
    (folder / "towns_aliases.csv.gz").write_bytes(gzip.compress(b""))

    with pytest.raises(GazetteerIncomplete, match=r"towns_aliases\.csv\.gz"):
        load_gazetteer(folder)


def test_a_missing_table_of_villages_is_named_too(tmp_path: Path) -> None:
    folder = tmp_path / "gazetteer"
    shutil.copytree(DATA, folder)
    (folder / "villages_2023.zip").write_bytes(b"PK")

    with pytest.raises(GazetteerIncomplete, match=r"villages_2023\.zip.*恢复"):
        load_gazetteer(folder)


def test_a_code_has_a_level_by_its_length_alone() -> None:
    assert {level_of("1" * length) for length in CODE_LENGTHS} == set(PlaceLevel)
