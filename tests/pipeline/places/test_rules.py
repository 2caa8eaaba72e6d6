from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archive.pipeline.places.resolution import Step
from archive.pipeline.places.rules import PlaceRuleKind, load_place_rules, load_points
from archive.pipeline.text.rule_tables import BadRuleTable
from archive.pipeline.values import Evidence, confidence_of
from archive.pipeline.values.evidence import LIKELY_FROM
from archive.resources import RULES
from tests.pipeline.named_texts import places_in


def test_every_kind_of_row_is_used() -> None:
    assert {row.kind for row in load_place_rules().rows} == set(PlaceRuleKind)


def test_a_row_says_why_and_has_words() -> None:
    assert all(row.why and row.words and -1 <= row.weight <= 1 for row in load_place_rules().rows)


def test_every_step_has_points_and_the_surer_ones_have_more() -> None:
    points = [load_points()[step.value] for step in Step]

    assert load_points()["place.stated"] == max(points)
    assert load_points()["place.none"] == min(points)
    assert confidence_of([Evidence("place.none", load_points()["place.none"])]) < LIKELY_FROM


def test_a_place_is_as_sure_as_the_sum_of_what_speaks_for_it() -> None:
    found = places_in("襄城县湛北乡党委抓党建。", "湛北乡后聂村成立合作社。")["湛北乡"]

    assert {each.rule for each in found.evidence} >= {
        "place.stated",
        "place.repeated",
        "place.has_village",
    }
    assert found.confidence == confidence_of(found.evidence)


def test_a_renamed_town_and_an_ordinary_word_are_less_sure() -> None:
    renamed = places_in("禹州市褚河镇")["褚河镇"]
    ordinary = places_in("阜新市海州区和平街道")["和平街道"]
    plain = places_in("襄城县湛北乡")["湛北乡"]

    assert renamed.confidence < plain.confidence
    assert ordinary.confidence < plain.confidence


def test_an_only_candidate_in_the_middle_of_a_run_without_any_other_sign_is_doubtful() -> None:
    lone = places_in("消防员挺进斋堂镇救援。")["斋堂镇"]
    opening = places_in("斋堂镇开展救援。")["斋堂镇"]
    backed = places_in("北京市的消防员挺进斋堂镇救援。")["斋堂镇"]

    assert lone.confidence < LIKELY_FROM <= min(opening.confidence, backed.confidence)


def test_an_unknown_kind_says_which_row(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    table = (folder / "places.toml").read_text("utf-8")
    (folder / "places.toml").write_text(table.replace('"rural_word"', '"rurl"', 1), "utf-8")

    with pytest.raises(BadRuleTable, match="place-rural-word"):
        load_place_rules(folder)


def test_a_missing_table_says_which(tmp_path: Path) -> None:
    with pytest.raises(BadRuleTable, match=r"places\.toml"):
        load_place_rules(tmp_path)
