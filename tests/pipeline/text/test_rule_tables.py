from __future__ import annotations

from pathlib import Path

import pytest

from archive.pipeline.text.rule_tables import BadRuleTable, Row, read_table


def name_of(row: Row) -> str:
    return str(row["name"])


def test_the_rows_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    table = tmp_path / "units.toml"
    table.write_text('[[unit]]\nid = "a"\nname = "元"\n[[unit]]\nid = "b"\nname = "亩"\n')

    assert read_table(table, "unit", name_of) == ("元", "亩")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("no toml", "读不出来"),
        ("[other]\n", "没有 [[unit]]"),
        ('[[unit]]\nid = "a"\n', "第 1 行（a）"),
        ('[[unit]]\nid = "a"\nname = "元"\n[[unit]]\nid = "a"\nname = "亩"\n', "重复"),
    ],
)
def test_a_bad_table_says_which_file_and_row_and_what_is_wrong(
    tmp_path: Path, content: str, said: str
) -> None:
    table = tmp_path / "units.toml"
    table.write_text(content)

    with pytest.raises(BadRuleTable) as caught:
        read_table(table, "unit", name_of)

    assert "units.toml" in str(caught.value)
    assert said in str(caught.value)


def test_a_missing_table_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(BadRuleTable, match=r"units\.toml"):
        read_table(tmp_path / "units.toml", "unit", name_of)
