"""Workbooks: exact cell texts, and every broken or hostile workbook ends in one clear fault."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from chiso.model import Span, Table
from chiso.numbers import parse_number
from chiso.readers import ReadFault, read_document
from chiso.readers.container import MAX_UNPACKED
from chiso.readers.xlsx import read_workbook

SHARED = Path(__file__).resolve().parents[3] / "shared"


def pack(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def make_book(*rows: tuple[object, ...], title: str = "PCI 2010") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return pack(book)


def edit_part(data: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with `old` replaced in one of its parts."""
    source, buffer = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                content = content.replace(b"<v></v>", b"<v />").replace(
                    b"<v/>", b"<v />"
                )  # as openpyxl writes it with lxml, and without
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return buffer.getvalue()


def refuse(folder: Path, data: bytes) -> ReadFault:
    path = folder / "bang.xlsx"
    path.write_bytes(data)
    with pytest.raises(ReadFault) as caught:
        read_document("vcci/bang.xlsx", path.read_bytes())
    assert caught.value.message.startswith("vcci/bang.xlsx: ")
    assert "\n" not in caught.value.message
    return caught.value


def test_cells_read_as_they_are_meant() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "PCI 2010"
    sheet.append(["Tỉnh", 63, 7.16, 0.1 + 0.2, 63.0, 1e-5, 12345678.9])
    sheet.append([date(2025, 3, 15), datetime(2025, 3, 15, 8, 30), True])  # noqa: DTZ001 - a cell has no zone
    sheet.append([" Huế ", None, 0.8712])
    sheet["C3"].number_format = "0.0%"
    document = read_document("a.bin", pack(book))
    assert document.format == "xlsx"
    assert document.text == ""
    (table,) = document.tables
    assert table.rows[0] == ("Tỉnh", "63", "7.16", "0.3", "63", "0.00001", "12345678.9")
    assert table.rows[1][:3] == ("2025-03-15", "2025-03-15 08:30:00", "TRUE")
    assert table.rows[2][:3] == (" Huế ", "", "87.12%")
    assert table.locate(2, 2) == "PCI 2010!C3"


def test_sheets_in_order_empty_ones_left_out_and_places_kept() -> None:
    book = Workbook()
    book.active.title = "trống"
    second = book.create_sheet("B")
    second["C4"] = "x"
    book.create_sheet("A")["A1"] = 1
    tables = read_document("a.xlsx", pack(book)).tables
    assert [table.name for table in tables] == ["B", "A"]
    assert tables[0].rows[3] == ("", "", "x")
    assert tables[0].locate(3, 2) == "B!C4"


@settings(max_examples=25)
@given(st.lists(st.integers(-(10**9), 10**9).map(lambda n: n / 10**4), min_size=1, max_size=20))
def test_numbers_come_back_exactly(values: list[float]) -> None:
    (table,) = read_workbook("a.xlsx", make_book(("điểm", *values))).tables
    for text, value in zip(table.rows[0][1:], values, strict=True):
        number = parse_number(text, decimal_mark=".")
        assert number is not None
        assert number.value == value
        assert "e" not in text.lower()


def test_the_declared_dimension_is_not_believed() -> None:
    data = edit_part(make_book(("a", "b"), ("c", 1)), "xl/worksheets/sheet1.xml", 'ref="A1:B2"', 'ref="A1:XFD1048576"')
    assert read_workbook("a.xlsx", data).tables == (Table("PCI 2010", (("a", "b"), ("c", "1"))),)


