"""
Tables to take away. A receipt and a table come in, the bytes of a CSV or XLSX file go out.

No cell is a formula, whatever an article prints.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import IO

import xlsxwriter
from django.utils.translation import gettext as _

from archive.reading.csv_files import Cell, write_lines

# Cells stay text: no formula, no number, no link is made of what an article prints.
PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
LONGEST_CELL = 32767  # characters, Excel's own limit
MOST_ROWS = 1_048_576  # of a sheet, Excel's own limit


@dataclass(frozen=True, slots=True)
class Table:
    """Rows to take away, read once, under the names of their columns."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write_csv(receipt: Sequence[tuple[str, str]], table: Table) -> Iterator[str]:
    """Yield the lines of the file: the receipt, an empty line, the columns, the rows."""
    return write_lines(chain(receipt, [(), table.columns], table.rows))


def write_xlsx(receipt: Sequence[tuple[str, str]], table: Table) -> IO[bytes]:
    """
    The workbook in a temporary file, read from its start: the rows, and a sheet with the receipt.

    Rows that are too many for one sheet go on in another.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it when it is sent
    book = xlsxwriter.Workbook(file, PLAIN)
    _write_rows(book, table)
    told = book.add_worksheet(_("检索回执"))
    bold = book.add_format({"bold": True})
    for at, (label, value) in enumerate(receipt):
        told.write_string(at, 0, label, bold)
        told.write_string(at, 1, value[:LONGEST_CELL])
    book.close()
    file.seek(0)
    return file


def _write_rows(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = _add_sheet(book, table, 1)
    for number, row in enumerate(table.rows):
        at = number % (MOST_ROWS - 1) + 1
        if number and at == 1:
            sheet = _add_sheet(book, table, number // (MOST_ROWS - 1) + 1)
        for column, cell in enumerate(row):
            _write(sheet, at, column, cell)


def _add_sheet(
    book: xlsxwriter.Workbook, table: Table, number: int
) -> xlsxwriter.worksheet.Worksheet:
    sheet = book.add_worksheet(table.name if number == 1 else f"{table.name} {number}")
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, table.columns, book.add_format({"bold": True}))
    return sheet


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:LONGEST_CELL])
    else:
        sheet.write_number(row, column, cell)
