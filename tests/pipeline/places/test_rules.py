from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archive.pipeline.places.rules import PlaceRuleKind, load_place_rules
from archive.pipeline.text.rule_tables import BadRuleTable
from archive.resources import RULES


def test_every_kind_of_row_is_used() -> None:
    assert {row.kind for row in load_place_rules().rows} == set(PlaceRuleKind)


def test_a_row_says_why_and_has_words() -> None:
    assert all(row.why and row.words and -1 <= row.weight <= 1 for row in load_place_rules().rows)


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
