"""
A list of the site as a CSV file. In: rows and what its columns are. Out: lines.

First what was asked, then a line for each column with what it means, an empty line, the columns, the rows.
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
    """One column: its title, what it means, and how it is read from a row."""

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


def _cell(column: ListColumn, row: Any, absolute: Absolute) -> Cell:
    read = column.read(row)
    if read is None:
        return ""
    return absolute(str(read)) if column.is_address else read
