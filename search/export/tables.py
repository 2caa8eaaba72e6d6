"""
Tables to take away. A receipt and rows come in, the bytes of a CSV or XLSX file go out.

CSV is UTF-8 with a byte-order mark, without which spreadsheets on Chinese machines read it as GBK.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

import xlsxwriter
from django.utils.translation import gettext as _

from search.export.rows import Row, columns

BYTE_ORDER_MARK = "\ufeff"
# Cells stay text: no formula, no number, no link is made of what an article prints.
PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
LONGEST_CELL = 32767  # characters, Excel's own limit


class _Echo:
    """A file for the csv module whose writing hands the line back."""

    def write(self, line: str) -> str:
        return line


def write_csv(receipt: Sequence[tuple[str, str]], rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of the file: the receipt, an empty line, the columns, the rows."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK
    for label, value in receipt:
        yield writer.writerow(
            [label, f"'{value}" if value.startswith(("=", "+", "-", "@")) else value]
        )
    yield writer.writerow([])
    yield writer.writerow(columns())
    for row in rows:
        yield writer.writerow(row.cells())


def write_xlsx(receipt: Sequence[tuple[str, str]], rows: Iterable[Row]) -> IO[bytes]:
    """The workbook in a temporary file, read from its start: one sheet of rows, one with the receipt."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it when it is sent
    book = xlsxwriter.Workbook(file, PLAIN)
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(_("检索结果"))
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, columns(), bold)
    for at, row in enumerate(rows, start=1):
        for column, cell in enumerate(row.cells()):
            _write(sheet, at, column, cell)
    told = book.add_worksheet(_("检索回执"))
    for at, (label, value) in enumerate(receipt):
        told.write_string(at, 0, label, bold)
        told.write_string(at, 1, value[:LONGEST_CELL])
    book.close()
    file.seek(0)
    return file


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: int | str) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, cell[:LONGEST_CELL])
