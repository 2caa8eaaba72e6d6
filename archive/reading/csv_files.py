"""
Lines of a CSV file. In: cells. Out: lines, none of whose cells a spreadsheet would run.

The file is UTF-8 with a byte-order mark, without which spreadsheets on Chinese machines read it as GBK.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet takes for a formula when a cell begins with it.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = int | Decimal | str


class Echo:
    """A file for the csv module whose writing hands the line back."""

    def write(self, line: str) -> str:
        return line


def safe_cell(cell: Cell) -> Cell:
    """The cell so that no spreadsheet runs it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_MARKS) else cell


def write_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield the mark and a line for each row."""
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])
