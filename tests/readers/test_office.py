"""OpenDocument spreadsheets and Word documents: cells, merged areas, paragraphs, and what office programs write."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from chiso.model import Document, Span
from chiso.readers import ReadFault, read_document
from tests.readers.writing import pack_ods, pack_parts, pack_sheet, replace_part, write_docx, write_ods

ROWS = (("TT", "Tỉnh", "Điểm"), ("1", "Hải Phòng", "74,84"), ("2", "Quảng Ninh", "73,20"))


def save(document: object) -> bytes:
    buffer = BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def refuse(name: str, data: bytes) -> ReadFault:
    with pytest.raises(ReadFault) as caught:
        read_document(name, data)
    assert caught.value.message.startswith(name)
    assert "\n" not in caught.value.message
    return caught.value


def read_sheet(inside: str) -> Document:
    return read_document("a/a.ods", pack_sheet(inside))


def test_a_spreadsheet_of_texts() -> None:
    document = read_document("a/a.ods", write_ods(ROWS, (("x",),)))
    assert (document.format, document.text) == ("ods", "")
    assert [table.name for table in document.tables] == ["Sheet1", "Sheet2"]
    assert document.tables[0].rows == ROWS
    assert document.tables[0].locate(1, 2) == "Sheet1!C2"


def test_values_of_a_spreadsheet_read_as_in_a_workbook() -> None:
    (table,) = read_sheet(
        '<table:table-row><table:table-cell office:value-type="float" office:value="7.1600000000000001"/>'
        '<table:table-cell office:value-type="percentage" office:value="0.8712"><text:p>87%</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2025-03-15"><text:p>15/03</text:p></table:table-cell>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell office:value-type="string"><text:p>Bà Rịa<text:s text:c="2"/>-</text:p><text:p>Vũng Tàu</text:p>'
        "<office:annotation><text:p>chú thích</text:p></office:annotation></table:table-cell></table:table-row>"
    ).tables
    assert table.rows == (("7.16", "87.12%", "2025-03-15", "TRUE", "Bà Rịa  -\nVũng Tàu"),)


def test_repeated_cells_and_rows() -> None:
    (table,) = read_sheet(
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-header-rows><table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="1"/>'
        '<table:table-cell table:number-columns-repeated="16379"/></table:table-row></table:table-header-rows>'
        '<table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row>"
    ).tables
    assert table.rows == (("",) * 5, ("",) * 5, ("", "", "1", "1", "1"), ("", "", "1", "1", "1"))
    assert table.locate(2, 2) == "PCI!C3"


def test_merged_cells_of_a_spreadsheet() -> None:
    covered = "<table:covered-table-cell/>"
    tall, wide = ' table:number-rows-spanned="2"', ' table:number-columns-spanned="2"'
    (table,) = read_sheet(
        f"<table:table-row>{spell_cell('Đơn vị', tall)}{spell_cell('Năm', wide)}{covered}</table:table-row>"
        f"<table:table-row>{covered}{spell_cell('2023')}{spell_cell('2024')}</table:table-row>"
    ).tables
    assert table.rows == (("Đơn vị", "Năm", ""), ("", "2023", "2024"))
    assert set(table.spans) == {Span(0, 0, 2, 1), Span(0, 1, 1, 2)}


def spell_cell(text: str, merged: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{merged}><text:p>{text}</text:p></table:table-cell>'


def test_a_filled_cell_repeated_over_the_whole_sheet_is_refused() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" '
        'office:value="1" table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert refuse("a/a.ods", pack_sheet(row)).reason_code == "document_too_large"


def test_broken_and_protected_spreadsheets() -> None:
    data = write_ods(ROWS)
    assert refuse("a/a.ods", data[: len(data) // 2]).reason_code == "damaged_document"
    assert refuse("a/a.ods", pack_ods("<a><b></a>")).reason_code == "damaged_document"
    assert refuse(
        "a/a.ods", pack_parts({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})
    ).reason_code == ("damaged_document")
    locked = pack_ods("x", "<manifest:manifest><manifest:encryption-data/></manifest:manifest>")
    assert refuse("a/a.ods", locked).reason_code == "password_protected"


def test_paragraphs_headings_and_tables_of_a_word_document() -> None:
    word = docx.Document()
    word.add_heading("Kết quả PCI 2024", level=1)
    word.add_paragraph("Hải Phòng\tđạt 74,84 điểm.\nQuảng Ninh thứ hai.")
    word.add_paragraph("Bảng 1. Xếp hạng")
    table = word.add_table(3, 3)
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    word.add_paragraph("Nguồn: VCCI")
    document = read_document("a/a.docx", save(word))
    assert document.format == "docx"
    assert document.text == (
        "Kết quả PCI 2024\nHải Phòng đạt 74,84 điểm.\nQuảng Ninh thứ hai.\nBảng 1. Xếp hạng\nNguồn: VCCI\n"
    )
    assert document.title == "Kết quả PCI 2024"
    assert [(document.text[h.char_start : h.char_end], h.level) for h in document.headings] == [("Kết quả PCI 2024", 1)]
    (found,) = document.tables
    assert found.rows == ROWS
    assert found.title == "Bảng 1. Xếp hạng"
    assert found.position is not None
    assert document.text[found.position :] == "Nguồn: VCCI\n"
    assert found.locate(1, 2) == "table 1 row 2 column 3"


def test_merged_cells_of_a_word_table() -> None:
    word = docx.Document()
    table = word.add_table(4, 3)
    for row, texts in zip(
        table.rows, (("Đơn vị", "Năm", ""), ("", "2023", "2024"), ("Huế", "1", "2"), ("", "3", "4")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    (found,) = read_document("a/a.docx", save(word)).tables
    assert found.rows == (("Đơn vị", "Năm", ""), ("", "2023", "2024"), ("Huế", "1", "2"), ("", "3", "4"))
    assert found.spans == (Span(0, 0, 2, 1), Span(0, 1, 1, 2), Span(2, 0, 2, 1))


def test_deleted_words_are_gone_and_inserted_and_boxed_ones_are_there() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Huế đạt ")
    for xml in (
        "<w:del {}><w:r><w:delText>60,1</w:delText></w:r></w:del>",
        "<w:moveFrom {}><w:r><w:t>61,1</w:t></w:r></w:moveFrom>",
        "<w:ins {}><w:r><w:t>65,1</w:t></w:r></w:ins>",
        "<w:r {}><w:pict><w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
        "<w:hyperlink {}><w:r><w:t> điểm</w:t></w:r></w:hyperlink>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    assert read_document("a/a.docx", save(word)).text == "Huế đạt 65,1 điểm\nTrong khung\n"


def test_a_letterhead_is_prose() -> None:
    word = docx.Document()
    table = word.add_table(1, 2)
    table.cell(0, 0).text = "UBND TỈNH QUẢNG NINH\nSỞ NỘI VỤ"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    document = read_document("a/a.docx", save(word))
    assert document.tables == ()
    assert document.text == "UBND TỈNH QUẢNG NINH\nSỞ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"


def test_a_document_with_macros_is_read_and_its_macros_are_not() -> None:
    data = write_docx("PCI 2024\nHuế đạt 65,1 điểm.\n")
    kinds = read_part(data, "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    data = replace_part(replace_part(data, "[Content_Types].xml", kinds), "word/vbaProject.bin", b'Shell("rm -rf")')
    assert read_document("a/a.docm", data).text == "PCI 2024\nHuế đạt 65,1 điểm.\n"


def test_broken_word_documents() -> None:
    data = write_docx("PCI 2024\nHuế đạt 65,1 điểm.\n")
    assert refuse("a/a.docx", data[: len(data) // 2]).reason_code == "damaged_document"
    assert refuse("a/a.docx", replace_part(data, "word/document.xml", "<a><b></a>")).reason_code == "damaged_document"
    assert refuse("a/a.docx", pack_parts({"word/document.xml": "<a/>"})).reason_code == "damaged_document"


def read_part(data: bytes, name: str) -> bytes:
    import zipfile

    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)
