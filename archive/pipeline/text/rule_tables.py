"""Reading a rule table. A TOML file and a way to make one row come in, the made rows go out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

Row = Mapping[str, Any]
Made = TypeVar("Made")


class BadRuleTable(Exception):
    """A rule table cannot be read; the message says which file and row, and what is wrong."""


def read_rows(path: Path, name: str) -> list[Row]:
    """
    Give the rows `[[name]]` of a TOML file.

    Raises BadRuleTable if the file is missing, is no TOML or has no such rows.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadRuleTable(f"规则表 {path.name} 读不出来：{error}。请检查该文件。") from error
    rows = table.get(name)
    if not isinstance(rows, list) or not rows:
        raise BadRuleTable(f"规则表 {path.name} 里没有 [[{name}]]。请补上至少一行。")
    return rows


def read_table(path: Path, name: str, make: Callable[[Row], Made]) -> tuple[Made, ...]:
    """
    Give the rows of a table as values.

    Raises BadRuleTable if a row lacks a field, has a bad pattern or repeats an id.
    """
    made: dict[str, Made] = {}
    for number, row in enumerate(read_rows(path, name), start=1):
        try:
            if row["id"] in made:
                raise BadRuleTable(f"规则表 {path.name} 第 {number} 行的 id {row['id']} 重复。")
            made[row["id"]] = make(row)
        except (KeyError, ValueError, TypeError, re.error) as error:
            where = f"规则表 {path.name} 第 {number} 行（{row.get('id', '无 id')}）"
            raise BadRuleTable(f"{where}写得不对：{error!r}。请改正后再试。") from error
    return tuple(made.values())
