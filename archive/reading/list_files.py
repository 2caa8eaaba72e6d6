"""
A list of the site as a file. In: rows and what its columns are. Out: lines of CSV, or values for JSON.

CSV: first what was asked, then a line for each column with what it means, an empty line, the columns, the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from archive.reading.csv_files import Cell, write_lines

Absolute = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: its key in JSON, its title, what it means, and how it is read from a row."""

    key: str
    title: Any  # lazy translations
    meaning: Any
    read: Callable[[Any], Cell | None]
    is_address: bool = False


Columns = Sequence[ListColumn]


def write_list_csv(
    head: Sequence[tuple[str, str]], columns: Columns, rows: Iterable[Any], absolute: Absolute
) -> Iterator[str]:
    """Yield the lines of the file."""
    told = list(head)
    told += [(_("列：{title}").format(title=each.title), str(each.meaning)) for each in columns]
    titles = tuple(str(each.title) for each in columns)
    cells = (tuple(_cell(each, row, absolute) for each in columns) for row in rows)
    return write_lines(chain(told, [(), titles], cells))


def print_list(columns: Columns, rows: Iterable[Any], absolute: Absolute) -> list[dict[str, Any]]:
    """Each row by the keys of the columns; what is not known is null."""
    return [{each.key: _value(each, row, absolute) for each in columns} for row in rows]


def _value(column: ListColumn, row: Any, absolute: Absolute) -> Cell | None:
    read = column.read(row)
    return absolute(str(read)) if column.is_address else read


def _cell(column: ListColumn, row: Any, absolute: Absolute) -> Cell:
    value = _value(column, row, absolute)
    return "" if value is None else value
