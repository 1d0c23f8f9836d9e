"""Excel workbooks of 1997 to 2003 (.xls) through xlrd: the same cell texts as of an .xlsx, one table per sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import xlrd
from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, error_text_from_code

from chiso.model import Span, Table
from chiso.readers.cells import make_sheet, spell_date, spell_number
from chiso.readers.container import refuse_damage
from chiso.readers.contents import Contents, make_workbook
from chiso.readers.fault import ReadFault


def read_old_workbook(source_path: str, data: bytes) -> Contents:
    """The sheets that hold a cell, in order; numbers, dates and percentages spelt as `read_workbook` spells them.

    Raises ReadFault password_protected, damaged_document, document_too_large.
    """
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=StringIO())
        return make_workbook(_read_sheets(source_path, book))
    except ReadFault:
        raise
    except Exception as error:
        if "encrypted" in str(error):
            message = f"{source_path}: the workbook is protected by a password; save it without one"
            raise ReadFault("password_protected", message) from error
        raise refuse_damage(source_path, error) from error


def _read_sheets(source_path: str, book: xlrd.Book) -> Iterator[Table]:
    percent = {key for key, format_ in book.format_map.items() if "%" in (format_.format_str or "")}
    shown_as_percent = {i for i, style in enumerate(book.xf_list) if style.format_key in percent}
    for sheet in book.sheets():
        rows = (_read_row(book, sheet, row, shown_as_percent) for row in range(sheet.nrows))
        spans = [Span(r1, c1, r2 - r1, c2 - c1) for r1, r2, c1, c2 in sheet.merged_cells]
        table = make_sheet(source_path, sheet.name, rows, spans)
        if table:
            yield table


def _read_row(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, shown_as_percent: set[int]) -> list[str]:
    texts: list[Any] = sheet.row_values(row)
    for column, kind in enumerate(sheet.row_types(row)):
        if kind == XL_CELL_NUMBER:
            percent = bool(shown_as_percent) and sheet.cell_xf_index(row, column) in shown_as_percent
            texts[column] = spell_number(texts[column], percent)
        elif kind in _SPELL:
            texts[column] = _SPELL[kind](texts[column], book.datemode)
    return texts


def _spell_date(value: float, datemode: int) -> str:
    """A day number as a date; one that is out of the calendar stays a number."""
    try:
        return spell_date(xlrd.xldate_as_datetime(value, datemode))
    except (xlrd.xldate.XLDateError, OverflowError, ValueError):
        return spell_number(value)


_SPELL: dict[int, Callable[[Any, int], str]] = {
    XL_CELL_DATE: _spell_date,
    XL_CELL_BOOLEAN: lambda value, _: "TRUE" if value else "FALSE",
    XL_CELL_ERROR: lambda value, _: error_text_from_code.get(value, "#N/A"),
}