def test_truncated_and_damaged_documents(tmp_path: Path) -> None:
    data = make_book(*[("Huế", i) for i in range(200)])
    assert refuse(tmp_path, data[: len(data) // 2]).reason_code == "damaged_document"
    assert refuse(tmp_path, data[:40]).reason_code == "damaged_document"
    assert refuse(tmp_path, data[:-10]).reason_code == "damaged_document"
    spoiled = bytearray(data)
    at = data.index(b"xl/worksheets/sheet1.xml") + 60
    spoiled[at : at + 40] = b"\xff" * 40
    assert refuse(tmp_path, bytes(spoiled)).reason_code == "damaged_document"
    cut = edit_part(data, "xl/worksheets/sheet1.xml", "</sheetData>", "")
    assert refuse(tmp_path, cut).reason_code == "damaged_document"
    gone = edit_part(data, "xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet9.xml")
    assert "'PCI 2010'" in refuse(tmp_path, gone).message  # openpyxl alone would drop the sheet without a word


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            block = b" " * (1 << 20)
            for _ in range((MAX_UNPACKED >> 20) + 1):
                part.write(block)
    data = buffer.getvalue()
    assert len(data) < 1 << 20
    error = refuse(tmp_path, data)
    assert error.reason_code == "document_too_large"
    assert f"{MAX_UNPACKED:,}" in error.message


def test_a_part_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    data = make_book(*[("Huế", i) for i in range(500)])
    size = zipfile.ZipFile(BytesIO(data)).getinfo("xl/worksheets/sheet1.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (64).to_bytes(4, "little"))
    assert lying != data
    assert refuse(tmp_path, lying).reason_code == "damaged_document"


def test_a_sheet_that_spans_the_world_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "Tỉnh"
    book.active["XFD2000"] = 1
    error = refuse(tmp_path, pack(book))
    assert error.reason_code == "document_too_large"
    assert "row 2000" in error.message


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    data = make_book(("a", "b"))
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    for part, root in (("xl/worksheets/sheet1.xml", "<worksheet "), ("xl/workbook.xml", "<workbook ")):
        error = refuse(tmp_path, edit_part(data, part, root, bomb + root))
        assert error.reason_code == "damaged_document"


def test_a_password_is_named(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100
    error = refuse(tmp_path, ole)
    assert error.reason_code == "password_protected"
    assert "without" in error.message


def test_a_formula_without_its_value_is_no_empty_cell(tmp_path: Path) -> None:
    error = refuse(tmp_path, make_book(("Huế", "=1+1")))
    assert error.reason_code == "value_not_stored"
    assert "B1" in error.message
    sheet, data = "xl/worksheets/sheet1.xml", make_book(("Huế", "=1+1"))
    assert read_workbook("a.xlsx", edit_part(data, sheet, "<v />", "<v>2</v>")).tables[0].rows == (("Huế", "2"),)
    assert read_workbook("a.xlsx", edit_part(data, sheet, '<c r="B1">', '<c r="B1" t="str">')).tables[0].rows == (
        ("Huế",),
    )


def test_other_zip_files_are_named(tmp_path: Path) -> None:
    for part, said in (
        ("ppt/presentation.xml", "PowerPoint"),
        ("xl/workbook.bin", ".xlsb"),
        ("a.txt", "a zip archive"),
    ):
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(part, "x")
        error = refuse(tmp_path, buffer.getvalue())
        assert error.reason_code == "unknown_format"
        assert said in error.message


@pytest.mark.skipif(not SHARED.exists(), reason="needs the publisher's workbooks of ../shared")
def test_the_publisher_s_own_workbooks_are_read() -> None:
    (summary, *rest) = read_document("w/PCI_2012.xlsx", (SHARED / "workbooks/PCI_2012.xlsx").read_bytes()).tables
    assert summary.name == "Tong hop"
    assert len(rest) == 9
    assert summary.rows[1][:5] == ("1", "Bình Định", "9.598186", "Kiên Giang", "8.839451")


def test_merged_areas_are_known_and_those_that_overlap_are_damage() -> None:
    book = Workbook()
    sheet = book.active
    for row in (["Đơn vị", "Điểm", None], [None, "2023", "2024"], ["Huế", 1, 2]):
        sheet.append(row)
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("A9:C12")  # below what is filled
    data = pack(book)
    (table,) = read_document("a.xlsx", data).tables
    assert set(table.spans) == {Span(0, 0, 2, 1), Span(0, 1, 1, 2)}
    bad = edit_part(data, "xl/worksheets/sheet1.xml", 'ref="A9:C12"', 'ref="A1:C3"')
    assert refuse_text(bad) == "damaged_document"


def refuse_text(data: bytes) -> str:
    with pytest.raises(ReadFault) as caught:
        read_document("a.xlsx", data)
    return caught.value.reason_code
