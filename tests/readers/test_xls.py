"""Workbooks of 1997 to 2003: the same cell texts and merged areas as of their successors."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

from chiso.model import Span
from chiso.readers import ReadFault, read_document

WORKBOOKS = Path(__file__).resolve().parents[3] / "shared" / "workbooks"


def make_book() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("PCI 2005")
    sheet.write_merge(0, 0, 0, 3, "Bảng xếp hạng PCI 2005")
    for column, value in enumerate(["Huế", 63, 7.16, 0.1 + 0.2]):
        sheet.write(1, column, value)
    sheet.write(2, 0, 0.8712, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(2, 1, date(2025, 3, 15), xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    sheet.write(2, 2, True)
    book.add_sheet("trống")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_cells_read_as_they_are_meant() -> None:
    document = read_document("vcci/bang.doc", make_book())  # a wrong name
    (table,) = document.tables
    assert (document.format, document.text, table.name) == ("xls", "", "PCI 2005")
    assert table.rows == (
        ("Bảng xếp hạng PCI 2005", "", "", ""),
        ("Huế", "63", "7.16", "0.3"),
        ("87.12%", "2025-03-15", "TRUE", ""),
    )
    assert table.spans == (Span(0, 0, 1, 4),)
    assert table.locate(1, 2) == "PCI 2005!C2"


@pytest.mark.parametrize("kept", [600, 2000, 4000])
def test_a_truncated_workbook_is_held(kept: int) -> None:
    with pytest.raises(ReadFault) as caught:
        read_document("vcci/bang.xls", make_book()[:kept])
    assert caught.value.reason_code == "damaged_document"
    assert "\n" not in caught.value.message


def test_a_password_is_named() -> None:
    book = xlwt.Workbook()
    book.add_sheet("PCI").write(0, 0, "Huế")
    records = book.get_biff_data()
    start = 4 + int.from_bytes(records[2:4], "little")  # behind the first record: FILEPASS, [MS-XLS] 2.4.117
    protected = records[:start] + bytes([0x2F, 0, 6, 0, 0, 0, 1, 2, 3, 4]) + records[start:]
    buffer = BytesIO()
    XlsDoc().save(buffer, protected)
    with pytest.raises(ReadFault) as caught:
        read_document("vcci/bang.xls", buffer.getvalue())
    assert caught.value.reason_code == "password_protected"


@pytest.mark.skipif(not WORKBOOKS.exists(), reason="needs the published workbooks of ../shared")
@pytest.mark.parametrize("year", [2005, 2007, 2010])
def test_published_workbooks_are_read(year: int) -> None:
    path = WORKBOOKS / f"PCI_{year}.xls"
    tables = read_document(f"vcci/{path.name}", path.read_bytes()).tables
    assert len(tables) >= 9
    assert any("Vĩnh Long" in cell or "Vinh Long" in cell for row in tables[0].rows for cell in row)
