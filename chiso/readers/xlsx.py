"""Excel workbooks through openpyxl, read-only: cell texts that spell the stored value exactly, one table per sheet.

openpyxl parses XML through defusedxml because that is installed (no entities, no external references).
"""

from __future__ import annotations

import html
import os
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

# openpyxl would read with lxml where that happens to be installed, and lxml does not refuse XML bombs as defusedxml does
os.environ["OPENPYXL_LXML"] = "False"

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.xml import DEFUSEDXML

from chiso.model import Table
from chiso.readers.fault import ReadFault

_SHEET_NAME = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"')
MAX_UNPACKED = 200 * 1024 * 1024  # bytes that the parts of a workbook may declare; VCCI's largest needs 2 MB
MAX_CELLS = 2_000_000  # cells of a sheet, empty ones between filled ones counted
_VALUELESS = re.compile(  # <c r="B7" t="n"><f>A1*2</f></c>, also with <v/> or <v></v>
    rb"""<(?:\w+:)?c\b ([^>]*) > \s*
         <(?:\w+:)?f\b (?: [^>]*/> | [^>]*> [^<]* </(?:\w+:)?f> ) \s*
         (?: <(?:\w+:)?v (?: \s*/> | > \s* </(?:\w+:)?v> ) \s* )?
         </(?:\w+:)?c>""",
    re.VERBOSE,
)
_DIGITS = 15  # Excel computes and shows 15 significant digits: 7.1600000000000001 in the file is 7.16


def read_workbook(source_path: str, data: bytes) -> tuple[Table, ...]:
    """The sheets of a workbook that hold a cell, in order; numbers in plain notation ('7.16'), dates ISO, '' = empty.

    A cell formatted as percent reads as it is shown ('87.12%'). Formulas give the value that Excel stored beside them.
    Raises ReadFault: workbook_too_large (parts declare over MAX_UNPACKED bytes, or a sheet spans over MAX_CELLS cells),
    password_protected, damaged_workbook, value_not_stored (a formula without its value).
    """
    _check_container(source_path, data)
    try:
        return tuple(_read_sheets(source_path, data))
    except ReadFault:
        raise
    except DefusedXmlException as error:  # before ValueError, which it is
        raise ReadFault(
            "damaged_workbook",
            f"{source_path}: the workbook declares XML entities, which no spreadsheet program writes ({error}); "
            "do not trust it",
        ) from error
    except Exception as error:
        raise ReadFault(
            "damaged_workbook",
            f"{source_path}: the workbook is damaged ({type(error).__name__}: {str(error)[:160]}); get it again, "
            "or open and save it in a spreadsheet program",
        ) from error


def _check_container(source_path: str, data: bytes) -> None:
    """Refuse a zip bomb and encrypted parts before anything is unpacked, then formulas whose value was never stored.

    A part that unpacks to more than it declares is cut off there by zipfile and fails its checksum. A formula without a
    stored value would read as an empty cell, that is as 'not published'.
    """
    if not DEFUSEDXML:
        raise RuntimeError("openpyxl does not see defusedxml: run 'make setup'")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            declared = sum(part.file_size for part in parts)
            if declared > MAX_UNPACKED:
                raise ReadFault(
                    "workbook_too_large",
                    f"{source_path}: the workbook would unpack to {declared:,} bytes (limit {MAX_UNPACKED:,}); "
                    "if it is honest, save the sheets that matter as a smaller workbook or as CSV",
                )
            if any(part.flag_bits & 0x1 for part in parts):
                raise ReadFault(
                    "password_protected", f"{source_path}: the zip container is encrypted; save it without a password"
                )
            for part in parts:
                if part.filename.startswith("xl/worksheets/"):
                    _check_formulas(source_path, part.filename, archive.read(part))
    except ReadFault:
        raise
    except Exception as error:
        raise ReadFault(
            "damaged_workbook", f"{source_path}: the zip container is damaged or cut off ({error}); get the file again"
        ) from error


def _check_formulas(source_path: str, part: str, xml: bytes) -> None:
    for match in _VALUELESS.finditer(xml):
        if b't="str"' not in match[1]:  # an empty text is a value too
            cell = re.search(rb'\br="([A-Z]+[0-9]+)"', match[1])
            raise ReadFault(
                "value_not_stored",
                f"{source_path}: {part} cell {cell[1].decode() if cell else '?'} is a formula without a stored value; "
                "open the workbook in a spreadsheet program and save it",
            )


def _read_sheets(source_path: str, data: bytes) -> Iterator[Table]:
    for sheet in _open_sheets(data):
        rows: list[list[str]] = []
        width = 0
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            row = [_spell_cell(cell) for cell in cells]
            while row and not row[-1].strip():
                row.pop()
            rows.append(row)
            width = max(width, len(row))
            if number * width > MAX_CELLS:
                raise ReadFault(
                    "workbook_too_large",
                    f"{source_path}: sheet {sheet.title!r} spans more than {MAX_CELLS:,} cells at row {number}; "
                    "delete what stands far from the table",
                )
        while rows and not rows[-1]:
            rows.pop()
        if rows:
            yield Table(sheet.title, tuple(tuple(row) + ("",) * (width - len(row)) for row in rows))


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


def _spell_cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _spell_number(value, percent="%" in (cell.number_format or ""))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    raise InvalidFileException(f"a cell value of type {type(value).__name__}")


def _spell_number(value: int | float, percent: bool) -> str:
    """7.1600000000000001 -> '7.16', 63.0 -> '63', 0.8712 shown as percent -> '87.12%'; never an exponent."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_DIGITS}g}")
    if not exact.is_finite():
        raise InvalidFileException(f"a cell value {value}")
    if percent:
        exact *= 100
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text + ("%" if percent else "")
