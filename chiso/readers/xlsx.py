"""Excel workbooks through openpyxl, read-only: cell texts that spell the stored value exactly, one table per sheet.

No part that declares entities reaches openpyxl (container.py), so it parses with the parser of Python itself.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

# openpyxl would parse with whatever else is installed, slower or less strict
os.environ |= {"OPENPYXL_LXML": "False", "OPENPYXL_DEFUSEDXML": "False"}

from openpyxl import Workbook, load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from chiso.model import Span, Table
from chiso.readers.cells import make_sheet, spell_date, spell_number
from chiso.readers.container import open_container, read_part, refuse_damage
from chiso.readers.contents import Contents, make_workbook
from chiso.readers.fault import ReadFault

_SHEET_NAME = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="\$?([A-Z]{1,3})\$?([0-9]+):\$?([A-Z]{1,3})\$?([0-9]+)"')
_FORMULA = re.compile(rb"[<:]f[\s/>]")
_VALUELESS = re.compile(  # <c r="B7" t="n"><f>A1*2</f></c>, also with <v/> or <v></v>
    rb"""<(?:\w+:)?c\b ([^>]*) > \s*
         <(?:\w+:)?f\b (?: [^>]*/> | [^>]*> [^<]* </(?:\w+:)?f> ) \s*
         (?: <(?:\w+:)?v (?: \s*/> | > \s* </(?:\w+:)?v> ) \s* )?
         </(?:\w+:)?c>""",
    re.VERBOSE,
)


def read_workbook(source_path: str, data: bytes) -> Contents:
    """The sheets of a workbook that hold a cell, in order; numbers in plain notation ('7.16'), dates ISO, '' = empty.

    A cell formatted as percent reads as it is shown ('87.12%'). Formulas give the value that Excel stored beside them.
    Raises ReadFault as open_container does; document_too_large for a sheet that spans over MAX_CELLS cells;
    value_not_stored (a formula without its value).
    """
    merged = _look_into_sheets(source_path, data)
    try:
        return make_workbook(_read_sheets(source_path, data, merged))
    except ReadFault:
        raise
    except Exception as error:
        raise refuse_damage(source_path, error) from error


def _look_into_sheets(source_path: str, data: bytes) -> dict[str, list[Span]]:
    """The merged areas of each sheet's part, which openpyxl leaves out when it reads without building the sheet.

    Refuses formulas whose value was never stored: they would read as empty cells, that is as 'not published'.
    """
    merged = {}
    with open_container(source_path, data) as archive:
        for part in archive.namelist():
            xml = read_part(source_path, archive, part) if part.endswith((".xml", ".rels")) else b""
            if part.startswith("xl/worksheets/"):
                if _FORMULA.search(xml):
                    _check_formulas(source_path, part, xml)
                if b"mergeCell" in xml:
                    merged[part] = [_read_span(*match.groups()) for match in _MERGED.finditer(xml)]
    return merged


def _read_span(*corners: bytes) -> Span:
    """(b"B", b"7", b"D", b"8") -> the area B7:D8."""
    first = column_index_from_string(corners[0].decode()), int(corners[1])
    last = column_index_from_string(corners[2].decode()), int(corners[3])
    return Span(first[1] - 1, first[0] - 1, last[1] - first[1] + 1, last[0] - first[0] + 1)


def _check_formulas(source_path: str, part: str, xml: bytes) -> None:
    for match in _VALUELESS.finditer(xml):
        if b't="str"' not in match[1]:  # an empty text is a value too
            cell = re.search(rb'\br="([A-Z]+[0-9]+)"', match[1])
            raise ReadFault(
                "value_not_stored",
                f"{source_path}: {part} cell {cell[1].decode() if cell else '?'} is a formula without a stored value; "
                "open the workbook in a spreadsheet program and save it",
            )


def _read_sheets(source_path: str, data: bytes, merged: dict[str, list[Span]]) -> Iterator[Table]:
    for sheet in _open_sheets(data):
        percent = _find_percent_styles(sheet.parent)
        rows = ([_spell_cell(cell, percent) for cell in cells] for cells in sheet.iter_rows())
        table = make_sheet(source_path, sheet.title, rows, merged.get(sheet._worksheet_path, ()))
        if table:
            yield table


def _open_sheets(data: bytes) -> Iterator[ReadOnlyWorksheet]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        declared = {html.unescape(name.decode()) for name in _SHEET_NAME.findall(book._archive.read("xl/workbook.xml"))}
        lost = sorted(declared - set(book.sheetnames))
        if lost:
            raise InvalidFileException(f"sheet {lost[0]!r} is named in the workbook but its part is missing")
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # the declared size may be wrong or absurd: believe the cells
            yield sheet
    finally:
        book.close()


def _find_percent_styles(book: Workbook) -> frozenset[int]:
    """Places in the workbook's list of styles of those that show a number as percent."""
    formats = BUILTIN_FORMATS | {i + BUILTIN_FORMATS_MAX_SIZE: text for i, text in enumerate(book._number_formats)}
    return frozenset(i for i, style in enumerate(book._cell_styles) if "%" in formats.get(style.numFmtId, ""))


def _spell_cell(cell: Any, percent: frozenset[int]) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return spell_number(value, cell._style_id in percent)
    if isinstance(value, (date, time)):
        return spell_date(value)
    if isinstance(value, timedelta):
        return str(value)
    raise InvalidFileException(f"a cell value of type {type(value).__name__}")
